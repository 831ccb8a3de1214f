import { dot, lengthOf, minus, pointOf, type Grid, type Vec3 } from './grid.js';

/** Which index of another grid runs along each index of a grid, and whether it runs backwards. */
export interface IndexOrder {
  axisOf: readonly [number, number, number];
  flipped: readonly [boolean, boolean, boolean];
}

export type GridMatch =
  | {
      same: true;
      /** How to read the second grid in the index order of the first. */
      order: IndexOrder;
      /** True where the index orders are the same: no reordering is needed. */
      inOrder: boolean;
      displacementMm: number;
    }
  | {
      same: false;
      /** The first of these that differs. */
      differs: 'size' | 'direction' | 'spacing' | 'origin';
      /** The farthest that a corner of the grid lies from its counterpart; null where sizes differ. */
      displacementMm: number | null;
      message: string;
    };

/** Corners may lie apart by this share of the smallest spacing: rounding in headers, never a shifted mask. */
export const SAME_GRID_VOXELS = 0.01;

const INDICES = [0, 1, 2] as const;

/**
 * Whether two grids have the same voxels in the patient, in whatever order they are stored: the outer corners of both
 * are compared, so that size, spacing, origin and direction all count, and array indices never do. A grid that stores
 * the same voxels with axes permuted or flipped is the same; read it with `inOrderOf`.
 */
export function compareGrids(a: Grid, b: Grid): GridMatch {
  const order = orderBetween(a.axes, b.axes);
  const turned = gridInOrder(b, order);
  if (a.size.some((count, i) => count !== turned.size[i])) {
    const message = `sizes are ${a.size.join(' × ')} and ${turned.size.join(' × ')} voxels`;
    return { same: false, differs: 'size', displacementMm: null, message };
  }
  const allowed = SAME_GRID_VOXELS * Math.min(...a.spacingMm, ...b.spacingMm);
  const displacementMm = Math.max(
    ...corners(a).map((corner) => lengthOf(minus(pointOf(a, ...corner), pointOf(turned, ...corner)))),
  );
  if (displacementMm <= allowed) {
    const inOrder = INDICES.every((i) => order.axisOf[i] === i && !order.flipped[i]);
    return { same: true, order, inOrder, displacementMm };
  }
  const differs = firstDifference(a, turned, allowed);
  const message = `${differs} differs: voxels lie up to ${Number(displacementMm.toPrecision(4))} mm apart`;
  return { same: false, differs, displacementMm, message };
}

/** The grid as it is when its voxels are stored in another index order. */
export function gridInOrder(grid: Grid, { axisOf, flipped }: IndexOrder): Grid {
  const pick = <T>(values: readonly [T, T, T]): [T, T, T] => [
    values[axisOf[0] as 0 | 1 | 2],
    values[axisOf[1] as 0 | 1 | 2],
    values[axisOf[2] as 0 | 1 | 2],
  ];
  const first: [number, number, number] = [0, 0, 0];
  for (const i of INDICES) if (flipped[i]) first[axisOf[i]] = grid.size[axisOf[i]]! - 1;
  const [u, v, w] = pick(grid.axes).map((axis, i): Vec3 =>
    flipped[i]! ? [-axis[0], -axis[1], -axis[2]] : axis,
  ) as [Vec3, Vec3, Vec3];
  return {
    size: pick(grid.size),
    spacingMm: pick(grid.spacingMm),
    origin: pointOf(grid, ...first),
    axes: [u, v, w],
  };
}

/** The voxels of `grid` (its first index fastest) stored in another index order. No value is changed or mixed. */
export function inOrderOf<T extends TypedArray>(voxels: T, { size }: Grid, order: IndexOrder): T {
  const stride = [1, size[0], size[0] * size[1]];
  const steps = INDICES.map((i) => (order.flipped[i] ? -1 : 1) * stride[order.axisOf[i]]!);
  const counts = INDICES.map((i) => size[order.axisOf[i]]!);
  let start = 0;
  for (const i of INDICES) if (order.flipped[i]) start += (counts[i]! - 1) * stride[order.axisOf[i]]!;
  const out = voxels.slice() as T;
  let at = 0;
  for (let k = 0; k < counts[2]!; k += 1) {
    for (let j = 0; j < counts[1]!; j += 1) {
      let from = start + k * steps[2]! + j * steps[1]!;
      for (let i = 0; i < counts[0]!; i += 1, from += steps[0]!, at += 1) out[at] = voxels[from]!;
    }
  }
  return out;
}

type TypedArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** The axes of `from` that lie nearest to the axes of `to`, best pair first, each used once. */
export function orderBetween(to: Grid['axes'], from: Grid['axes']): IndexOrder {
  const pairs = INDICES.flatMap((i) => INDICES.map((j) => ({ i, j, along: dot(to[i], from[j]) })));
  pairs.sort((p, q) => Math.abs(q.along) - Math.abs(p.along));
  const axisOf: [number, number, number] = [-1, -1, -1];
  const flipped: [boolean, boolean, boolean] = [false, false, false];
  for (const { i, j, along } of pairs) {
    if (axisOf[i] !== -1 || axisOf.includes(j)) continue;
    axisOf[i] = j;
    flipped[i] = along < 0;
  }
  return { axisOf, flipped };
}

function corners({ size }: Grid): [number, number, number][] {
  const ends = (count: number): number[] => [-0.5, count - 0.5];
  return ends(size[0]).flatMap((i) =>
    ends(size[1]).flatMap((j) => ends(size[2]).map((k): [number, number, number] => [i, j, k])),
  );
}

function firstDifference(a: Grid, b: Grid, allowed: number): 'direction' | 'spacing' | 'origin' {
  const reach = Math.max(...INDICES.map((i) => a.size[i] * a.spacingMm[i]));
  if (INDICES.some((i) => lengthOf(minus(a.axes[i], b.axes[i])) * reach > allowed)) return 'direction';
  if (INDICES.some((i) => Math.abs(a.spacingMm[i] - b.spacingMm[i]) * a.size[i] > allowed)) return 'spacing';
  return 'origin';
}
