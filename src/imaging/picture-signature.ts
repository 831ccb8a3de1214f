import type { StoredPixels } from './stored-pixels.js';

/*
 * A perceptual signature of a picture and the likeness of two of them. It cannot be a keyed hash, since near means
 * close, not equal; what is kept is a thumbnail of 32 × 32 grey ranks in 16 steps. It shows the outline of a body
 * part, no face, text or number.
 */

/** Stands beside every stored signature: others are not compared. */
export const SIGNATURE_METHOD = 'rank-thumbnail-32/1';

/**
 * Likeness from which two pictures count as the same. Chosen on 109 synthetic hand radiographs of 90 patients
 * (docs/decisions/0012-near-duplicates.md): no pair of two patients among 5,867 reached it, the highest had 0.9864.
 */
export const NEAR_THRESHOLD = 0.987;
/** Pairs that are this far apart after the first round of the search do not come near any more. */
const HOPELESS = 0.9;
const SIDE = 32;
/** Pixels left out at each border when two signatures are compared: crop and shift are searched up to 5 %. */
const MARGIN = 2;
const REACH = 0.05;

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

/**
 * Best correlation of two signatures over crops and zooms: each border of the one may lie up to 5 % inside or outside
 * the other's. Found by moving one border after the other, which is enough for so short a way.
 * @returns -1 to 1
 */
export function likeness(a: Picture, b: Picture): number {
  const borders = [0, 1, 0, 1] as [number, number, number, number];
  let best = correlationAt(a, b, borders);
  for (const step of [REACH / 2, REACH / 4, REACH / 8]) {
    for (let moved = true, rounds = 0; moved && rounds < 6; rounds += 1) {
      moved = false;
      for (const move of MOVES) {
        const next = borders.map((border, i) => border + step * move[i]!) as typeof borders;
        if (next.some((border, i) => Math.abs(border - (i % 2)) > REACH + 1e-9)) continue;
        const value = correlationAt(a, b, next);
        if (value <= best) continue;
        best = value;
        borders.splice(0, 4, ...next);
        moved = true;
      }
    }
    if (best < HOPELESS) break;
  }
  return best;
}

/** Left, right, upper and lower border alone, then shifts and zooms of all. */
const MOVES: readonly (readonly number[])[] = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
  [1, 1, 0, 0],
  [0, 0, 1, 1],
  [1, -1, 1, -1],
].flatMap((move) => [move, move.map((part) => -part)]);

function correlationAt(a: Picture, b: Picture, [left, right, top, bottom]: readonly number[]): number {
  const size = SIDE - 2 * MARGIN;
  let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < size; row += 1) {
    const y = (top! + ((bottom! - top!) * (row + MARGIN + 0.5)) / SIDE) * SIDE - 0.5;
    const y0 = Math.min(SIDE - 2, Math.max(0, Math.floor(y)));
    const fy = y - y0;
    for (let column = 0; column < size; column += 1) {
      const x = (left! + ((right! - left!) * (column + MARGIN + 0.5)) / SIDE) * SIDE - 0.5;
      const x0 = Math.min(SIDE - 2, Math.max(0, Math.floor(x)));
      const fx = x - x0;
      const at = y0 * SIDE + x0;
      const upper = b.grey[at]! * (1 - fx) + b.grey[at + 1]! * fx;
      const lower = b.grey[at + SIDE]! * (1 - fx) + b.grey[at + SIDE + 1]! * fx;
      const vb = upper * (1 - fy) + lower * fy;
      const va = a.grey[(row + MARGIN) * SIDE + column + MARGIN]!;
      n += 1;
      sa += va;
      sb += vb;
      saa += va * va;
      sbb += vb * vb;
      sab += va * vb;
    }
  }
  const spread = Math.sqrt((saa - (sa * sa) / n) * (sbb - (sb * sb) / n));
  return spread > 0 ? (sab - (sa * sb) / n) / spread : 0;
}
