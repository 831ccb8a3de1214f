import { requireBinary, requireSameLength, requireScores } from './argument.js';
import { ascendingOrder } from './sort-scores.js';

/** What `clusterBootstrap` needs for the stratified bootstrap of the AUC of independent cases: spread it into the options. */
export interface AucOfCases {
  clusters: number;
  /** 0 negative, 1 positive: the classes are resampled apart. */
  strata: Uint8Array;
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
  let m = 0;
  for (let i = 0; i < order.length; i += 1) m += truth[i]!;
  const k = order.length - m;
  // Negatives below each positive, and negatives not above it: they differ where scores are tied.
  const below = new Int32Array(m);
  const upTo = new Int32Array(m);
  let negatives = 0;
  let positives = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let tied = 0;
    while (end < order.length && score[order[end]!] === score[order[start]!]) {
      tied += truth[order[end]!]!;
      end += 1;
    }
    const after = negatives + (end - start - tied);
    below.fill(negatives, positives, positives + tied);
    upTo.fill(after, positives, positives + tied);
    positives += tied;
    negatives = after;
    start = end;
  }
  const strata = new Uint8Array(k + m);
  strata.fill(1, k);
  return {
    clusters: k + m,
    strata,
    statistic: resampledAuc(k, m, below, upTo),
    jackknife: withoutEach(k, below, upTo),
  };
}

/** AUC without each case in turn: its pairs are taken off. NaN where a class becomes empty. */
function withoutEach(k: number, below: Int32Array, upTo: Int32Array): Float64Array {
  const m = below.length;
  const values = new Float64Array(k + m);
  // Twice the pairs that each negative loses: 2 for a positive above it, 1 for a tied one. A positive beats the first
  // `below` negatives and ties up to `upTo`, so the losses are sums from the end.
  const lost = new Int32Array(k + 1);
  let u2 = 0;
  for (let i = 0; i < m; i += 1) {
    u2 += below[i]! + upTo[i]!;
    lost[below[i]!]! += 1;
    lost[upTo[i]!]! += 1;
  }
  let after = lost[k]!;
  for (let j = k - 1; j >= 0; j -= 1) {
    values[j] = k === 1 || m === 0 ? NaN : (u2 - after) / 2 / (m * (k - 1));
    after += lost[j]!;
  }
  for (let i = 0; i < m; i += 1)
    values[k + i] = m === 1 || k === 0 ? NaN : (u2 - below[i]! - upTo[i]!) / 2 / ((m - 1) * k);
  return values;
}

function resampledAuc(
  k: number,
  m: number,
  below: Int32Array,
  upTo: Int32Array,
): (multiplicity: Uint32Array) => number {
  const drawnBelow = new Int32Array(k + 1);
  const tied = below.some((negatives, i) => upTo[i] !== negatives);
  const areaOf = tied ? tiedArea : untiedArea;
  return (multiplicity) => {
    // Counts are far below 2^31: signed views spare the conversion of each.
    const counts = new Int32Array(multiplicity.buffer, multiplicity.byteOffset, k + m);
    sumUp(counts, drawnBelow, k);
    return areaOf(counts, k, drawnBelow, below, upTo);
  };
}

/** Draws of the first j negatives into `drawnBelow[j]`, four at a time. */
function sumUp(counts: Int32Array, drawnBelow: Int32Array, k: number): void {
  let negatives = 0;
  let j = 0;
  for (; j + 3 < k; j += 4) {
    const first = (negatives + counts[j]!) | 0;
    const second = (first + counts[j + 1]!) | 0;
    const third = (second + counts[j + 2]!) | 0;
    negatives = (third + counts[j + 3]!) | 0;
    drawnBelow[j + 1] = first;
    drawnBelow[j + 2] = second;
    drawnBelow[j + 3] = third;
    drawnBelow[j + 4] = negatives;
  }
  for (; j < k; j += 1) {
    negatives = (negatives + counts[j]!) | 0;
    drawnBelow[j + 1] = negatives;
  }
}

/** Area with ties one half. U is exact: whole numbers below 2^53 for any data in memory. */
function tiedArea(
  counts: Int32Array,
  k: number,
  drawnBelow: Int32Array,
  below: Int32Array,
  upTo: Int32Array,
): number {
  let u2 = 0;
  let positives = 0;
  for (let i = 0; i < below.length; i += 1) {
    const weight = counts[k + i]!;
    positives = (positives + weight) | 0;
    u2 += weight * (drawnBelow[below[i]!]! + drawnBelow[upTo[i]!]!);
  }
  return positives === 0 || drawnBelow[k] === 0 ? NaN : u2 / 2 / (positives * drawnBelow[k]!);
}

/** The same where no positive ties with a negative: one look-up a positive. */
function untiedArea(counts: Int32Array, k: number, drawnBelow: Int32Array, below: Int32Array): number {
  let u = 0;
  let positives = 0;
  for (let i = 0; i < below.length; i += 1) {
    const weight = counts[k + i]!;
    positives = (positives + weight) | 0;
    u += weight * drawnBelow[below[i]!]!;
  }
  return positives === 0 || drawnBelow[k] === 0 ? NaN : u / (positives * drawnBelow[k]!);
}
