import type { DataSet } from './data-set.js';
import { readFramePlanes } from './frame-planes.js';
import type { FramePlane } from './frame-planes.js';
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
 * @throws AppError IMAGE-INVALID for geometry that makes no sense
 */
export function readSliceHeaders(dataSet: DataSet, path: string): SliceHeader[] {
  const rows = dataSet.unsigned(TAG.Rows);
  const columns = dataSet.unsigned(TAG.Columns);
  if (rows === null || columns === null || dataSet.unsigned(TAG.BitsAllocated) === null) return [];
  const frames = frameCount(dataSet);
  if (frames > LIMITS.items) {
    throw dataSet.invalid(TAG.NumberOfFrames, `is ${frames}, more than ${LIMITS.items} are not read`);
  }
  const common = {
    path,
    frames,
    seriesUid: dataSet.text(TAG.SeriesInstanceUID),
    instanceUid: dataSet.text(TAG.SOPInstanceUID),
    frameOfReferenceUid: dataSet.text(TAG.FrameOfReferenceUID),
    instanceNumber: lenientInteger(dataSet.text(TAG.InstanceNumber)),
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
  return readFramePlanes(dataSet, frames).map((plane, frame) => ({ ...common, ...plane, frame }));
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
