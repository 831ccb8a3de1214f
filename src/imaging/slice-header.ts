import type { DataSet } from './data-set.js';
import { readFramePlanes } from './frame-planes.js';
import type { FramePlane } from './frame-planes.js';
import { readAnew } from './header-memory.js';
import type { Recall } from './header-memory.js';
import { LIMITS } from './limits.js';
import { frameCount } from './pixel-description.js';
import { TAG } from './tags.js';

/** What the header says of one frame that may become a slice of a volume. */
export interface SliceHeader extends FramePlane {
  /** File it is in. */
  path: string;
  /** Index in the file, from 0, and how many there are. */
  frame: number;
  frames: number;
  /** Raw; must not leave this package's callers. */
  seriesUid: string | null;
  /** Of the object the frame is in; raw as well. */
  instanceUid: string | null;
  frameOfReferenceUid: string | null;
  instanceNumber: number | null;
  rows: number;
  columns: number;
  samplesPerPixel: number;
  values: ValueKind;
}

/** What slices must agree on for their values to stand in one array. */
export interface ValueKind {
  modality: string | null;
  /** Unit of the modality values: Units of PET, else RescaleType. */
  unit: string | null;
  photometric: string | null;
  bitsAllocated: number | null;
  signed: boolean;
}

/**
 * One entry a frame, in file order; none for an object that is no image. The header alone is looked at.
 * @param path path of the file, as findings name it
 * @param recall what may be known from the header read before
 * @throws AppError IMAGE-INVALID for geometry that makes no sense
 */
export function readSliceHeaders(dataSet: DataSet, path: string, recall: Recall = readAnew): SliceHeader[] {
  const common = recall('slice', dataSet, () => ofSeries(dataSet));
  if (common === null) return [];
  const own = {
    path,
    ...common,
    instanceUid: dataSet.text(TAG.SOPInstanceUID),
    instanceNumber: lenientInteger(dataSet.text(TAG.InstanceNumber)),
  };
  return readFramePlanes(dataSet, common.frames, recall).map((plane, frame) => ({ ...own, ...plane, frame }));
}

type OfSeries = Omit<SliceHeader, keyof FramePlane | 'path' | 'frame' | 'instanceUid' | 'instanceNumber'>;

/** What most slices of a series have in common; null for what is no image. */
function ofSeries(dataSet: DataSet): OfSeries | null {
  const rows = dataSet.unsigned(TAG.Rows);
  const columns = dataSet.unsigned(TAG.Columns);
  if (rows === null || columns === null || dataSet.unsigned(TAG.BitsAllocated) === null) return null;
  const frames = frameCount(dataSet);
  if (frames > LIMITS.items) {
    throw dataSet.invalid(TAG.NumberOfFrames, `is ${frames}, more than ${LIMITS.items} are not read`);
  }
  return {
    frames,
    seriesUid: dataSet.text(TAG.SeriesInstanceUID),
    frameOfReferenceUid: dataSet.text(TAG.FrameOfReferenceUID),
    rows,
    columns,
    samplesPerPixel: dataSet.unsigned(TAG.SamplesPerPixel) ?? 1,
    values: {
      modality: dataSet.code(TAG.Modality),
      unit: dataSet.code(TAG.Units) ?? dataSet.code(TAG.RescaleType),
      photometric: dataSet.code(TAG.PhotometricInterpretation),
      bitsAllocated: dataSet.unsigned(TAG.BitsAllocated),
      signed: dataSet.unsigned(TAG.PixelRepresentation) === 1,
    },
  };
}

/** Stands for a file of a series that cannot be read: it has no place, and so refuses the volume. */
export function damagedSlice(path: string, seriesUid: string | null): SliceHeader {
  return {
    path,
    frame: 0,
    frames: 1,
    seriesUid,
    instanceUid: null,
    frameOfReferenceUid: null,
    instanceNumber: null,
    rows: 0,
    columns: 0,
    samplesPerPixel: 1,
    values: { modality: null, unit: null, photometric: null, bitsAllocated: null, signed: false },
    position: null,
    axes: null,
    pixelSpacingMm: null,
    sliceThicknessMm: null,
    spacingBetweenSlicesMm: null,
  };
}

/** Slices by series, in the order in which the series are met; those without SeriesInstanceUID together. */
export function groupSeries(slices: readonly SliceHeader[]): SliceHeader[][] {
  const groups = new Map<string | null, SliceHeader[]>();
  for (const slice of slices) {
    const group = groups.get(slice.seriesUid);
    if (group === undefined) groups.set(slice.seriesUid, [slice]);
    else group.push(slice);
  }
  return [...groups.values()];
}

/** InstanceNumber orders nothing here: it is only shown. */
function lenientInteger(text: string | null): number | null {
  return text !== null && /^[+-]?\d{1,12}$/.test(text) ? Number(text) : null;
}
