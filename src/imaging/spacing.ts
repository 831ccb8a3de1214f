import type { Finding } from '../core/finding.js';
import type { DataSet } from './data-set.js';
import { TAG } from './tags.js';

/**
 * Distance of rows (y) and of columns (x) in mm: PixelSpacing, at the top or for all frames alike in the shared
 * functional groups or in each of them; for projection radiographs without it ImagerPixelSpacing, which is measured at the detector.
 * @throws AppError IMAGE-INVALID for a spacing that is not two positive numbers
 */
export function pixelSpacingMm(dataSet: DataSet): [number, number] | null {
  return (
    spacing(dataSet, TAG.PixelSpacing) ??
    groupSpacing(dataSet) ??
    spacing(dataSet, TAG.ImagerPixelSpacing) ??
    null
  );
}

/** Of the functional groups: shared, or the same in every frame. */
function groupSpacing(dataSet: DataSet): [number, number] | null {
  const shared = measured(dataSet.firstItem(TAG.SharedFunctionalGroupsSequence));
  if (shared !== null) return shared;
  const first = measured(dataSet.firstItem(TAG.PerFrameFunctionalGroupsSequence));
  if (first === null) return null;
  for (const group of dataSet.items(TAG.PerFrameFunctionalGroupsSequence)) {
    const own = measured(group);
    if (own?.[0] !== first[0] || own[1] !== first[1]) return null;
  }
  return first;
}

function measured(group: DataSet | null): [number, number] | null {
  const measures = group?.firstItem(TAG.PixelMeasuresSequence) ?? null;
  return measures === null ? null : spacing(measures, TAG.PixelSpacing);
}

/**
 * The two numbers of a pixel spacing: distance of rows, then of columns; null when it is absent or states that it is
 * not known.
 * @throws AppError IMAGE-INVALID
 */
export function spacing(dataSet: DataSet, tag: number): [number, number] | null {
  const values = dataSet.decimals(tag);
  if (values.length === 0) return null;
  const [row, column] = values;
  if (row === undefined || column === undefined || values.length !== 2) {
    throw dataSet.invalid(tag, `has ${values.length} values, it needs two`);
  }
  if (saysUnknown(dataSet, tag)) return null;
  if (!(row > 0 && column > 0))
    throw dataSet.invalid(tag, `is ${row}\\${column}: distances must be positive`);
  return [row, column];
}

/**
 * Detectors without calibration write `0\\0`. In a projection image, which has no place in the patient, that says no more
 * than an absent spacing; wherever planes have a position it contradicts it.
 */
function saysUnknown(dataSet: DataSet, tag: number): boolean {
  const projected = PROJECTIONS.has(dataSet.code(TAG.Modality) ?? '');
  if (!projected || dataSet.has(TAG.ImagePositionPatient)) return false;
  const values = dataSet.decimals(tag);
  return values.length === 2 && values.every((mm) => mm === 0);
}

/** A spacing that is written, but states nothing. */
export function spacingFindings(dataSet: DataSet, place: string): Finding[] {
  const written = { PixelSpacing: TAG.PixelSpacing, ImagerPixelSpacing: TAG.ImagerPixelSpacing };
  return Object.entries(written)
    .filter(([, tag]) => saysUnknown(dataSet, tag))
    .map(([attribute]) => ({
      code: 'IMAGE-SPACING-UNKNOWN',
      severity: 'warning',
      path: place,
      message: `${attribute} is 0\\0: the distance of the pixels is not known`,
      fix: 'measure nothing in millimetres on it, or correct the header at its source',
      args: { attribute },
    }));
}

/** Modalities of projection (PS3.3 C.7.3.1.1.1). */
const PROJECTIONS = new Set(['CR', 'DX', 'MG', 'IO', 'PX', 'RF', 'XA', 'RG']);

/**
 * Direction cosines must be two unit vectors at a right angle; headers round them, hence the tolerance of 1e-3.
 * @throws AppError IMAGE-INVALID
 */
export function checkOrientation(dataSet: DataSet): void {
  const cosines = dataSet.decimals(TAG.ImageOrientationPatient);
  if (cosines.length === 0) return;
  if (cosines.length !== 6)
    throw dataSet.invalid(TAG.ImageOrientationPatient, `has ${cosines.length} values, not 6`);
  const row = cosines.slice(0, 3);
  const column = cosines.slice(3);
  const tolerance = 1e-3;
  if (Math.abs(dot(row, row) - 1) > 2 * tolerance || Math.abs(dot(column, column) - 1) > 2 * tolerance) {
    throw dataSet.invalid(TAG.ImageOrientationPatient, 'does not hold unit vectors');
  }
  if (Math.abs(dot(row, column)) > tolerance) {
    throw dataSet.invalid(TAG.ImageOrientationPatient, 'holds directions that are not at a right angle');
  }
}

function dot(a: number[], b: number[]): number {
  return a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
}
