import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse, requireCount, requireLevel } from './argument.js';
import { gammaQuantile } from './gamma.js';
import { tailProbability, type Interval, type Sides } from './interval.js';

/**
 * Exact Poisson interval of a rate (Garwood 1936, Biometrika 28:437). A description only for false positives per image:
 * they cluster in images, and the case bootstrap is the interval then. Undefined for exposure 0.
 * @param count events
 * @param exposure images, or other units of exposure
 */
export function garwood(
  count: number,
  exposure: number,
  options: { level: number; sides?: Sides },
): Estimable<Interval> {
  requireLevel(options.level);
  requireCount('count', count);
  if (!(exposure >= 0))
    refuse(`exposure ${exposure}`, 'give the number of images or another exposure from 0');
  if (exposure === 0) return undefinedBecause('no exposure');
  const tail = tailProbability(options.level, options.sides);
  return defined({
    lower: count === 0 ? 0 : gammaQuantile(tail, count) / exposure,
    upper: gammaQuantile(1 - tail, count + 1, tail) / exposure,
  });
}
