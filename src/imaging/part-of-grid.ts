import { compareGrids, gridInOrder, inOrderOf, orderBetween } from './compare-grids.js';
import type { IndexOrder } from './compare-grids.js';
import { dot, minus, pointOf } from './grid.js';
import type { Grid } from './grid.js';
import type { ScalarValues } from './scalar-values.js';

/** Where the voxels of one grid are among those of another. */
export interface Placement {
  /** How to read the part in the index order of the whole. */
  order: IndexOrder;
  /** Index in the whole of the first voxel of the part, in the index order of the whole. */
  offset: [number, number, number];
  /** Size of the part in the index order of the whole. */
  size: [number, number, number];
  /** The farthest that a corner lies from its counterpart. */
  displacementMm: number;
}

export type PlacementMatch = ({ inside: true } & Placement) | { inside: false; message: string };

const INDICES = [0, 1, 2] as const;

/**
 * Whether each voxel of a grid is a voxel of another, larger one: a mask cut to its structure, or without the empty
 * slices at its ends. Nothing is resampled: what fits no lattice is not inside.
 */
export function placeWithin(part: Grid, whole: Grid): PlacementMatch {
  const order = orderBetween(whole.axes, part.axes);
  const turned = gridInOrder(part, order);
  const from = minus(turned.origin, whole.origin);
  const offset = INDICES.map(
    (i) => 0 + Math.round(dot(from, whole.axes[i]) / whole.spacingMm[i]),
  ) as Placement['offset'];
  const size: Placement['size'] = [...turned.size];
  const cut: Grid = {
    size: turned.size,
    // One voxel across has no distance of its own.
    spacingMm: [
      size[0] === 1 ? turned.spacingMm[0] : whole.spacingMm[0],
      size[1] === 1 ? turned.spacingMm[1] : whole.spacingMm[1],
      size[2] === 1 ? turned.spacingMm[2] : whole.spacingMm[2],
    ],
    origin: pointOf(whole, ...offset),
    axes: whole.axes,
  };
  const match = compareGrids(cut, turned);
  if (!match.same) return { inside: false, message: match.message };
  if (INDICES.some((i) => offset[i] < 0 || offset[i] + size[i] > whole.size[i])) {
    return { inside: false, message: 'a part of it lies outside of the images' };
  }
  return { inside: true, order, offset, size, displacementMm: match.displacementMm };
}

/** A mask or labels on a part of a grid, on the whole: 0 where the part does not reach. */
export function spreadMask<T extends ScalarValues>(
  mask: T,
  part: Grid,
  whole: Grid,
  { order, offset, size }: Placement,
): T {
  const turned = inOrderOf(mask, part, order);
  const [columns, rows, slices] = whole.size;
  if (INDICES.every((i) => size[i] === whole.size[i])) return turned;
  const out = new (mask.constructor as new (length: number) => T)(columns * rows * slices);
  for (let k = 0, at = 0; k < size[2]; k += 1) {
    for (let j = 0; j < size[1]; j += 1, at += size[0]) {
      const to = ((offset[2] + k) * rows + offset[1] + j) * columns + offset[0];
      out.set(turned.subarray(at, at + size[0]), to);
    }
  }
  return out;
}
