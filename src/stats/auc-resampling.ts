import { ascendingOrder } from './sort-scores.js';
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
  // Bit 0: positive. Bit 1: the next unit has a higher score, a group of ties ends here. The rest: the cluster.
  const packed = new Uint32Array(n);
  let ties = false;
  for (let k = 0; k < n; k += 1) {
    const unit = order[k]!;
    const last = k + 1 === n || score[order[k + 1]!] !== score[unit];
    if (!last) ties = true;
    packed[k] = ((cluster[unit]! << 2) | (last ? 2 : 0) | truth[unit]!) >>> 0;
  }
  return ties
    ? (multiplicity) => tiedAuc(packed, multiplicity)
    : (multiplicity) => untiedAuc(packed, multiplicity);
}

function tiedAuc(packed: Uint32Array, multiplicity: Uint32Array): number {
  let below = 0;
  let positives = 0;
  let p = 0;
  let q = 0;
  // Twice U, a whole number.
  let u2 = 0;
  for (let k = 0; k < packed.length; k += 1) {
    const unit = packed[k]!;
    const weight = multiplicity[unit >>> 2]!;
    const positive = weight & -(unit & 1);
    p += positive;
    q += weight - positive;
    if ((unit & 2) === 0) continue;
    u2 += p * (2 * below + q);
    positives += p;
    below += q;
    p = 0;
    q = 0;
  }
  return positives === 0 || below === 0 ? NaN : u2 / 2 / (positives * below);
}

/** Without ties no group has to be kept, and no branch is left. */
function untiedAuc(packed: Uint32Array, multiplicity: Uint32Array): number {
  let below = 0;
  let positives = 0;
  let u = 0;
  for (let k = 0; k < packed.length; k += 1) {
    const unit = packed[k]!;
    const weight = multiplicity[unit >>> 2]!;
    const positive = weight & -(unit & 1);
    u += positive * below;
    positives += positive;
    below += weight - positive;
  }
  return positives === 0 || below === 0 ? NaN : u / (positives * below);
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
