import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import type { Interval } from './interval.js';
import { normalCdf, normalQuantile } from './normal.js';
import { quantileSorted } from './quantile.js';

/**
 * Intervals from bootstrap replicates. Quantiles are type 7, z0 counts half of the replicates equal to the estimate
 * (scipy's choices; boot.ci interpolates on the normal scale and counts strictly smaller ones).
 * @param sorted replicates, ascending, without undefined ones
 * @param tail probability left outside at each end, 0.025 for a two-sided 95 % interval
 */
export function percentileInterval(sorted: Float64Array, tail: number): Interval {
  return { lower: quantileSorted(sorted, tail), upper: quantileSorted(sorted, 1 - tail) };
}

/** Reflected percentile: 2 estimate - upper, 2 estimate - lower. */
export function basicInterval(sorted: Float64Array, estimate: number, tail: number): Interval {
  const { lower, upper } = percentileInterval(sorted, tail);
  return { lower: 2 * estimate - upper, upper: 2 * estimate - lower };
}

/** Equal but for the rounding of sums taken in another order. An infinite value equals itself only. */
export function sameValue(a: number, b: number): boolean {
  const difference = Math.abs(a - b);
  return a === b || (difference < Infinity && difference <= 1e-13 * Math.max(Math.abs(a), Math.abs(b)));
}

/** Median bias correction z0; infinite when the estimate lies outside all replicates. */
export function biasCorrection(sorted: Float64Array, estimate: number): number {
  let below = 0;
  let equal = 0;
  for (const value of sorted) {
    if (sameValue(value, estimate)) equal += 1;
    else if (value < estimate) below += 1;
  }
  return normalQuantile((below + equal / 2) / sorted.length);
}

/** Probabilities at which BCa reads the replicates (Efron 1987, eq. 2.3); undefined where the formula breaks. */
export function bcaProbabilities(z0: number, acceleration: number, tail: number): Estimable<Interval> {
  if (!Number.isFinite(z0)) return undefinedBecause('the estimate lies outside all resamples');
  const z = normalQuantile(tail);
  const low = 1 - acceleration * (z0 + z);
  const high = 1 - acceleration * (z0 - z);
  if (!(low > 0 && high > 0)) return undefinedBecause('acceleration too large for the level');
  return defined({
    lower: normalCdf(z0 + (z0 + z) / low),
    upper: normalCdf(z0 + (z0 - z) / high),
  });
}

export function bcaInterval(
  sorted: Float64Array,
  z0: number,
  acceleration: Estimable,
  tail: number,
): Estimable<Interval> {
  if (!acceleration.defined) return acceleration;
  const at = bcaProbabilities(z0, acceleration.value, tail);
  if (!at.defined) return at;
  return defined({
    lower: quantileSorted(sorted, at.value.lower),
    upper: quantileSorted(sorted, at.value.upper),
  });
}

/**
 * The interval when some resamples have no value: for the lower limit they are counted below every value, for the upper one
 * above every value, so that neither lies further in than with any value they could have had. A limit that falls among them
 * has no number: then their share is more than the limit leaves out, and the interval is undefined.
 * @param missing number of resamples without a value, at least 1
 */
export function outerInterval(
  sorted: Float64Array,
  missing: number,
  by: {
    method: 'percentile' | 'basic' | 'bca';
    estimate: number;
    z0: number;
    acceleration: Estimable;
    tail: number;
  },
): Estimable<Interval> {
  const { method, estimate, tail } = by;
  let at: Estimable<Interval> = defined({ lower: tail, upper: 1 - tail });
  if (method === 'bca')
    at = by.acceleration.defined ? bcaProbabilities(by.z0, by.acceleration.value, tail) : by.acceleration;
  if (!at.defined) return at;
  const last = sorted.length - 1;
  // Positions from 0 among all resamples, then among those with a value.
  const lower = (last + missing) * at.value.lower - missing;
  const upper = (last + missing) * at.value.upper;
  if (lower < 0 || upper > last)
    return undefinedBecause(
      `undefined in ${missing} of ${sorted.length + missing} resamples, more than a limit leaves out`,
    );
  const read = (position: number): number => quantileSorted(sorted, last === 0 ? 0 : position / last);
  const limits = { lower: read(lower), upper: read(upper) };
  if (method !== 'basic') return defined(limits);
  return defined({ lower: 2 * estimate - limits.upper, upper: 2 * estimate - limits.lower });
}

/** Mean and standard deviation (divisor B - 1) of the replicates. */
export function replicateMoments(replicates: Float64Array): { mean: number; standardDeviation: number } {
  const count = replicates.length;
  let mean = 0;
  for (const value of replicates) mean += value;
  mean /= count;
  let squares = 0;
  for (const value of replicates) squares += (value - mean) ** 2;
  return { mean, standardDeviation: count < 2 ? 0 : Math.sqrt(squares / (count - 1)) };
}
