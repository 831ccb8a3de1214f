/*
 * A signature seen through moved borders. Two signatures are compared over the middle of their grid; the borders of the
 * one may each lie up to 5 % inside or outside those of the other.
 */

/** Cells of a signature along one side. */
export const SIDE = 32;
/** Cells left out at each border when two signatures are compared. */
const MARGIN = 2;
/** Cells that are compared, along one side. */
export const CORE = SIDE - 2 * MARGIN;
/** Furthest way of a border, as a share of the side. */
export const REACH = 0.05;

/** Left, right, upper and lower border as shares of the width and height; 0, 1, 0, 1 is the picture as it is. */
export type Borders = readonly [number, number, number, number];

export const AS_IT_IS: Borders = [0, 1, 0, 1];

/** Where the cells of the core lie along one axis, for linear interpolation: cell before, and share of the next. */
export interface AxisSamples {
  before: Uint8Array;
  share: Float64Array;
}

export function axisSamples(low: number, high: number): AxisSamples {
  const before = new Uint8Array(CORE);
  const share = new Float64Array(CORE);
  for (let i = 0; i < CORE; i += 1) {
    const at = (low + ((high - low) * (i + MARGIN + 0.5)) / SIDE) * SIDE - 0.5;
    before[i] = Math.min(SIDE - 2, Math.max(0, Math.floor(at)));
    share[i] = at - before[i]!;
  }
  return { before, share };
}

/** Rows of the core between rows of the picture: CORE × SIDE values. */
export function warpRows(grey: Float64Array, { before, share }: AxisSamples, rows: Float64Array): void {
  for (let i = 0; i < CORE; i += 1) {
    const from = before[i]! * SIDE;
    const part = share[i]!;
    for (let x = 0; x < SIDE; x += 1) {
      const above = grey[from + x]!;
      rows[i * SIDE + x] = above + (grey[from + SIDE + x]! - above) * part;
    }
  }
}

/** Columns of the core between columns of `count` rows of SIDE values: count × CORE values. */
export function warpColumns(
  rows: Float64Array,
  count: number,
  { before, share }: AxisSamples,
  core: Float64Array,
): void {
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < CORE; j += 1) {
      const at = i * SIDE + before[j]!;
      const left = rows[at]!;
      core[i * CORE + j] = left + (rows[at + 1]! - left) * share[j]!;
    }
  }
}

/** The core of a picture within other borders: CORE × CORE values. */
export function warp(grey: Float64Array, [left, right, top, bottom]: Borders): Float64Array {
  const rows = new Float64Array(CORE * SIDE);
  const core = new Float64Array(CORE * CORE);
  warpRows(grey, axisSamples(top, bottom), rows);
  warpColumns(rows, CORE, axisSamples(left, right), core);
  return core;
}
