import { requireBinary, requireSameLength, requireScores } from './argument.js';
import { emptyCurve, type RocCurve } from './roc.js';
import { ascendingOrder } from './sort-scores.js';

/**
 * The ROC curve as a function of cluster multiplicities, for the bootstrap: units are sorted once, each resample only
 * walks the order. The columns are reused by the next call: read them, do not keep them. Length 0 where a class has no unit
 * in the resample.
 * @param score one a unit, infinite allowed @param truth 1 positive, 0 negative
 * @param cluster cluster of each unit, 0 … clusters - 1
 */
export function rocOfMultiplicities(
  score: Float64Array,
  truth: ArrayLike<number>,
  cluster: ArrayLike<number>,
): (multiplicity: Uint32Array) => RocCurve {
  requireSameLength(score, truth, 'score and truth');
  requireSameLength(score, cluster, 'score and cluster');
  requireScores(score);
  requireBinary(truth);
  const order = ascendingOrder(score).reverse();
  const curve = emptyCurve(order.length + 1);
  const { threshold, falsePositiveRate, truePositiveRate } = curve;
  threshold[0] = Infinity;
  return (multiplicity) => {
    curve.length = 0;
    let positives = 0;
    let negatives = 0;
    for (let i = 0; i < order.length; i += 1) {
      const times = multiplicity[cluster[i]!]!;
      if (truth[i] === 1) positives += times;
      else negatives += times;
    }
    if (positives === 0 || negatives === 0) return curve;
    let points = 1;
    let tp = 0;
    let fp = 0;
    let drawn = false;
    for (let k = 0; k < order.length; k += 1) {
      const unit = order[k]!;
      const times = multiplicity[cluster[unit]!]!;
      if (truth[unit] === 1) tp += times;
      else fp += times;
      drawn ||= times > 0;
      // Tied scores enter together.
      if (!drawn || (k + 1 < order.length && score[order[k + 1]!] === score[unit])) continue;
      threshold[points] = score[unit]!;
      falsePositiveRate[points] = fp / negatives;
      truePositiveRate[points] = tp / positives;
      points += 1;
      drawn = false;
    }
    curve.length = points;
    return curve;
  };
}
