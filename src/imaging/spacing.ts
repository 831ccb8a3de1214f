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
 * The two numbers of a pixel spacing: distance of rows, then of columns; null when it is absent.
 * @throws AppError IMAGE-INVALID
 */
export function spacing(dataSet: DataSet, tag: number): [number, number] | null {
  const values = dataSet.decimals(tag);
  if (values.length === 0) return null;
  const [row, column] = values;
  if (row === undefined || column === undefined || values.length !== 2) {
    throw dataSet.invalid(tag, `has ${values.length} values, it needs two`);
  }
  if (!(row > 0 && column > 0))
    throw dataSet.invalid(tag, `is ${row}\\${column}: distances must be positive`);
  return [row, column];
}

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
