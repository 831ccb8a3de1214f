import { requireBinary, requireSameLength } from './argument.js';
import { denseClusters } from './obuchowski.js';

/**
 * tp, fp, fn, tn of each cluster, four a row, clusters in order of first appearance: the input of `countBootstrap`.
 * @param truth 1 positive @param decision 1 flagged @param cluster any whole number a unit
 */
export function summedConfusions(
  truth: ArrayLike<number>,
  decision: ArrayLike<number>,
  cluster: ArrayLike<number>,
): Float64Array {
  requireSameLength(truth, decision, 'truth and decision');
  requireSameLength(truth, cluster, 'truth and cluster');
  requireBinary(truth);
  requireBinary(decision);
  const { index, clusters } = denseClusters(cluster);
  const counts = new Float64Array(4 * clusters);
  for (let i = 0; i < truth.length; i += 1) {
    const cell = truth[i] === 1 ? (decision[i] === 1 ? 0 : 2) : decision[i] === 1 ? 1 : 3;
    counts[4 * index[i]! + cell]! += 1;
  }
  return counts;
}
