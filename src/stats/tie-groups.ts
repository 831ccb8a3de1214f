import { requireBinary, requireSameLength, requireScores } from './argument.js';
import { sortScores } from './sort-scores.js';

/**
 * Cases grouped by distinct score, ascending: all that AUC, DeLong, ROC and precision-recall need. Ties stand together,
 * so no order among tied cases can matter. Scores may be infinite.
 */
export interface TieGroups {
  /** Number of distinct scores; the arrays are this long. */
  groups: number;
  score: Float64Array;
  positives: Uint32Array;
  negatives: Uint32Array;
  totalPositives: number;
  totalNegatives: number;
}

/** @param truth 1 positive, 0 negative, one a score */
export function tieGroups(score: Float64Array, truth: ArrayLike<number>): TieGroups {
  const { positive, negative } = sortedByTruth(score, truth);
  return mergeTies(positive, negative);
}

/** Scores of each class, ascending. */
export interface SortedScores {
  positive: Float64Array;
  negative: Float64Array;
}

/** @param truth 1 positive, 0 negative, one a score */
export function sortedByTruth(score: Float64Array, truth: ArrayLike<number>): SortedScores {
  requireSameLength(score, truth, 'score and truth');
  const { positive, negative } = splitByTruth(score, truth);
  return { positive: sortScores(positive), negative: sortScores(negative) };
}

/** Neither is in order yet. */
function splitByTruth(score: Float64Array, truth: ArrayLike<number>): SortedScores {
  const total = score.length;
  let m = 0;
  for (let i = 0; i < total; i += 1) m += truth[i]!;
  const positive = new Float64Array(Math.max(0, Math.min(total, Math.floor(m))));
  const negative = new Float64Array(total - positive.length);
  let p = 0;
  let q = 0;
  // One pass also checks: the slow checks then name the first culprit. A wrong label may write past an end, to no effect.
  let wrong = false;
  for (let i = 0; i < total; i += 1) {
    const label = truth[i]!;
    const value = score[i]!;
    // + 0 turns -0 into 0, so that the two zeros tie.
    if (label === 1) positive[p++] = value + 0;
    else {
      if (label !== 0) wrong = true;
      negative[q++] = value + 0;
    }
    if (Number.isNaN(value)) wrong = true;
  }
  if (wrong) {
    requireScores(score);
    requireBinary(truth);
  }
  return { positive, negative };
}

/** @param positive scores of positive cases, ascending @param negative the same of negative cases */
export function mergeTies(positive: Float64Array, negative: Float64Array): TieGroups {
  const m = positive.length;
  const n = negative.length;
  const score = new Float64Array(m + n);
  const positives = new Uint32Array(m + n);
  const negatives = new Uint32Array(m + n);
  let i = 0;
  let j = 0;
  let groups = 0;
  while (i < m || j < n) {
    const value = i < m && (j >= n || positive[i]! <= negative[j]!) ? positive[i]! : negative[j]!;
    const fromP = i;
    const fromQ = j;
    while (i < m && positive[i] === value) i += 1;
    while (j < n && negative[j] === value) j += 1;
    score[groups] = value;
    positives[groups] = i - fromP;
    negatives[groups] = j - fromQ;
    groups += 1;
  }
  return {
    groups,
    score: score.subarray(0, groups),
    positives: positives.subarray(0, groups),
    negatives: negatives.subarray(0, groups),
    totalPositives: m,
    totalNegatives: n,
  };
}

/** Why an area or a curve over both classes does not exist, or null. */
export function missingClass(groups: TieGroups): string | null {
  if (groups.totalPositives === 0) return 'no positive case';
  return groups.totalNegatives === 0 ? 'no negative case' : null;
}
