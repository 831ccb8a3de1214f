import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { clusterBootstrap, type BootstrapMethod } from '../stats/bootstrap.js';
import type { Interval } from '../stats/interval.js';
import { isDecisionMetric, PROPORTIONS } from './decision-metric.js';
import type { Answer, Estimator, Question } from './estimator.js';
import { proportionOf } from './proportion.js';
import type { Sample } from './sample.js';
import { weightedStatistic } from './weighted-statistic.js';

const WORDS: Readonly<Record<BootstrapMethod, string>> = {
  percentile: 'percentile (Davison and Hinkley 1997)',
  basic: 'basic (Davison and Hinkley 1997)',
  bca: 'BCa (Efron 1987)',
};

function kindOf(method: string): BootstrapMethod {
  return method === 'cluster-bootstrap-bca'
    ? 'bca'
    : method === 'cluster-bootstrap-basic'
      ? 'basic'
      : 'percentile';
}

/**
 * Any metric with an interval from resampling whole patients with all their units. The estimate is the statistic of
 * the sample itself, by the same code that computes it in a resample.
 */
export const estimateResampled: Estimator = (sample, question) => {
  const { metric, method, prevalence } = question;
  const flags: string[] = [];
  const counts = metric in PROPORTIONS && prevalence === null ? proportionOf(sample, metric) : null;
  return {
    value: valueOf(sample, question),
    interval: intervalOf(sample, question, flags),
    numerator: counts?.numerator ?? null,
    denominator: counts?.denominator ?? null,
    flags,
    source:
      `stats/bootstrap: patients resampled with all their units, ` +
      WORDS[kindOf(method)] +
      (prevalence === null ? '' : `, restated at prevalence ${prevalence} by Bayes' rule`),
  } satisfies Answer;
};

function valueOf(sample: Sample, { metric, prevalence }: Question): Estimable {
  if (sample.positives === 0) return undefinedBecause('no positive units');
  if (sample.negatives === 0 && metric !== 'average-precision') return undefinedBecause('no negative units');
  const value = weightedStatistic(sample, metric, prevalence)(new Uint32Array(sample.clusters).fill(1));
  return Number.isNaN(value)
    ? undefinedBecause(isDecisionMetric(metric) ? 'an empty denominator' : 'the metric is undefined')
    : defined(value);
}

function intervalOf(sample: Sample, question: Question, flags: string[]): Estimable<Interval> {
  const { metric, method, level, sides, resamples, seed, prevalence } = question;
  if (resamples === null) return undefinedBecause('the protocol names no number of resamples');
  const result = clusterBootstrap({
    clusters: sample.clusters,
    statistic: weightedStatistic(sample, metric, prevalence),
    resamples,
    seed,
    level,
    sides,
    method: kindOf(method),
  });
  if (!result.defined) return result;
  flags.push(...result.value.flags);
  return defined(result.value.interval);
}
