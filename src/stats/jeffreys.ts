import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel, requireSuccesses } from './argument.js';
import { betaQuantilePoint } from './beta.js';
import { tailProbability, type Interval, type Sides } from './interval.js';

/**
 * Jeffreys interval of a proportion: equal-tailed posterior under Beta(1/2, 1/2). `boundaryModified` sets the lower limit
 * to 0 at x = 0 and the upper to 1 at x = n (Brown, Cai and DasGupta 2001, Stat Sci 16:101); statsmodels does not.
 * Undefined for n = 0.
 */
export function jeffreys(
  x: number,
  n: number,
  options: { level: number; sides?: Sides; boundaryModified?: boolean },
): Estimable<Interval> {
  requireLevel(options.level);
  requireSuccesses(x, n, false);
  if (n === 0) return undefinedBecause('no trials');
  const tail = tailProbability(options.level, options.sides);
  const modified = options.boundaryModified === true;
  return defined({
    lower: modified && x === 0 ? 0 : betaQuantilePoint(tail, x + 0.5, n - x + 0.5).x,
    upper: modified && x === n ? 1 : betaQuantilePoint(tail, n - x + 0.5, x + 0.5).y,
  });
}
