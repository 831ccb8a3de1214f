import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel } from './argument.js';
import type { Interval, Sides } from './interval.js';
import { criticalNormal } from './normal.js';
import { bisect } from './root.js';

/**
 * Score-type interval of an AUC, Newcombe 2006 (Stat Med 25:559) method 5: limits t with |t - auc| = z sqrt(V(t)),
 * V the Hanley-McNeil variance at t with both sample sizes of its bracket replaced by their mean. Not degenerate at
 * 0 or 1, where DeLong's standard error is 0.
 * @param positives number of positive cases, >= 1
 * @param negatives number of negative cases, >= 1
 */
export function newcombeAuc(
  auc: number,
  positives: number,
  negatives: number,
  options: { level: number; sides?: Sides },
): Estimable<Interval> {
  requireLevel(options.level);
  if (positives < 1 || negatives < 1) return undefinedBecause('a class has no case');
  const z = criticalNormal(options.level, options.sides);
  const star = (positives + negatives) / 2 - 1;
  const bracket = (t: number): number =>
    (1 + (star * (1 - t)) / (2 - t) + (star * t) / (1 + t)) / (positives * negatives);
  const excess = (t: number): number => Math.abs(t - auc) - z * Math.sqrt(t * (1 - t) * bracket(t));
  // At 0 and 1 the variance vanishes too: one factor of (t - auc) is divided out of the squared equation.
  const fromOne = (t: number): number => z * z * t * bracket(t) - (1 - t);
  const fromZero = (t: number): number => t - z * z * (1 - t) * bracket(t);
  return defined({
    lower: auc === 0 ? 0 : auc === 1 ? bisect(fromOne, 0, 1) : bisect((t) => -excess(t), 0, auc),
    upper: auc === 1 ? 1 : auc === 0 ? bisect(fromZero, 0, 1) : bisect(excess, auc, 1),
  });
}
