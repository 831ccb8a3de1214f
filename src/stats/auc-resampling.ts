import { ascendingOrder } from './placements.js';
import { requireBinary, requireSameLength, requireScores } from './argument.js';

/**
 * AUC as a function of cluster multiplicities, for the bootstrap: units are sorted once, each resample only walks the
 * order and counts. NaN where a class has no unit in the resample.
 * @param cluster cluster of each unit, 0 … clusters - 1
 */
export function aucOfMultiplicities(
  score: Float64Array,
  truth: ArrayLike<number>,
  cluster: ArrayLike<number>,
): (multiplicity: Uint32Array) => number {
  requireSameLength(score, truth, 'score and truth');
  requireSameLength(score, cluster, 'score and cluster');
  requireScores(score);
  requireBinary(truth);
  const order = ascendingOrder(score);
  const n = order.length;
  const sortedCluster = new Uint32Array(n);
  const sortedTruth = new Uint8Array(n);
  // 1 where the next unit has a higher score: a group of ties ends here.
  const last = new Uint8Array(n);
  for (let k = 0; k < n; k += 1) {
    const unit = order[k]!;
    sortedCluster[k] = cluster[unit]!;
    sortedTruth[k] = truth[unit]!;
    last[k] = k + 1 === n || score[order[k + 1]!] !== score[unit] ? 1 : 0;
  }
  return (multiplicity) => {
    let below = 0;
    let u = 0;
    let positives = 0;
    let p = 0;
    let q = 0;
    for (let k = 0; k < n; k += 1) {
      const weight = multiplicity[sortedCluster[k]!]!;
      if (sortedTruth[k] === 1) p += weight;
      else q += weight;
      if (last[k] === 1) {
        u += p * (below + q / 2);
        positives += p;
        below += q;
        p = 0;
        q = 0;
      }
    }
    return positives === 0 || below === 0 ? NaN : u / (positives * below);
  };
}

/** x/n over clusters as a function of multiplicities (sensitivity, specificity, PPV …); NaN for 0/0. */
export function ratioOfMultiplicities(
  x: ArrayLike<number>,
  n: ArrayLike<number>,
): (multiplicity: Uint32Array) => number {
  requireSameLength(x, n, 'numerators and denominators');
  const clusters = x.length;
  return (multiplicity) => {
    let successes = 0;
    let units = 0;
    for (let c = 0; c < clusters; c += 1) {
      const weight = multiplicity[c]!;
      successes += weight * x[c]!;
      units += weight * n[c]!;
    }
    return units === 0 ? NaN : successes / units;
  };
}
