import { AppError } from '../../core/error.js';
import type { Finding } from '../../core/finding.js';
import { gridFromSteps, isSheared, turnedRasLps } from '../affine-grid.js';
import { orderBetween } from '../compare-grids.js';
import { lengthOf, minus, pointOf, type Grid, type Vec3 } from '../grid.js';
import type { NiftiHeader } from './header.js';

/** mm in one unit of the header (codes of nifti1.h); unknown counts as mm, as every reader has it. */
const UNITS: ReadonlyMap<number, { name: string; mm: number }> = new Map([
  [0, { name: 'unknown', mm: 1 }],
  [1, { name: 'metre', mm: 1000 }],
  [2, { name: 'millimetre', mm: 1 }],
  [3, { name: 'micron', mm: 0.001 }],
]);

/** Two forms of one grid may lie apart by this share of the smallest step. */
const SAME_FORM_VOXELS = 0.05;

export interface NiftiGeometry {
  /** Three rows of four and 0 0 0 1, in the unit of the file: voxel index to right, anterior, superior. */
  affineRas: number[][];
  source: 'sform' | 'qform' | 'none';
  spaceUnit: string;
  grid: Grid;
  sheared: boolean;
}

/**
 * Where the voxels lie: the sform where its code is above 0, else the qform, else only the steps of pixdim around the
 * middle, first axis to the left (what nibabel assumes), with a finding.
 * @param findings receives forms that disagree, units other than mm, an unknown orientation, shear
 * @throws AppError IMAGE-INVALID when the form that counts has no volume: NaN, 0, or steps in one plane
 */
export function niftiGeometry(header: NiftiHeader, place: string, findings: Finding[]): NiftiGeometry {
  const doubt = (code: string, message: string, fix: string, args: Finding['args']): void => {
    findings.push({
      code,
      severity: 'warning',
      path: place,
      message,
      fix,
      args,
    });
  };
  const unit = UNITS.get(header.xyztUnits & 7);
  if (unit === undefined) {
    throw invalid(`the unit of length has the unknown code ${header.xyztUnits & 7}`, place);
  }
  if (unit.mm !== 1) {
    doubt(
      'NIFTI-UNIT',
      `lengths are stored in ${unit.name} and were converted to mm`,
      'check that the unit of the header is true: many writers fill it in wrongly',
      { unit: unit.name },
    );
  }
  const source = header.sformCode > 0 ? 'sform' : header.qformCode > 0 ? 'qform' : 'none';
  const rows = source === 'sform' ? header.srow : source === 'qform' ? qform(header) : assumed(header);
  const size = sizeOf(header.shape);
  const grid = rows === null ? null : gridOf(rows, size, unit.mm);
  if (rows === null || grid === null) {
    const which = source === 'none' ? 'spacing' : source;
    throw invalid(
      `the ${which} is no grid: a step is 0 or not a number, or the axes lie in one plane`,
      place,
    );
  }
  if (source === 'none') {
    doubt(
      'NIFTI-ORIENTATION-UNKNOWN',
      'neither sform nor qform is set: left and right, and the position in the patient, are not known',
      'convert the image again from its source with its orientation',
      {},
    );
  }
  const other = source === 'sform' && header.qformCode > 0 ? qform(header) : null;
  const otherGrid = other === null ? null : gridOf(other, size, unit.mm);
  if (otherGrid !== null) {
    const apartMm = farthest(grid, otherGrid);
    if (apartMm > SAME_FORM_VOXELS * Math.min(...grid.spacingMm)) {
      doubt(
        'NIFTI-FORMS-DISAGREE',
        `sform and qform place voxels up to ${Number(apartMm.toPrecision(4))} mm apart; the sform is used`,
        'find out which one is right, and write both alike',
        { apartMm },
      );
    }
  }
  if (source === 'sform') spacingDoubt(header, rows, doubt);
  const sheared = isSheared(grid);
  if (sheared) {
    doubt(
      'NIFTI-SHEARED',
      'the voxel axes are not at right angles: the image is not taken for a volume',
      'resample the image to a rectangular grid',
      {},
    );
  }
  return {
    affineRas: [...rows.map((row) => [...row]), [0, 0, 0, 1]],
    source,
    spaceUnit: unit.name,
    grid,
    sheared,
  };
}

