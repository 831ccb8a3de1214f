import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel, requireSuccesses } from './argument.js';
import type { Interval, Sides } from './interval.js';
import type { TwoProportions } from './newcombe-difference.js';
import { criticalNormal } from './normal.js';

interface Options {
  level: number;
  sides?: Sides;
}

/** Agresti-Caffo interval of p1 - p2 (2000, Am Stat 54:280): Wald after one success and one failure more in each. Not cut. */
export function agrestiCaffo({ x1, n1, x2, n2 }: TwoProportions, options: Options): Estimable<Interval> {
  requireSuccesses(x1, n1);
  requireSuccesses(x2, n2);
  if (n1 === 0 || n2 === 0) return undefinedBecause('a sample is empty');
  return waldDifference({ x1: x1 + 1, n1: n1 + 2, x2: x2 + 1, n2: n2 + 2 }, options);
}

/** Wald interval of p1 - p2, not cut to [-1, 1]; degenerate at 0 and 1, not for claims. Undefined when a sample is empty. */
export function waldDifference({ x1, n1, x2, n2 }: TwoProportions, options: Options): Estimable<Interval> {
  requireLevel(options.level);
  requireSuccesses(x1, n1);
  requireSuccesses(x2, n2);
  if (n1 === 0 || n2 === 0) return undefinedBecause('a sample is empty');
  const p1 = x1 / n1;
  const p2 = x2 / n2;
  const half =
    criticalNormal(options.level, options.sides) * Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2);
  return defined({ lower: p1 - p2 - half, upper: p1 - p2 + half });
}
