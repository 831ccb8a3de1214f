import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { requireLevel, requireMeasurement, requireSameLength } from '../argument.js';
import type { Interval } from '../interval.js';
import { criticalNormal } from '../normal.js';
import { studentQuantile } from '../student-t.js';

export interface BlandAltman {
  n: number;
  /** Mean of first minus second. */
  bias: number;
  biasInterval: Interval;
  /** Standard deviation of the differences, divisor n - 1. */
  sd: number;
  /** bias ± multiple x sd. */
  limits: Interval;
  /** Standard error of a limit, sd √(1/n + z²/(2(n-1))). */
  limitStandardError: number;
  lowerLimitInterval: Interval;
  upperLimitInterval: Interval;
}

/**
 * Limits of agreement (Bland & Altman 1986, Lancet i:307; 1999, Stat Methods Med Res 8:135), intervals by t(n - 1).
 * @param multiple of the SD; 1.96 (the exact normal quantile) unless given, the 1986 paper used 2
 * @returns undefined with fewer than two pairs
 * @throws AppError STATS-ARGUMENT for unequal lengths or values that are not finite
 */
export function blandAltman(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { level = 0.95, multiple = criticalNormal(0.95) } = {},
): Estimable<BlandAltman> {
  requireLevel(level);
  const { difference, mean: bias } = differences(first, second);
  const n = difference.length;
  if (n < 2) return undefinedBecause('fewer than two pairs');
  let squares = 0;
  for (const d of difference) squares += (d - bias) ** 2;
  const sd = Math.sqrt(squares / (n - 1));
  const t = studentQuantile(1 - (1 - level) / 2, n - 1);
  const around = (centre: number, error: number): Interval => ({
    lower: centre - t * error,
    upper: centre + t * error,
  });
  const limits = { lower: bias - multiple * sd, upper: bias + multiple * sd };
  const limitStandardError = sd * Math.sqrt(1 / n + (multiple * multiple) / (2 * (n - 1)));
  return defined({
    n,
    bias,
    biasInterval: around(bias, sd / Math.sqrt(n)),
    sd,
    limits,
    limitStandardError,
    lowerLimitInterval: around(limits.lower, limitStandardError),
    upperLimitInterval: around(limits.upper, limitStandardError),
  });
}

/** Paired differences, checked. */
export function differences(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): { difference: Float64Array; mean: number } {
  requireSameLength(first, second, 'the two measurements');
  let sum = 0;
  const difference = Float64Array.from(first, (a, i) => {
    requireMeasurement(`the first value of pair ${i}`, a);
    requireMeasurement(`the second value of pair ${i}`, second[i]);
    const d = a - second[i]!;
    sum += d;
    return d;
  });
  return { difference, mean: difference.length === 0 ? 0 : sum / difference.length };
}
