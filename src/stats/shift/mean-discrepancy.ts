import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { refuse } from '../argument.js';
import { medianDistance, type PooledDistances } from './pooled-distances.js';

/** Sums of a kernel over pairs within and between two samples, diagonal apart. */
interface PairSums {
  within: [number, number];
  diagonal: [number, number];
  between: number;
}

/**
 * Squared maximum mean discrepancy with kernel exp(-gamma d²) (Gretton et al. 2012, JMLR 13:723). `biased` keeps the
 * diagonal (V-statistic, never negative); `unbiased` leaves it out and may be negative.
 * @param member 0 for a reference point, 1 for a new one; the order of the samples when left out
 * @returns undefined when a sample is empty, or has one point (unbiased)
 */
export function meanDiscrepancy(
  distances: PooledDistances,
  gamma: number,
  kind: 'biased' | 'unbiased',
  member?: Uint8Array,
): Estimable {
  if (!(gamma > 0 && gamma < Infinity)) refuse(`gamma ${gamma}`, 'give a kernel width above 0');
  const { n, m } = distances;
  if (n === 0 || m === 0) return undefinedBecause('a sample is empty');
  if (kind === 'unbiased' && (n < 2 || m < 2)) return undefinedBecause('a sample has one point');
  const { within, diagonal, between } = pairSums(distances, (d) => Math.exp(-gamma * d * d), member);
  const cross = (2 * between) / (n * m);
  if (kind === 'biased')
    return defined((within[0] + diagonal[0]) / (n * n) + (within[1] + diagonal[1]) / (m * m) - cross);
  return defined(within[0] / (n * (n - 1)) + within[1] / (m * (m - 1)) - cross);
}

/** gamma = 1 / (2 median²) over all pairs of the pooled sample: it uses the new data, so declare it. */
export function medianGamma(distances: PooledDistances): Estimable {
  const median = medianDistance(distances);
  return median === null || median === 0
    ? undefinedBecause('the median distance is 0')
    : defined(1 / (2 * median * median));
}

/** 2 E|X-Y| - E|X-X'| - E|Y-Y'| with the diagonal kept (Székely & Rizzo 2013). Undefined when a sample is empty. */
export function energyStatistic(distances: PooledDistances, member?: Uint8Array): Estimable {
  const { n, m } = distances;
  if (n === 0 || m === 0) return undefinedBecause('a sample is empty');
  const { within, between } = pairSums(distances, (d) => d, member);
  return defined((2 * between) / (n * m) - within[0] / (n * n) - within[1] / (m * m));
}

function pairSums(
  { n, m, distance }: PooledDistances,
  kernel: (d: number) => number,
  member?: Uint8Array,
): PairSums {
  const size = n + m;
  const side = (i: number): 0 | 1 => (member === undefined ? (i < n ? 0 : 1) : member[i] === 0 ? 0 : 1);
  const sums: PairSums = { within: [0, 0], diagonal: [0, 0], between: 0 };
  for (let i = 0; i < size; i += 1) {
    const a = side(i);
    sums.diagonal[a] += kernel(0);
    for (let j = 0; j < i; j += 1) {
      const value = kernel(distance[i * size + j]!);
      if (a === side(j)) sums.within[a] += 2 * value;
      else sums.between += value;
    }
  }
  return sums;
}
