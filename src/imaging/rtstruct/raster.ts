import { dot, minus } from '../grid.js';
import type { Grid, Vec3 } from '../grid.js';
import { isClosed } from './contour.js';
import type { Contour } from './contour.js';

/** A contour may leave its slice by this share of the slice distance, and no more. */
const OFF_PLANE_SLICES = 0.25;

export interface Raster {
  /** 0 or 1, column fastest. */
  mask: Uint8Array;
  voxels: number;
  /** Closed contours whose plane is no slice of the grid, by index: they are not in the mask. */
  offGrid: number[];
}

/**
 * Closed contours to a mask on the grid of the images: a voxel is inside when its centre is, even-odd over all contours
 * of a slice (so that holes, inner islands and keyholes come out right), edges half open: a centre on a left or upper
 * edge is inside, on a right or lower edge outside. Points and open lines mark nothing.
 */
export function rasterise(contours: readonly Contour[], grid: Grid): Raster {
  const [columns, rows, slices] = grid.size;
  const mask = new Uint8Array(columns * rows * slices);
  const offGrid: number[] = [];
  contours.forEach(({ type, points }, index) => {
    if (!isClosed(type) || points.length < 9) return;
    const { x, y, slice } = onGrid(points, grid);
    if (slice === null) offGrid.push(index);
    else toggle(x, y, mask.subarray(slice * columns * rows, (slice + 1) * columns * rows), columns, rows);
  });
  let voxels = 0;
  for (const inside of mask) voxels += inside;
  return { mask, voxels, offGrid };
}

/** Points as column and row indices, and the slice all lie on; null where they lie on none. */
function onGrid(
  points: Float64Array,
  grid: Grid,
): { x: Float64Array; y: Float64Array; slice: number | null } {
  const count = points.length / 3;
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  const [along, down, through] = grid.axes;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < count; i += 1) {
    const point: Vec3 = [points[3 * i]!, points[3 * i + 1]!, points[3 * i + 2]!];
    const from = minus(point, grid.origin);
    x[i] = dot(from, along) / grid.spacingMm[0];
    y[i] = dot(from, down) / grid.spacingMm[1];
    const z = dot(from, through) / grid.spacingMm[2];
    if (z < low) low = z;
    if (z > high) high = z;
  }
  const slice = Math.round((low + high) / 2);
  const near = low >= slice - OFF_PLANE_SLICES && high <= slice + OFF_PLANE_SLICES;
  return { x, y, slice: near && slice >= 0 && slice < grid.size[2] ? slice : null };
}

/** Flips every pixel whose centre a ray from the left finds inside. */
function toggle(x: Float64Array, y: Float64Array, plane: Uint8Array, columns: number, rows: number): void {
  const crossings: number[][] = [];
  for (let i = 0; i < x.length; i += 1) {
    const next = (i + 1) % x.length;
    const [y0, y1] = [y[i]!, y[next]!];
    if (y0 === y1) continue;
    const from = Math.max(0, Math.ceil(Math.min(y0, y1)));
    const to = Math.min(rows - 1, Math.ceil(Math.max(y0, y1)) - 1);
    const slope = (x[next]! - x[i]!) / (y1 - y0);
    for (let row = from; row <= to; row += 1) (crossings[row] ??= []).push(x[i]! + (row - y0) * slope);
  }
  crossings.forEach((list, row) => {
    list.sort((a, b) => a - b);
    for (let i = 0; i + 1 < list.length; i += 2) {
      const from = Math.max(0, Math.ceil(list[i]!));
      const to = Math.min(columns, Math.ceil(list[i + 1]!));
      for (let column = from; column < to; column += 1) plane[row * columns + column]! ^= 1;
    }
  });
}
