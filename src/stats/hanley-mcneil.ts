import { undefinedBecause, defined, type Estimable } from '../core/estimable.js';

/**
 * Standard error of an AUC by Hanley and McNeil (1982, Radiology 143:29) under negative-exponential scores. For planning;
 * data have DeLong's. Undefined without a case in a class.
 */
export function hanleyMcNeil(auc: number, positives: number, negatives: number): Estimable {
  if (positives < 1 || negatives < 1) return undefinedBecause('a class has no case');
  const q1 = auc / (2 - auc);
  const q2 = (2 * auc * auc) / (1 + auc);
  const square = auc * auc;
  const variance =
    (auc * (1 - auc) + (positives - 1) * (q1 - square) + (negatives - 1) * (q2 - square)) /
    (positives * negatives);
  return defined(Math.sqrt(Math.max(0, variance)));
}
