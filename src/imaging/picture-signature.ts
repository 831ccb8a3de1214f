import { SIDE } from './picture-warp.js';
import type { StoredPixels } from './stored-pixels.js';

/*
 * A perceptual signature of a picture and the likeness of two of them. It cannot be a keyed hash, since near means
 * close, not equal; what is kept is a thumbnail of 32 × 32 grey ranks in 16 steps. It shows the outline of a body
 * part, no face, text or number.
 */

/** Stands beside every stored signature: others are not compared. */
export const SIGNATURE_METHOD = 'rank-thumbnail-32/1';

/**
 * Signature of the first sample of the middle frame: area means over a 32 × 32 grid, replaced by their mean ranks, in
 * 16 steps. Ranks do not change with window, level or any other rising grey scale; the grid not with the matrix size.
 * @returns 1024 hexadecimal digits; null for an image that has one grey value or is smaller than the grid
 */
export function pictureSignature(pixels: StoredPixels): string | null {
  if (pixels.rows < SIDE || pixels.columns < SIDE) return null;
  const ranks = meanRanks(thumbnail(pixels));
  const first = ranks[0]!;
  if (ranks.every((rank) => rank === first)) return null;
  const last = ranks.length - 1;
  const inverted = pixels.photometric === 'MONOCHROME1';
  return Array.from(ranks, (rank) => {
    const step = Math.min(15, Math.floor((16 * rank) / (last + 1)));
    return (inverted ? 15 - step : step).toString(16);
  }).join('');
}

function thumbnail({ stored, rows, columns, frames, samplesPerPixel }: StoredPixels): Float64Array {
  const from = Math.floor(frames / 2) * rows * columns * samplesPerPixel;
  const sums = new Float64Array(SIDE * SIDE);
  const counts = new Float64Array(SIDE * SIDE);
  for (let y = 0; y < rows; y += 1) {
    const cellRow = Math.floor((y * SIDE) / rows) * SIDE;
    for (let x = 0; x < columns; x += 1) {
      const cell = cellRow + Math.floor((x * SIDE) / columns);
      sums[cell]! += stored[from + (y * columns + x) * samplesPerPixel]!;
      counts[cell]! += 1;
    }
  }
  return sums.map((sum, i) => sum / counts[i]!);
}

/** Rank of each value from 0, ties their mean. */
function meanRanks(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let i = 0; i < order.length;) {
    let end = i + 1;
    while (end < order.length && values[order[end]!] === values[order[i]!]) end += 1;
    for (let k = i; k < end; k += 1) ranks[order[k]!] = (i + end - 1) / 2;
    i = end;
  }
  return ranks;
}

/** A signature made ready for comparing. */
export interface Picture {
  readonly grey: Float64Array;
}

export function signatureOf(text: string): Picture {
  return { grey: Float64Array.from(text, (digit) => Number.parseInt(digit, 16)) };
}
