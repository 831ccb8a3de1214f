import { requireBinary, requireSameLength, requireScores } from './argument.js';

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
  requireSameLength(score, truth, 'score and truth');
  requireScores(score);
  requireBinary(truth);
  const total = score.length;
  let m = 0;
  for (let i = 0; i < total; i += 1) m += truth[i]!;
  const n = total - m;
  const positive = new Float64Array(m);
  const negative = new Float64Array(n);
  let p = 0;
  let q = 0;
  for (let i = 0; i < total; i += 1) {
    // + 0 turns -0 into 0, so that the two zeros tie.
    if (truth[i] === 1) positive[p++] = score[i]! + 0;
    else negative[q++] = score[i]! + 0;
  }
  positive.sort();
  negative.sort();
  return merge(positive, negative);
}

/** Both sorted ascending. */
function merge(positive: Float64Array, negative: Float64Array): TieGroups {
  const m = positive.length;
  const n = negative.length;
  let distinct = 0;
  walk(positive, negative, () => (distinct += 1));
  const result: TieGroups = {
    groups: distinct,
    score: new Float64Array(distinct),
    positives: new Uint32Array(distinct),
    negatives: new Uint32Array(distinct),
    totalPositives: m,
    totalNegatives: n,
  };
  let at = 0;
  walk(positive, negative, (value, p, q) => {
    result.score[at] = value;
    result.positives[at] = p;
    result.negatives[at] = q;
    at += 1;
  });
  return result;
}

function walk(
  positive: Float64Array,
  negative: Float64Array,
  visit: (value: number, positives: number, negatives: number) => void,
): void {
  const m = positive.length;
  const n = negative.length;
  let i = 0;
  let j = 0;
  while (i < m || j < n) {
    const value = i < m && (j >= n || positive[i]! <= negative[j]!) ? positive[i]! : negative[j]!;
    const fromP = i;
    const fromQ = j;
    while (i < m && positive[i] === value) i += 1;
    while (j < n && negative[j] === value) j += 1;
    visit(value, i - fromP, j - fromQ);
  }
}

/** Why an area or a curve over both classes does not exist, or null. */
export function missingClass(groups: TieGroups): string | null {
  if (groups.totalPositives === 0) return 'no positive case';
  return groups.totalNegatives === 0 ? 'no negative case' : null;
}
