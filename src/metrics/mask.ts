import { refuse } from '../stats/argument.js';

/** A binary mask on a regular grid, row-major with the first axis slowest: [rows, columns] or [slices, rows, columns]. */
export interface Mask {
  /** Any value but 0 is foreground; length is the product of `shape`. */
  readonly data: Uint8Array;
  readonly shape: readonly number[];
  /** Voxel edge along each axis of `shape`, mm. */
  readonly spacingMm: readonly number[];
}

/** No scanner has voxels beyond these; products of such edges would be 0 or infinite. */
const SMALLEST_EDGE_MM = 1e-9;
const LARGEST_EDGE_MM = 1e6;

/** Half-open index box [from, to) with three axes; a 2D mask has one slice. */
export interface Box {
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
}

/** @throws AppError STATS-ARGUMENT when shapes, spacings or lengths disagree, or the grid is not 2D or 3D */
export function requireSameGrid(a: Mask, b: Mask): void {
  for (const mask of [a, b]) {
    const { shape, spacingMm, data } = mask;
    if (shape.length !== 2 && shape.length !== 3)
      refuse(`a mask has ${shape.length} axes`, 'give masks with two or three axes');
    if (shape.some((size) => !Number.isInteger(size) || size < 1))
      refuse(`a mask has the shape ${shape.join(' x ')}`, 'sizes are whole numbers from 1');
    if (
      spacingMm.length !== shape.length ||
      spacingMm.some((edge) => !(edge >= SMALLEST_EDGE_MM && edge <= LARGEST_EDGE_MM))
    ) {
      refuse(
        `a mask of ${shape.length} axes has the spacing ${spacingMm.join(' x ')}`,
        'give one positive spacing an axis, in mm from 1e-9 to 1e6',
      );
    }
    const size = shape.reduce((product, axis) => product * axis, 1);
    if (data.length !== size)
      refuse(`a mask of shape ${shape.join(' x ')} holds ${data.length} voxels`, `give ${size} voxels`);
  }
  if (a.shape.length !== b.shape.length || a.shape.some((size, axis) => size !== b.shape[axis])) {
    refuse(
      `the masks have shapes ${a.shape.join(' x ')} and ${b.shape.join(' x ')}`,
      'compare masks on one grid',
    );
  }
  if (a.spacingMm.some((edge, axis) => edge !== b.spacingMm[axis])) {
    refuse(
      `the masks have spacings ${a.spacingMm.join(' x ')} and ${b.spacingMm.join(' x ')}`,
      'compare masks on one grid',
    );
  }
}

/** Sizes as [slices, rows, columns]. */
export function size3(mask: Mask): [number, number, number] {
  const [a, b, c] = mask.shape;
  return mask.shape.length === 2 ? [1, a!, b!] : [a!, b!, c!];
}

/** Spacings as [slice, row, column]; the single slice of a 2D mask counts 1. */
export function spacing3(mask: Mask): [number, number, number] {
  const [a, b, c] = mask.spacingMm;
  return mask.spacingMm.length === 2 ? [1, a!, b!] : [a!, b!, c!];
}

/** Smallest box around the foreground of both masks, or null when both are empty. */
export function jointBox(a: Mask, b: Mask): Box | null {
  const [slices, rows, columns] = size3(a);
  const low = [slices, rows, columns];
  const high = [-1, -1, -1];
  for (let z = 0, i = 0; z < slices; z += 1) {
    for (let y = 0; y < rows; y += 1, i += columns) {
      let first = 0;
      while (first < columns && a.data[i + first] === 0 && b.data[i + first] === 0) first += 1;
      if (first === columns) continue;
      let last = columns - 1;
      while (a.data[i + last] === 0 && b.data[i + last] === 0) last -= 1;
      low[0] = Math.min(low[0]!, z);
      high[0] = z;
      low[1] = Math.min(low[1]!, y);
      high[1] = Math.max(high[1]!, y);
      low[2] = Math.min(low[2]!, first);
      high[2] = Math.max(high[2]!, last);
    }
  }
  if (high[0] === -1) return null;
  return { from: [low[0]!, low[1]!, low[2]!], to: [high[0]! + 1, high[1]! + 1, high[2]! + 1] };
}
