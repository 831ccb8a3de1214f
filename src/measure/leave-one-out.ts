import { aucJackknife } from '../stats/auc-jackknife.js';
import { cellsByCluster } from './cells-by-cluster.js';
import { decisionMetric, isDecisionMetric } from './decision-metric.js';
import type { MetricQuestion } from './estimator.js';
import type { Sample } from './sample.js';

/**
 * The metric without each patient in turn, where one pass gives it: the cells without a patient's own, and the area by pairs
 * taken off. Undefined for the other metrics, whose leave-one-out values cost one evaluation each.
 * @returns one value a cluster, NaN where the metric does not exist without it
 */
export function leaveOneOut(
  sample: Sample,
  { metric, prevalence, parameters }: MetricQuestion,
): Float64Array | undefined {
  if (metric === 'roc-auc') return aucJackknife(sample.score, sample.truth, sample.cluster, sample.clusters);
  if (!isDecisionMetric(metric)) return undefined;
  const terms = { prevalence, thresholdProbability: parameters.thresholdProbability };
  const cells = cellsByCluster(sample);
  const total = new Float64Array(4);
  cells.forEach((count, at) => (total[at % 4] = (total[at % 4] ?? 0) + count));
  return Float64Array.from({ length: sample.clusters }, (_, c) => {
    const without = (cell: number): number => (total[cell] ?? 0) - (cells[4 * c + cell] ?? 0);
    const value = decisionMetric(
      metric,
      { tn: without(0), fp: without(1), fn: without(2), tp: without(3) },
      terms,
    );
    return value.defined ? value.value : NaN;
  });
}