/** `RAS`, `LPS` …: the direction of the patient to which each index runs, as far as one can be named. */
export function axisCodes({ axes }: Grid): string {
  const { axisOf, flipped } = orderBetween(
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    axes,
  );
  const codes = ['?', '?', '?'];
  axisOf.forEach((axis, patient) => {
    codes[axis] = (flipped[patient] === true ? 'RAI' : 'LPS')[patient]!;
  });
  return codes.join('');
}

/** The first three axes; those that are not there count one voxel. */
function sizeOf(shape: readonly number[]): Vec3 {
  return [shape[0] ?? 1, shape[1] ?? 1, shape[2] ?? 1];
}

/** Method 2 of nifti1.h: a rotation by quaternion, steps of pixdim, the third axis turned by pixdim[0] = -1. */
function qform(header: NiftiHeader): number[][] | null {
  const { quaternion, pixdim, qoffset } = header;
  const length = Math.hypot(...quaternion);
  const rest = 1 - length * length;
  // Rounding of the three stored parts can leave a little less than nothing for the fourth.
  if (!(rest > -1e-5)) return null;
  // Half a turn has no fourth part; the root of a rounding error would turn it on by hundredths of a degree. The bound
  // is that of nifti1_io.
  const half = rest < 1e-7;
  const a = half ? 0 : Math.sqrt(rest);
  const [b, c, d] = half ? scaled(quaternion, 1 / length) : quaternion;
  const rotation = [
    [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
  ];
  const step = [stepOf(1, header), stepOf(2, header), stepOf(3, header) * (pixdim[0]! < 0 ? -1 : 1)];
  return rotation.map((row, i) => [...row.map((cosine, j) => 0 + cosine * step[j]!), qoffset[i]!]);
}

function scaled([x, y, z]: Vec3, by: number): Vec3 {
  return [x * by, y * by, z * by];
}

/** No form: the middle of the image is the origin, and the first axis runs to the left. */
function assumed(header: NiftiHeader): number[][] {
  const size = sizeOf(header.shape);
  return [0, 1, 2].map((i) => {
    const step = stepOf(i + 1, header) * (i === 0 ? -1 : 1);
    return [...[0, 1, 2].map((j) => (i === j ? step : 0)), (-step * (size[i]! - 1)) / 2 + 0];
  });
}

/** Step along an axis; 1 along an axis that a flat image does not have. NaN, which no grid takes, below 0. */
function stepOf(axis: number, { pixdim, shape }: NiftiHeader): number {
  const step = pixdim[axis]!;
  if (axis > shape.length && !(step > 0)) return 1;
  return step < 0 ? NaN : step;
}

function gridOf(rows: readonly number[][], size: Vec3, mm: number): Grid | null {
  const column = (j: number): Vec3 => turnedRasLps([rows[0]![j]! * mm, rows[1]![j]! * mm, rows[2]![j]! * mm]);
  return gridFromSteps(size, [column(0), column(1), column(2)], column(3));
}

/** The farthest that two grids of one size place the same voxel apart, mm. */
function farthest(a: Grid, b: Grid): number {
  const ends = (count: number): number[] => [0, count - 1];
  let most = 0;
  for (const i of ends(a.size[0])) {
    for (const j of ends(a.size[1])) {
      for (const k of ends(a.size[2])) {
        most = Math.max(most, lengthOf(minus(pointOf(a, i, j, k), pointOf(b, i, j, k))));
      }
    }
  }
  return most;
}

function spacingDoubt(
  { pixdim, shape }: NiftiHeader,
  rows: readonly number[][],
  doubt: (code: string, message: string, fix: string, args: Finding['args']) => void,
): void {
  for (let j = 0; j < Math.min(3, shape.length); j += 1) {
    const step = Math.hypot(rows[0]![j]!, rows[1]![j]!, rows[2]![j]!);
    if (Math.abs(step - Math.abs(pixdim[j + 1]!)) <= 0.01 * step) continue;
    doubt(
      'NIFTI-SPACING-DISAGREES',
      `pixdim[${j + 1}] is ${pixdim[j + 1]!}, and the sform steps ${Number(step.toPrecision(6))}; the sform is used`,
      'find out which one is right, and write both alike',
      { axis: j + 1, sform: step },
    );
  }
}

function invalid(message: string, place: string): AppError {
  return new AppError('IMAGE-INVALID', message, {
    place,
    hint: 'export the image again as NIfTI',
  });
}
