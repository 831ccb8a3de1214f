import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { bootstrapInterval, bootstrapSource, type Drawn } from './bootstrap-interval.js';
import { CURVE_METRICS, curveMetric } from './curve-metric.js';
import { cellsOf, decisionMetric, isDecisionMetric, PROPORTIONS } from './decision-metric.js';
import type { Answer, Estimator, MetricQuestion } from './estimator.js';
import { PROBABILITY_METRICS, probabilityMetric } from './probability-metric.js';
import { proportionOf } from './proportion.js';
import { leaveOneOut } from './leave-one-out.js';
import type { Sample } from './sample.js';
import { weightedStatistic } from './weighted-statistic.js';

/**
 * Any metric with an interval from resampling whole patients with all their units. The estimate is the statistic of
 * the sample itself, by the same code that computes it in a resample.
 */
export const estimateResampled: Estimator = (sample, question) => {
  const { metric, method, prevalence } = question;
  const flags: string[] = [];
  const counts = metric in PROPORTIONS && prevalence === null ? proportionOf(sample, metric) : null;
  const value = resampledValue(sample, question);
  const draw = (): Drawn => ({
    clusters: sample.clusters,
    statistic: weightedStatistic(sample, question),
    jackknife: () => leaveOneOut(sample, question),
  });
  return {
    value,
    interval: bootstrapInterval(draw, question, value, flags),
    numerator: counts?.numerator ?? null,
    denominator: counts?.denominator ?? null,
    flags,
    source:
      bootstrapSource(method) +
      (prevalence === null ? '' : `, restated at prevalence ${prevalence} by Bayes' rule`),
  } satisfies Answer;
};

/** Any metric of the sample itself. */
export function resampledValue(sample: Sample, question: MetricQuestion): Estimable {
  const { metric } = question;
  const curve = CURVE_METRICS[metric];
  if (curve !== undefined) return curveMetric(sample, curve, question);
  const probability = PROBABILITY_METRICS[metric];
  if (probability !== undefined) return probabilityMetric(sample, probability, question);
  if (isDecisionMetric(metric)) {
    return decisionMetric(metric, cellsOf(sample), {
      prevalence: question.prevalence,
      thresholdProbability: question.parameters.thresholdProbability,
    });
  }
  if (sample.positives === 0) return undefinedBecause('no positive units');
  if (sample.negatives === 0 && metric !== 'average-precision') return undefinedBecause('no negative units');
  const value = weightedStatistic(sample, question)(new Uint32Array(sample.clusters).fill(1));
  return Number.isNaN(value) ? undefinedBecause('the metric is undefined') : defined(value);
}
