import type { Finding } from '../core/finding.js';
import type { DataSet } from './data-set.js';
import { lookUp, readLookupTable } from './lookup-table.js';
import type { LookupTable } from './lookup-table.js';
import { TAG } from './tags.js';

export interface Rescale {
  slope: number;
  intercept: number;
}

/** From stored to modality values. */
export interface ModalityTransform {
  /** Of the first frame. */
  rescale: Rescale;
  /** Where frames differ (enhanced objects); null when `rescale` holds for all. */
  perFrame: Rescale[] | null;
  /** The header gives a table instead; null where it does not. */
  lookup: LookupTable | null;
}

/** What `modalityValues` needs of the stored pixels. */
export interface StoredValues {
  stored: ArrayLike<number>;
  frames: number;
  rescale: Rescale;
  rescalePerFrame: Rescale[] | null;
  /** A table takes the place of the rescale. */
  modalityTable: boolean;
  /** That table. */
  modalityLookup?: LookupTable | null;
  place: string;
}

/**
 * Stored value × RescaleSlope + RescaleIntercept, or the stored value through the modality lookup table; computed in
 * double precision and kept in single; frames × rows × columns × samples. Polarity (MONOCHROME1) and padding are left
 * as they are.
 */
export function modalityValues(pixels: StoredValues): Float32Array {
  const table = pixels.modalityLookup ?? null;
  if (table !== null) return Float32Array.from(pixels.stored, (value) => lookUp(table, value));
  const { stored, rescalePerFrame } = pixels;
  const values = new Float32Array(stored.length);
  const frames = rescalePerFrame ?? [pixels.rescale];
  const size = stored.length / frames.length;
  frames.forEach(({ slope, intercept }, frame) => {
    const end = (frame + 1) * size;
    for (let i = frame * size; i < end; i += 1) values[i] = stored[i]! * slope + intercept;
  });
  return values;
}

/**
 * RescaleSlope and RescaleIntercept, from the top or from the functional groups of an enhanced object.
 * @param findings receives a doubt when only one of the pair is there
 * @param signed PixelRepresentation
 * @throws AppError IMAGE-INVALID for a slope that is 0 or not a number, or a table that does not fit its descriptor
 */
export function readModalityTransform(
  dataSet: DataSet,
  frames: number,
  signed: boolean,
  place: string,
  findings: Finding[],
): ModalityTransform {
  const item = dataSet.firstItem(TAG.ModalityLUTSequence);
  const lookup = item === null ? null : readLookupTable(item, signed);
  const shared = transformOf(dataSet.firstItem(TAG.SharedFunctionalGroupsSequence), place, findings);
  const whole = rescaleOf(dataSet, place, findings) ?? shared ?? IDENTITY;
  const perFrame: Rescale[] = [];
  for (const group of dataSet.items(TAG.PerFrameFunctionalGroupsSequence)) {
    perFrame.push(transformOf(group, place, findings) ?? whole);
  }
  if (perFrame.length !== frames) return { rescale: whole, perFrame: null, lookup };
  const first = perFrame[0] ?? whole;
  const alike = perFrame.every(
    ({ slope, intercept }) => slope === first.slope && intercept === first.intercept,
  );
  return { rescale: first, perFrame: alike ? null : perFrame, lookup };
}

const IDENTITY: Rescale = { slope: 1, intercept: 0 };

function transformOf(group: DataSet | null, place: string, findings: Finding[]): Rescale | null {
  const item = group?.firstItem(TAG.PixelValueTransformationSequence) ?? null;
  return item === null ? null : rescaleOf(item, place, findings);
}

function rescaleOf(dataSet: DataSet, place: string, findings: Finding[]): Rescale | null {
  const slope = dataSet.decimal(TAG.RescaleSlope);
  const intercept = dataSet.decimal(TAG.RescaleIntercept);
  if (slope === 0) throw dataSet.invalid(TAG.RescaleSlope, 'is 0: every pixel would become the intercept');
  if (slope === null && intercept === null) return null;
  if (slope === null || intercept === null) {
    const missing = slope === null ? 'RescaleSlope' : 'RescaleIntercept';
    findings.push({
      code: 'IMAGE-RESCALE-INCOMPLETE',
      severity: 'warning',
      path: place,
      message: `${missing} is missing beside its partner; ${slope === null ? '1' : '0'} is used`,
      fix: 'correct the header at its source: the two belong together',
      args: { missing },
    });
  }
  return { slope: slope ?? 1, intercept: intercept ?? 0 };
}
