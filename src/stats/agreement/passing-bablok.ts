import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { requireLevel } from '../argument.js';
import { criticalNormal } from '../normal.js';
import { differences } from './bland-altman.js';
import type { LineEstimate } from './deming-regression.js';

/**
 * Passing-Bablok regression: shifted median of the pairwise slopes, distribution-free intervals (Passing & Bablok 1983,
 * J Clin Chem Clin Biochem 21:709). Slopes of exactly -1 are left out, as in the paper.
 * @returns undefined with fewer than three pairs or when x does not vary
 */
export function passingBablok(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  level = 0.95,
): Estimable<LineEstimate> {
  requireLevel(level);
  differences(x, y);
  const n = x.length;
  if (n < 3) return undefinedBecause('fewer than three pairs');
  const slopes: number[] = [];
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      const dx = x[j]! - x[i]!;
      const dy = y[j]! - y[i]!;
      if (dx === 0 && dy === 0) continue;
      const slope = dx === 0 ? Math.sign(dy) * Infinity : dy / dx;
      if (slope !== -1) slopes.push(slope);
    }
  }
  const sorted = Float64Array.from(slopes).sort();
  const shift = sorted.filter((slope) => slope < -1).length;
  const count = sorted.length;
  const at = (rank: number): number | undefined =>
    rank >= 1 && rank <= count ? sorted[rank - 1] : undefined;
  const slope =
    count % 2 === 1 ? at((count + 1) / 2 + shift) : middle(at(count / 2 + shift), at(count / 2 + 1 + shift));
  if (slope === undefined || !Number.isFinite(slope))
    return undefinedBecause('the slopes have no finite shifted median');
  const spread = criticalNormal(level) * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const first = Math.round((count - spread) / 2);
  const lower = at(first + shift);
  const upper = at(count - first + 1 + shift);
  const finite =
    lower !== undefined && upper !== undefined && Number.isFinite(lower) && Number.isFinite(upper);
  const intercept = (b: number): number => median(Float64Array.from(x, (value, i) => y[i]! - b * value));
  return defined({
    slope,
    intercept: intercept(slope),
    slopeInterval: finite ? defined({ lower, upper }) : undefinedBecause('too few pairs for the interval'),
    interceptInterval: finite
      ? defined({ lower: intercept(upper), upper: intercept(lower) })
      : undefinedBecause('too few pairs for the interval'),
  });
}

function middle(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : (a + b) / 2;
}

function median(values: Float64Array): number {
  const sorted = values.sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
