import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { refuse, requireBins, requireSameLength, requireScores } from '../argument.js';
import { quantileSorted } from '../quantile.js';

/** Counts of both samples in bins (lower, upper] whose inner edges are type-7 quantiles of the reference alone. */
export interface ReferenceBins {
  edges: Float64Array;
  reference: Float64Array;
  fresh: Float64Array;
}

/** @param bins number of bins, at least 2. Undefined without a reference value. */
export function referenceBins(
  reference: ArrayLike<number>,
  fresh: ArrayLike<number>,
  bins: number,
): Estimable<ReferenceBins> {
  requireBins(bins);
  if (bins < 2) refuse('one bin', 'give a whole number of bins from 2');
  requireScores(reference);
  requireScores(fresh);
  if (reference.length === 0) return undefinedBecause('the reference is empty');
  const sorted = Float64Array.from(reference).sort();
  const edges = Float64Array.from({ length: bins - 1 }, (_, k) => quantileSorted(sorted, (k + 1) / bins));
  return defined({ edges, reference: tally(reference, edges), fresh: tally(fresh, edges) });
}

function tally(values: ArrayLike<number>, edges: Float64Array): Float64Array {
  const counts = new Float64Array(edges.length + 1);
  for (let i = 0; i < values.length; i += 1) {
    let bin = 0;
    while (bin < edges.length && values[i]! > edges[bin]!) bin += 1;
    counts[bin] = counts[bin]! + 1;
  }
  return counts;
}

/**
 * Population stability index, sum (q - p) ln(q / p) over bins, natural log; shares are floored at `floor`, on which the
 * value of an empty bin depends (Yurdakul 2018). Undefined when a sample is empty.
 */
export function stabilityIndex(
  reference: ArrayLike<number>,
  fresh: ArrayLike<number>,
  floor = 1e-4,
): Estimable {
  if (!(floor > 0 && floor < 1)) refuse(`floor ${floor}`, 'give a floor for shares such as 0.0001');
  return overShares(reference, fresh, (p, q) => {
    const [a, b] = [Math.max(p, floor), Math.max(q, floor)];
    return (b - a) * Math.log(b / a);
  });
}

/** Jensen-Shannon divergence in nats (the square of scipy's distance), 0 to ln 2 (Lin 1991, doi:10.1109/18.61115). */
export function jensenShannon(reference: ArrayLike<number>, fresh: ArrayLike<number>): Estimable {
  const half = (share: number, middle: number): number =>
    share === 0 ? 0 : (share * Math.log(share / middle)) / 2;
  const result = overShares(reference, fresh, (p, q) => half(p, (p + q) / 2) + half(q, (p + q) / 2));
  return result.defined ? defined(Math.max(0, result.value)) : result;
}

/** Total variation distance, half the sum of |p - q|, 0 to 1. */
export function totalVariation(reference: ArrayLike<number>, fresh: ArrayLike<number>): Estimable {
  return overShares(reference, fresh, (p, q) => Math.abs(p - q) / 2);
}

function overShares(
  reference: ArrayLike<number>,
  fresh: ArrayLike<number>,
  f: (p: number, q: number) => number,
): Estimable {
  requireSameLength(reference, fresh, 'the two rows of counts');
  const sum = (counts: ArrayLike<number>): number => Array.from(counts).reduce((a, b) => a + b, 0);
  const [n, m] = [sum(reference), sum(fresh)];
  if (n === 0 || m === 0) return undefinedBecause('a sample is empty');
  let total = 0;
  for (let k = 0; k < reference.length; k += 1) total += f(reference[k]! / n, fresh[k]! / m);
  return defined(total);
}
