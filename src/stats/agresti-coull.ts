import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel, requireSuccesses } from './argument.js';
import { clip, type Interval, type Sides } from './interval.js';
import { criticalNormal } from './normal.js';

/**
 * Agresti-Coull interval of a proportion (Agresti and Coull 1998, Am Stat 52:119): Wald about the Wilson centre. It can
 * leave [0, 1] and is cut there unless `clipped` is false. Undefined for n = 0.
 */
export function agrestiCoull(
  x: number,
  n: number,
  options: { level: number; sides?: Sides; clipped?: boolean },
): Estimable<Interval> {
  requireLevel(options.level);
  requireSuccesses(x, n, false);
  if (n === 0) return undefinedBecause('no trials');
  const z = criticalNormal(options.level, options.sides);
  const trials = n + z * z;
  const p = (x + (z * z) / 2) / trials;
  const half = z * Math.sqrt((p * (1 - p)) / trials);
  const interval = { lower: p - half, upper: p + half };
  return defined(options.clipped === false ? interval : clip(interval));
}
