import type { Picture } from './picture-signature.js';
import { AS_IT_IS, axisSamples, CORE, REACH, SIDE, warp, warpRows } from './picture-warp.js';
import type { Borders } from './picture-warp.js';

/**
 * Likeness from which two pictures count as the same. Chosen on 109 synthetic hand radiographs of 90 patients
 * (docs/decisions/0012-near-duplicates.md): no pair of two patients among 5,867 reached it, the highest had 0.9864.
 */
export const NEAR_THRESHOLD = 0.987;
/** Pairs that are this far apart after the first round of the search do not come near any more. */
const HOPELESS = 0.9;

/**
 * Best correlation of two signatures over crops and zooms: each border of the one may lie up to 5 % inside or outside
 * the other's. Found by moving one border after the other, which is enough for so short a way.
 * @returns -1 to 1
 */
export function likeness(a: Picture, b: Picture): number {
  const core = standardised(warp(a.grey, AS_IT_IS));
  if (core === null) return 0;
  let borders = AS_IT_IS;
  let best = correlationAt(core, b, borders);
  for (const step of [REACH / 2, REACH / 4, REACH / 8]) {
    for (let moved = true, rounds = 0; moved && rounds < 6; rounds += 1) {
      moved = false;
      for (const move of MOVES) {
        const next = movedBy(borders, move, step);
        if (next.some((border, i) => Math.abs(border - (i % 2)) > REACH + 1e-9)) continue;
        const value = correlationAt(core, b, next);
        if (value <= best) continue;
        best = value;
        borders = next;
        moved = true;
      }
    }
    if (best < HOPELESS) break;
  }
  return best;
}

function movedBy([left, right, top, bottom]: Borders, move: Borders, step: number): Borders {
  return [left + step * move[0], right + step * move[1], top + step * move[2], bottom + step * move[3]];
}

/** Left, right, upper and lower border alone, then shifts and zooms of all. */
const MOVES: readonly Borders[] = (
  [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 1],
    [1, 1, 0, 0],
    [0, 0, 1, 1],
    [1, -1, 1, -1],
  ] satisfies Borders[]
).flatMap(([a, b, c, d]): Borders[] => [
  [a, b, c, d],
  [-a, -b, -c, -d],
]);

/** Less the mean, over the length: then a correlation needs one sum of products. Null for a core of one grey. */
function standardised(core: Float64Array): Float64Array | null {
  const mean = core.reduce((sum, value) => sum + value, 0) / core.length;
  const length = Math.sqrt(core.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  return length > 0 ? core.map((value) => (value - mean) / length) : null;
}

/** Used again by every comparison. */
const rows = new Float64Array(CORE * SIDE);

/** @param core standardised */
function correlationAt(core: Float64Array, b: Picture, [left, right, top, bottom]: Borders): number {
  warpRows(b.grey, axisSamples(top, bottom), rows);
  const { before, share } = axisSamples(left, right);
  let [sum, squares, products] = [0, 0, 0];
  for (let i = 0; i < CORE; i += 1) {
    for (let j = 0; j < CORE; j += 1) {
      const at = i * SIDE + before[j]!;
      const first = rows[at]!;
      const value = first + (rows[at + 1]! - first) * share[j]!;
      sum += value;
      squares += value * value;
      products += value * core[i * CORE + j]!;
    }
  }
  const spread = Math.sqrt(squares - (sum * sum) / core.length);
  return spread > 0 ? products / spread : 0;
}
