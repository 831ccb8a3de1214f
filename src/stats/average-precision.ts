import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { tieGroups, type TieGroups } from './tie-groups.js';

/**
 * Average precision: sum over distinct thresholds, from the highest, of (recall gained) × precision (as scikit-learn;
 * Su, Yuan and Zhu 2015). Tied scores enter together, so the order of tied cases cannot matter; all tied gives the
 * prevalence. Never the trapezoid, which is optimistic. Undefined without a positive case.
 * @param score higher = more positive, infinite allowed
 * @param truth 1 positive, 0 negative
 */
export function averagePrecision(score: Float64Array, truth: Uint8Array): Estimable {
  return averagePrecisionFromGroups(tieGroups(score, truth));
}

export function averagePrecisionFromGroups(groups: TieGroups): Estimable {
  const m = groups.totalPositives;
  if (m === 0) return undefinedBecause('no positive case');
  let tp = 0;
  let flagged = 0;
  let sum = 0;
  for (let g = groups.groups - 1; g >= 0; g -= 1) {
    const p = groups.positives[g]!;
    tp += p;
    flagged += p + groups.negatives[g]!;
    sum += (p * tp) / flagged;
  }
  return defined(sum / m);
}
