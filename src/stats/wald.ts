import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel, requireSuccesses } from './argument.js';
import type { Interval, Sides } from './interval.js';
import { criticalNormal } from './normal.js';

/**
 * Wald interval of a proportion, not cut to [0, 1]. For comparison with old tables only: a point at 0 and n, and its
 * coverage is far below the level (Brown, Cai and DasGupta 2001, Stat Sci 16:101). Undefined for n = 0.
 */
export function wald(x: number, n: number, options: { level: number; sides?: Sides }): Estimable<Interval> {
  requireLevel(options.level);
  requireSuccesses(x, n, false);
  if (n === 0) return undefinedBecause('no trials');
  const p = x / n;
  const half = criticalNormal(options.level, options.sides) * Math.sqrt((p * (1 - p)) / n);
  return defined({ lower: p - half, upper: p + half });
}
