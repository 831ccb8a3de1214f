import type { StoredPixels } from './stored-pixels.js';

/*
 * What a picture looks like whatever its window, matrix and grey scale: at each place, how much brighter or darker it is
 * than its surroundings, measured in the contrast usual thereabouts. Slow changes of grey are gone, so that bodies of one
 * shape differ; the finest detail is gone, so that noise and compression hardly count.
 */

/** Cells of a field along one side, for pictures of every shape. */
export const FIELD = 128;
/** Smaller pictures hold too little. */
const LEAST_SIDE = 32;
/** Standard deviations, in cells, of the two Gaussian means whose difference is the detail, and of the contrast. */
const FINE = 0.8;
const COARSE = 1.6;
const AROUND = 2.4;
/** Contrast that counts as none, as a share of the mean one: air and clipped parts are not blown up to structure. */
const FLOOR = 0.375;
/** Times the usual contrast; beyond it, more is not more. */
const MOST = 1.5;
/** Field value of once the usual contrast. */
export const CONTRAST = 80;

/**
 * Field of the first sample of the middle frame.
 * @returns `FIELD` × `FIELD` values from −120 to 120; null for an image of one grey value or smaller than 32 × 32
 */
export function pictureField(pixels: StoredPixels): Int8Array | null {
  if (pixels.rows < LEAST_SIDE || pixels.columns < LEAST_SIDE) return null;
  const means = cellMeans(pixels);
  const coarse = blurred(means, COARSE);
  const detail = blurred(means, FINE).map((value, i) => value - coarse[i]!);
  const squares = detail.map((value) => value * value);
  const contrast = blurred(squares, AROUND).map(Math.sqrt);
  const floor = (FLOOR * detail.reduce((sum, value) => sum + Math.abs(value), 0)) / detail.length;
  const size = means.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Of one grey value only rounding is left.
  if (!(floor > 1e-9 * size)) return null;
  return Int8Array.from(detail, (value, i) => {
    const times = value / (contrast[i]! + floor);
    return Math.round(CONTRAST * Math.max(-MOST, Math.min(MOST, times)));
  });
}

/** Which pixels along an axis make up a cell, and their weights, which add up to 1. */
interface Share {
  first: number;
  weights: Float64Array;
}

/** Triangles as wide as two cells, or as two pixels of a small picture: linear interpolation. */
function shares(pixels: number): Share[] {
  const half = Math.max(1, pixels / FIELD);
  return Array.from({ length: FIELD }, (_, cell) => {
    const centre = ((cell + 0.5) * pixels) / FIELD - 0.5;
    const first = Math.max(0, Math.ceil(centre - half));
    const last = Math.min(pixels - 1, Math.floor(centre + half));
    const weights = Float64Array.from({ length: last - first + 1 }, (__, i) =>
      Math.max(0, 1 - Math.abs(first + i - centre) / half),
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function cellMeans({ stored, rows, columns, frames, samplesPerPixel }: StoredPixels): Float64Array {
  const from = Math.floor(frames / 2) * rows * columns * samplesPerPixel;
  const across = shares(columns);
  const down = shares(rows);
  const lines = new Float64Array(rows * FIELD);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < FIELD; x += 1) {
      const { first, weights } = across[x]!;
      let sum = 0;
      for (let i = 0, at = from + (y * columns + first) * samplesPerPixel; i < weights.length; i += 1) {
        sum += weights[i]! * stored[at]!;
        at += samplesPerPixel;
      }
      // A parametric map may hold values that are no numbers.
      lines[y * FIELD + x] = Number.isFinite(sum) ? sum : 0;
    }
  }
  const means = new Float64Array(FIELD * FIELD);
  down.forEach(({ first, weights }, y) => {
    weights.forEach((weight, i) => {
      for (let x = 0; x < FIELD; x += 1) means[y * FIELD + x]! += weight * lines[(first + i) * FIELD + x]!;
    });
  });
  return means;
}

/** Gaussian mean of a field; beyond its borders lie the values at the border. */
function blurred(values: Float64Array, deviation: number): Float64Array {
  const reach = Math.ceil(3 * deviation);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * deviation ** 2)),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  const inside = (i: number): number => Math.max(0, Math.min(FIELD - 1, i));
  const across = new Float64Array(values.length);
  const both = new Float64Array(values.length);
  for (let y = 0; y < FIELD; y += 1) {
    for (let x = 0; x < FIELD; x += 1) {
      let mean = 0;
      for (let k = -reach; k <= reach; k += 1)
        mean += weights[k + reach]! * values[y * FIELD + inside(x + k)]!;
      across[y * FIELD + x] = mean / sum;
    }
  }
  for (let y = 0; y < FIELD; y += 1) {
    for (let k = -reach; k <= reach; k += 1) {
      const weight = weights[k + reach]! / sum;
      const row = inside(y + k) * FIELD;
      for (let x = 0; x < FIELD; x += 1) both[y * FIELD + x]! += weight * across[row + x]!;
    }
  }
  return both;
}
