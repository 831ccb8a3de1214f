import { AppError } from '../../core/error.js';
import { dot, minus } from '../grid.js';
import type { Grid, Vec3 } from '../grid.js';
import { LIMITS } from '../limits.js';
import { areaMm2, isClosed } from './contour.js';
import type { Contour } from './contour.js';

/** A contour may leave its slice by this share of the slice distance, and no more. */
const OFF_PLANE_SLICES = 0.25;

export interface Raster {
  /** 0 or 1, column fastest. */
  mask: Uint8Array;
  voxels: number;
  /** Closed contours whose plane is no slice of the grid, by index: they are not in the mask. */
  offGrid: number[];
  /** Contours that cross or repeat another of their slice, by index: writers disagree whether what they share is inside. */
  crossing: number[];
  /** Contours around pixels that the images do not have, by index: what lies there is not in the mask. */
  beyond: number[];
  /** Slices without a contour between the first and the last with one. */
  skipped: number;
}

/**
 * Closed contours to a mask on the grid of the images: a voxel is inside when its centre is, even-odd over all contours
 * of a slice (so that holes, inner islands and keyholes come out right), edges half open: a centre on a left or upper
 * edge is inside, on a right or lower edge outside. Points and open lines mark nothing.
 * @param place, roi what to name in errors
 * @param budget of crossings, shared by the regions of a structure set
 * @throws AppError IMAGE-UNSUPPORTED for a grid of too many voxels, and for contours that pass too many rows
 */
export function rasterise(
  contours: readonly Contour[],
  grid: Grid,
  place: string,
  roi: number,
  budget = { left: LIMITS.contourCrossings },
): Raster {
  const [columns, rows, slices] = grid.size;
  const size = columns * rows;
  if (size * slices > LIMITS.maskVoxels) {
    throw new AppError('IMAGE-UNSUPPORTED', `the images have ${size * slices} voxels`, {
      place,
      hint: `masks of up to ${LIMITS.maskVoxels} voxels are made: give a part of the series`,
    });
  }
  const mask = new Uint8Array(size * slices);
  const [offGrid, crossing, beyond]: [number[], number[], number[]] = [[], [], []];
  const own = new Uint8Array(size);
  const seen = new Set<string>();
  const drawn = new Uint8Array(slices);
  let voxels = 0;
  // The largest first: a hole or island lies entirely inside or outside of what is there before it.
  const order = contours.map((contour, index) => ({ index, area: areaMm2(contour) }));
  for (const { index, area } of order.sort((a, b) => b.area - a.area)) {
    const { type, points } = contours[index]!;
    if (!isClosed(type) || points.length < 9) continue;
    const { x, y, slice } = onGrid(points, grid);
    if (slice === null) {
      offGrid.push(index);
      continue;
    }
    drawn[slice] = 1;
    if (reachesBeyond(x, columns) || reachesBeyond(y, rows)) beyond.push(index);
    const [from, to] = edges(x, y, own, columns, rows, budget);
    if (budget.left < 0) throw tooManyCrossings(place, roi);
    const filled = fill(own, mask.subarray(slice * size, (slice + 1) * size), columns, from, to);
    voxels += filled.marked - 2 * filled.shared;
    const key = [slice, area, points.length, points[0], points[1], points.at(-3), points.at(-2)].join(' ');
    if (seen.has(key) || (filled.shared > 0 && filled.shared < filled.marked)) crossing.push(index);
    seen.add(key);
  }
  const ascending = (a: number, b: number): number => a - b;
  return {
    mask,
    voxels,
    offGrid: offGrid.sort(ascending),
    crossing: crossing.sort(ascending),
    beyond: beyond.sort(ascending),
    skipped: skippedBetween(drawn),
  };
}

/** Zeros between the first and the last one. */
function skippedBetween(drawn: Uint8Array): number {
  const first = drawn.indexOf(1);
  return first === -1 ? 0 : drawn.subarray(first, drawn.lastIndexOf(1)).filter((one) => one === 0).length;
}

/** Whether the centre of a pixel before the first or behind the last can lie between indices. */
function reachesBeyond(indices: Float64Array, count: number): boolean {
  return indices.some((index) => index <= -1 || index > count);
}

function tooManyCrossings(place: string, roi: number): AppError {
  return new AppError('IMAGE-UNSUPPORTED', `the contours of ROI ${roi} run to and fro all over the images`, {
    place,
    hint: 'draw the region with fewer points, or export it as a segmentation',
  });
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

/**
 * Marks, in each row, the first pixel whose centre lies at or behind a crossing of the outline, once for each crossing.
 * @returns the rows that were touched, the last excluded
 */
function edges(
  x: Float64Array,
  y: Float64Array,
  own: Uint8Array,
  columns: number,
  rows: number,
  budget: { left: number },
): [from: number, to: number] {
  let [first, last] = [rows, 0];
  for (let i = 0; i < x.length; i += 1) {
    const next = (i + 1) % x.length;
    const [y0, y1] = [y[i]!, y[next]!];
    if (y0 === y1) continue;
    const from = Math.max(0, Math.ceil(Math.min(y0, y1)));
    const to = Math.min(rows - 1, Math.ceil(Math.max(y0, y1)) - 1);
    if (to < from) continue;
    budget.left -= to - from + 1;
    if (budget.left < 0) return [0, 0];
    if (from < first) first = from;
    if (to >= last) last = to + 1;
    const slope = (x[next]! - x[i]!) / (y1 - y0);
    for (let row = from; row <= to; row += 1) {
      const column = Math.max(0, Math.ceil(x[i]! + (row - y0) * slope));
      if (column < columns) own[row * columns + column]! ^= 1;
    }
  }
  return [first, last];
}

/** Flips the pixels of one contour in its slice and clears the marks; how many it has, and how many were set before. */
function fill(
  own: Uint8Array,
  plane: Uint8Array,
  columns: number,
  fromRow: number,
  toRow: number,
): { marked: number; shared: number } {
  let [marked, shared] = [0, 0];
  for (let row = fromRow; row < toRow; row += 1) {
    let inside = 0;
    for (let at = row * columns; at < (row + 1) * columns; at += 1) {
      inside ^= own[at]!;
      own[at] = 0;
      if (inside === 0) continue;
      marked += 1;
      shared += plane[at]!;
      plane[at]! ^= 1;
    }
  }
  return { marked, shared };
}
