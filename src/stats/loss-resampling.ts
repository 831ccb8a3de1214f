import { requireSameLength } from './argument.js';
import { ratioOfMultiplicities } from './auc-resampling.js';
import { requirePredictions } from './brier.js';

/** Predictions with the cluster of each, 0 … clusters - 1. */
interface ClusteredPredictions {
  probability: Float64Array;
  truth: Uint8Array;
  cluster: ArrayLike<number>;
  clusters: number;
}

type OfMultiplicities = (multiplicity: Uint32Array) => number;

/** Brier score of resamples, from one sum a cluster; NaN without a unit. */
export function brierOfMultiplicities(data: ClusteredPredictions): OfMultiplicities {
  return ratioOfMultiplicities(
    byCluster(data, (p, y) => (p - y) ** 2),
    byCluster(data, () => 1),
  );
}

/** Log loss of resamples. Only for a finite one: an infinite term times a cluster left out has no value. */
export function logLossOfMultiplicities(data: ClusteredPredictions): OfMultiplicities {
  return ratioOfMultiplicities(
    byCluster(data, (p, y) => -(y === 1 ? Math.log(p) : Math.log1p(-p))),
    byCluster(data, () => 1),
  );
}

/** Events observed over expected in resamples; NaN without an expected one. */
export function observedExpectedOfMultiplicities(data: ClusteredPredictions): OfMultiplicities {
  return ratioOfMultiplicities(
    byCluster(data, (_p, y) => y),
    byCluster(data, (p) => p),
  );
}

function byCluster(
  { probability, truth, cluster, clusters }: ClusteredPredictions,
  of: (p: number, y: number) => number,
): Float64Array {
  requirePredictions(probability, truth);
  requireSameLength(probability, cluster, 'probability and cluster');
  const sums = new Float64Array(clusters);
  for (let i = 0; i < probability.length; i += 1) sums[cluster[i]!]! += of(probability[i]!, truth[i]!);
  return sums;
}
