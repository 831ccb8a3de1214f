import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel, requireSuccesses } from './argument.js';
import { betaQuantilePoint } from './beta.js';
import { tailProbability, type Interval, type Sides } from './interval.js';

/**
 * Clopper-Pearson exact interval of a proportion (Clopper and Pearson 1934, Biometrika 26:404): inverts the two
 * one-sided exact binomial tests, so coverage never falls below the level. Undefined for n = 0.
 * @param x successes; may be fractional (effective counts: Korn and Graubard 1998)
 * @param n trials; may be fractional
 */
export function clopperPearson(
  x: number,
  n: number,
  options: { level: number; sides?: Sides },
): Estimable<Interval> {
  requireLevel(options.level);
  requireSuccesses(x, n, false);
  if (n === 0) return undefinedBecause('no trials');
  const tail = tailProbability(options.level, options.sides);
  return defined({
    lower: x === 0 ? 0 : betaQuantilePoint(tail, x, n - x + 1).x,
    // The mirrored quantile keeps its digits when the upper limit is near 1.
    upper: x === n ? 1 : betaQuantilePoint(tail, n - x, x + 1).y,
  });
}
