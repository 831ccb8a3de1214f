import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { missingClass, tieGroups, type TieGroups } from './tie-groups.js';

/**
 * Area under the empirical ROC curve = P(positive scores above negative) + P(tie) / 2, the Mann-Whitney statistic
 * divided by the number of pairs (Bamber 1975, J Math Psychol 12:387). The higher score is the more positive one:
 * an area below one half is never turned round. Undefined when a class is missing.
 * @param score one a case; infinite scores are ranks like any other
 * @param truth 1 positive, 0 negative
 */
export function auc(score: Float64Array, truth: Uint8Array): Estimable {
  return aucFromGroups(tieGroups(score, truth));
}

export function aucFromGroups(groups: TieGroups): Estimable {
  const missing = missingClass(groups);
  if (missing !== null) return undefinedBecause(missing);
  return defined(mannWhitney(groups) / (groups.totalPositives * groups.totalNegatives));
}

/** U: pairs in which the positive case scores higher, a tie counting one half. Exact below 2^52 pairs. */
export function mannWhitney(groups: TieGroups): number {
  let below = 0;
  let u = 0;
  for (let g = 0; g < groups.groups; g += 1) {
    const q = groups.negatives[g]!;
    u += groups.positives[g]! * (below + q / 2);
    below += q;
  }
  return u;
}
