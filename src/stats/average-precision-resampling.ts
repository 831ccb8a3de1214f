import { requireBinary, requireSameLength, requireScores } from './argument.js';
import { ascendingOrder } from './sort-scores.js';

/** Average precision as a function of cluster multiplicities; NaN without a positive unit in the resample. */
export function averagePrecisionOfMultiplicities(
  score: Float64Array,
  truth: ArrayLike<number>,
  cluster: ArrayLike<number>,
): (multiplicity: Uint32Array) => number {
  requireSameLength(score, truth, 'score and truth');
  requireSameLength(score, cluster, 'score and cluster');
  requireScores(score);
  requireBinary(truth);
  const order = ascendingOrder(score).reverse();
  return (multiplicity) => {
    let tp = 0;
    let flagged = 0;
    let sum = 0;
    let p = 0;
    for (let k = 0; k < order.length; k += 1) {
      const unit = order[k]!;
      const weight = multiplicity[cluster[unit]!]!;
      flagged += weight;
      if (truth[unit] === 1) p += weight;
      // Tied scores enter together: the step is taken at the end of the group.
      if (k + 1 < order.length && score[order[k + 1]!] === score[unit]) continue;
      tp += p;
      if (p > 0) sum += (p * tp) / flagged;
      p = 0;
    }
    return tp === 0 ? NaN : sum / tp;
  };
}
