import { requireBinary, requireSameLength, requireScores } from './argument.js';
import { ascendingOrder } from './sort-scores.js';

/**
 * Placement values (DeLong's structural components), one a case: of a positive case the fraction of negatives that it
 * outscores, of a negative case the fraction of positives that outscore it; a tie counts one half.
 */
export interface Placements {
  value: Float64Array;
  positives: number;
  negatives: number;
  /** Mann-Whitney U. */
  u: number;
}

/** @param truth 1 positive, 0 negative. Values of a class are 0 when the other class is empty. */
export function placements(score: Float64Array, truth: ArrayLike<number>): Placements {
  requireSameLength(score, truth, 'score and truth');
  requireScores(score);
  requireBinary(truth);
  const order = ascendingOrder(score);
  const total = score.length;
  let m = 0;
  for (let i = 0; i < total; i += 1) m += truth[i]!;
  const n = total - m;
  const value = new Float64Array(total);
  let below = 0;
  let above = m;
  let u = 0;
  for (let start = 0; start < total;) {
    let end = start;
    let p = 0;
    while (end < total && score[order[end]!] === score[order[start]!]) {
      p += truth[order[end]!]!;
      end += 1;
    }
    const q = end - start - p;
    above -= p;
    const ofPositive = n === 0 ? 0 : (below + q / 2) / n;
    const ofNegative = m === 0 ? 0 : (above + p / 2) / m;
    for (let k = start; k < end; k += 1) value[order[k]!] = truth[order[k]!] === 1 ? ofPositive : ofNegative;
    u += p * (below + q / 2);
    below += q;
    start = end;
  }
  return { value, positives: m, negatives: n, u };
}
