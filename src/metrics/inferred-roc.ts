import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { pairwiseWins } from './pairwise-wins.js';
import type { FrocData } from './froc-data.js';

/**
 * Area under the ROC curve inferred from marks: a case's rating is that of its highest mark, true or false
 * (Swensson 1996; HrAuc of RJafroc). Unmarked cases tie at -Infinity.
 */
export function inferredRocAuc(data: FrocData): Estimable {
  const diseased = data.highestMark.filter((_, i) => data.diseased[i] === 1);
  const nondiseased = data.highestMark.filter((_, i) => data.diseased[i] === 0);
  if (diseased.length === 0) return undefinedBecause('no lesion');
  if (nondiseased.length === 0) return undefinedBecause('no non-diseased case');
  const wins = pairwiseWins(diseased, nondiseased);
  let sum = 0;
  for (const value of wins) sum += value;
  return defined(sum / (diseased.length * nondiseased.length));
}
