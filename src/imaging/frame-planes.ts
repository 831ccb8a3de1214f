import type { DataSet } from './data-set.js';
import { cross, lengthOf } from './grid.js';
import type { Vec3 } from './grid.js';
import { wordsOf } from './frame-vectors.js';
import { readAnew } from './header-memory.js';
import type { Recall } from './header-memory.js';
import { LIMITS } from './limits.js';
import { checkOrientation, spacing } from './spacing.js';
import { TAG } from './tags.js';

/** Where one frame lies in the patient, as far as the header says. Lengths in mm, DICOM LPS. */
export interface FramePlane {
  /** Centre of the first voxel. */
  position: Vec3 | null;
  /** Directions in which the column index grows (along a row), then the row index. */
  axes: readonly [Vec3, Vec3] | null;
  /** Distance of rows, then of columns. */
  pixelSpacingMm: [number, number] | null;
  sliceThicknessMm: number | null;
  spacingBetweenSlicesMm: number | null;
}

/**
 * Planes of all frames in file order. Sources, the first that answers: functional groups of the frame, then the shared
 * ones (PS3.3 C.7.6.16), then the image plane module (C.7.6.2); for a dose grid the offsets of its frames (C.8.8.3), for
 * a reconstruction of nuclear medicine the slices stacked on its first (C.8.4.11, C.8.4.15).
 * Only the first frame of another multi-frame object has a position.
 * @throws AppError IMAGE-INVALID for coordinates that make no sense
 */
export function readFramePlanes(dataSet: DataSet, frames: number, recall: Recall = readAnew): FramePlane[] {
  // In a series the position alone is another in each slice.
  const position = positionOf(dataSet);
  const whole = { position, ...recall('plane', dataSet, () => directionsOf(dataSet, NOWHERE)) };
  const sharedGroup = dataSet.firstItem(TAG.SharedFunctionalGroupsSequence);
  const shared = sharedGroup === null ? whole : groupPlane(sharedGroup, whole);
  const planes: FramePlane[] = [];
  for (const group of dataSet.items(TAG.PerFrameFunctionalGroupsSequence)) {
    if (planes.length === frames) break;
    planes.push(groupPlane(group, shared));
  }
  if (planes.length === frames) return planes;
  const stacked = stackedPlanes(dataSet, shared, frames);
  if (stacked !== null) return stacked;
  if (frames === 1) return [shared];
  const offsets = dataSet.decimals(TAG.GridFrameOffsetVector);
  if (offsets.length === frames) return offsets.map((offset) => offsetPlane(shared, offset, offsets[0]!));
  return Array.from({ length: frames }, () => ({ ...shared, position: null }));
}

/**
 * Slices of a reconstruction: the detector item places the first; the others follow along the normal, against it where
 * the spacing is negative. Null for anything else, and where the vector of slices or the spacing is missing.
 */
function stackedPlanes(dataSet: DataSet, whole: FramePlane, frames: number): FramePlane[] | null {
  if (!RECONSTRUCTED.has(dataSet.texts(TAG.ImageType)[2] ?? '')) return null;
  const slices = wordsOf(dataSet, TAG.SliceVector);
  const detector = dataSet.firstItem(TAG.DetectorInformationSequence);
  const first = detector === null ? whole : planeOf(detector, whole);
  const step = dataSet.decimal(TAG.SpacingBetweenSlices) ?? 0;
  if (slices.length !== frames || first.position === null || first.axes === null) return null;
  if (frames > 1 && step === 0) return null;
  const normal = normalOf(first.axes);
  const [x, y, z] = first.position;
  return slices.map((slice) => {
    const by = step * (slice - 1);
    return { ...first, position: [x + by * normal[0], y + by * normal[1], z + by * normal[2]] };
  });
}

/** Third value of ImageType. */
const RECONSTRUCTED = new Set(['RECON TOMO', 'RECON GATED TOMO']);

const NOWHERE: FramePlane = {
  position: null,
  axes: null,
  pixelSpacingMm: null,
  sliceThicknessMm: null,
  spacingBetweenSlicesMm: null,
};

function groupPlane(group: DataSet, otherwise: FramePlane): FramePlane {
  const sequences = [TAG.PlanePositionSequence, TAG.PlaneOrientationSequence, TAG.PixelMeasuresSequence];
  return sequences.reduce((plane, tag) => {
    const item = group.firstItem(tag);
    return item === null ? plane : planeOf(item, plane);
  }, otherwise);
}

/** What a data set or an item of a functional group states itself. */
function planeOf(dataSet: DataSet, otherwise: FramePlane): FramePlane {
  const position = positionOf(dataSet) ?? otherwise.position;
  return { position, ...directionsOf(dataSet, otherwise) };
}

function positionOf(dataSet: DataSet): Vec3 | null {
  const position = dataSet.decimals(TAG.ImagePositionPatient);
  if (position.length !== 0 && position.length !== 3) {
    throw dataSet.invalid(TAG.ImagePositionPatient, `has ${position.length} values, not 3`);
  }
  const far = position.find((mm) => Math.abs(mm) > LIMITS.positionMm);
  if (far !== undefined) throw dataSet.invalid(TAG.ImagePositionPatient, `is ${far} mm away from the origin`);
  return position.length === 3 ? vec3(position, 0) : null;
}

function directionsOf(dataSet: DataSet, otherwise: FramePlane): Omit<FramePlane, 'position'> {
  checkOrientation(dataSet);
  const cosines = dataSet.decimals(TAG.ImageOrientationPatient);
  return {
    axes: cosines.length === 6 ? [vec3(cosines, 0), vec3(cosines, 3)] : otherwise.axes,
    pixelSpacingMm: spacing(dataSet, TAG.PixelSpacing) ?? otherwise.pixelSpacingMm,
    sliceThicknessMm: dataSet.decimal(TAG.SliceThickness) ?? otherwise.sliceThicknessMm,
    spacingBetweenSlicesMm: dataSet.decimal(TAG.SpacingBetweenSlices) ?? otherwise.spacingBetweenSlicesMm,
  };
}

/**
 * Offsets of a dose grid are distances from the first frame along the normal; where the first is not 0 they are
 * coordinates along it (the older form, for planes across the patient only).
 */
function offsetPlane(first: FramePlane, offset: number, firstOffset: number): FramePlane {
  if (first.position === null || first.axes === null) return first;
  const normal = normalOf(first.axes);
  const along = offset - firstOffset;
  const sign = firstOffset === 0 ? 1 : Math.sign(normal[2]);
  const [x, y, z] = first.position;
  const by = sign * along;
  return { ...first, position: [x + by * normal[0], y + by * normal[1], z + by * normal[2]] };
}

/** Unit vector across the plane: row direction × column direction. */
export function normalOf([row, column]: readonly [Vec3, Vec3]): Vec3 {
  const normal = cross(row, column);
  const length = lengthOf(normal);
  return [normal[0] / length, normal[1] / length, normal[2] / length];
}

function vec3(values: readonly number[], from: number): Vec3 {
  return [values[from]!, values[from + 1]!, values[from + 2]!];
}
