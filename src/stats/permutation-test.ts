import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse } from './argument.js';
import { sameValue } from './bootstrap-interval.js';
import { ResampleStream } from './resample-stream.js';

export interface PermutationResult {
  observed: number;
  /** (1 + permutations at least as extreme) / (1 + permutations): never 0 (Phipson and Smyth 2010, SAGMB 9:39). */
  pTwoSided: number;
  pGreater: number;
  permutations: number;
}

/**
 * Paired permutation test: under H0 the two results of a cluster can change places. The statistic is told which clusters
 * are swapped and gives a difference that is 0 under H0. Undefined without a cluster and when the statistic is undefined.
 * @param statistic difference when clusters with swapped[c] = 1 change places; the array is reused
 */
export function pairedPermutation(options: {
  clusters: number;
  statistic: (swapped: Uint8Array) => number;
  permutations: number;
  seed: number;
}): Estimable<PermutationResult> {
  const swapped = new Uint8Array(options.clusters);
  return permute(
    options,
    () => options.statistic(swapped),
    (stream) => {
      for (let c = 0; c < swapped.length; c += 1) swapped[c] = stream.bits() >>> 31;
    },
  );
}

/**
 * Two-sample permutation test: under H0 the group labels of the clusters can be shuffled.
 * @param groups label of each cluster @param statistic difference for the given labels; the array is reused
 */
export function labelPermutation(options: {
  groups: Uint8Array;
  statistic: (groups: Uint8Array) => number;
  permutations: number;
  seed: number;
}): Estimable<PermutationResult> {
  const labels = options.groups.slice();
  const settings = { ...options, clusters: labels.length };
  return permute(
    settings,
    () => options.statistic(labels),
    (stream) => {
      labels.set(options.groups);
      // Fisher and Yates.
      for (let i = labels.length - 1; i > 0; i -= 1) {
        const j = Math.floor(stream.uniform() * (i + 1));
        const label = labels[i]!;
        labels[i] = labels[j]!;
        labels[j] = label;
      }
    },
  );
}

function permute(
  { clusters, permutations, seed }: { clusters: number; permutations: number; seed: number },
  value: () => number,
  shuffle: (stream: ResampleStream) => void,
): Estimable<PermutationResult> {
  if (!Number.isInteger(permutations) || permutations < 1)
    refuse(`${permutations} permutations`, 'draw at least 1, better 10000');
  if (clusters === 0) return undefinedBecause('no clusters');
  const observed = value();
  if (Number.isNaN(observed)) return undefinedBecause('the statistic is undefined');
  const stream = new ResampleStream(seed);
  let extreme = 0;
  let greater = 0;
  for (let b = 0; b < permutations; b += 1) {
    stream.start(b);
    shuffle(stream);
    const other = value();
    if (Number.isNaN(other)) return undefinedBecause('the statistic is undefined in a permutation');
    // Ties with the observed value count, whatever the order of summing did to the last bit.
    if (Math.abs(other) > Math.abs(observed) || sameValue(Math.abs(other), Math.abs(observed))) extreme += 1;
    if (other > observed || sameValue(other, observed)) greater += 1;
  }
  return defined({
    observed,
    pTwoSided: (1 + extreme) / (1 + permutations),
    pGreater: (1 + greater) / (1 + permutations),
    permutations,
  });
}
