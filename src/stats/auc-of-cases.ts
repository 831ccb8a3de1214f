import { aucJackknife } from './auc-jackknife.js';
import { requireBinary, requireSameLength, requireScores } from './argument.js';
import { ascendingOrder } from './sort-scores.js';

/** What `clusterBootstrap` needs for the stratified bootstrap of the AUC of independent cases: spread it into the options. */
export interface AucOfCases {
  clusters: number;
  /** 0 negative, 1 positive: the classes are resampled apart. */
  strata: Int32Array;
  statistic: (multiplicity: Uint32Array) => number;
  jackknife: Float64Array;
}

/**
 * Cases in rank order within their class, negatives first, so that draws are counted in place and a resample is one
 * prefix sum over the negatives and one product for each positive. Ties one half.
 */
export function aucOfCases(score: Float64Array, truth: ArrayLike<number>): AucOfCases {
  requireSameLength(score, truth, 'score and truth');
  requireScores(score);
  requireBinary(truth);
  const order = ascendingOrder(score);
  const negatives = order.filter((i) => truth[i] === 0);
  const positives = order.filter((i) => truth[i] === 1);
  const k = negatives.length;
  const m = positives.length;
  // Negatives below each positive, and negatives not above it: they differ where scores are tied.
  const below = new Int32Array(m);
  const upTo = new Int32Array(m);
  let j = 0;
  let e = 0;
  positives.forEach((unit, i) => {
    while (j < k && score[negatives[j]!]! < score[unit]!) j += 1;
    while (e < k && score[negatives[e]!]! <= score[unit]!) e += 1;
    below[i] = j;
    upTo[i] = e;
  });
  const unit = Uint32Array.from([...negatives, ...positives]);
  const index = Int32Array.from(unit, (_, i) => i);
  return {
    clusters: k + m,
    strata: index.map((i) => (i < k ? 0 : 1)),
    statistic: resampledAuc(k, m, below, upTo),
    jackknife: aucJackknife(
      Float64Array.from(unit, (i) => score[i]!),
      index.map((i) => (i < k ? 0 : 1)),
      index,
      k + m,
    ),
  };
}

function resampledAuc(
  k: number,
  m: number,
  below: Int32Array,
  upTo: Int32Array,
): (multiplicity: Uint32Array) => number {
  const drawnBelow = new Int32Array(k + 1);
  return (multiplicity) => {
    // Counts are far below 2^31: signed views spare the conversion of each.
    const counts = new Int32Array(multiplicity.buffer, multiplicity.byteOffset, k + m);
    return aucOfDraws(counts, drawnBelow, below, upTo, k);
  };
}

function aucOfDraws(
  counts: Int32Array,
  drawnBelow: Int32Array,
  below: Int32Array,
  upTo: Int32Array,
  k: number,
): number {
  let negatives = 0;
  for (let j = 0; j < k; j += 1) {
    negatives = (negatives + counts[j]!) | 0;
    drawnBelow[j + 1] = negatives;
  }
  let positives = 0;
  // Twice U, a whole number; below 2^53 for any data that fits in memory.
  let u2 = 0;
  const m = below.length;
  for (let i = 0; i < m; i += 1) {
    const weight = counts[k + i]!;
    positives = (positives + weight) | 0;
    u2 += weight * (drawnBelow[below[i]!]! + drawnBelow[upTo[i]!]!);
  }
  return positives === 0 || negatives === 0 ? NaN : u2 / 2 / (positives * negatives);
}
