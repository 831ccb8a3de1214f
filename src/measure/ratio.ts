import { undefinedBecause, type Estimable } from '../core/estimable.js';
import type { Confusion } from '../stats/confusion.js';
import type { Interval, Sides } from '../stats/interval.js';
import {
  diagnosticOddsRatioInterval,
  negativeLikelihoodRatioInterval,
  positiveLikelihoodRatioInterval,
} from '../stats/likelihood-ratio.js';
import { npvAtPrevalenceInterval, ppvAtPrevalenceInterval } from '../stats/predictive-values.js';
import { cellsOf, decisionMetric } from './decision-metric.js';
import type { Answer, Estimator } from './estimator.js';

type OfTable = (table: Confusion, options: { level: number; sides: Sides }) => Estimable<Interval>;

/** Ratios of two independent shares, or of odds, with an interval on the logarithm. */
export const LOG_RATIOS: Readonly<Record<string, OfTable>> = {
  'lr-positive': positiveLikelihoodRatioInterval,
  'lr-negative': negativeLikelihoodRatioInterval,
  'diagnostic-odds-ratio': diagnosticOddsRatioInterval,
};

export const estimateLogRatio: Estimator = (sample, { metric, level, sides, prevalence, parameters }) => {
  const cells = cellsOf(sample);
  const value = decisionMetric(metric, cells, {
    prevalence,
    thresholdProbability: parameters.thresholdProbability,
  });
  const interval = LOG_RATIOS[metric];
  return {
    value,
    interval:
      interval === undefined || !value.defined
        ? undefinedBecause(value.defined ? `${metric} is no ratio` : value.reason)
        : withWidth(interval(cells, { level, sides })),
    numerator: null,
    denominator: null,
    flags: [],
    source: 'stats/likelihood-ratio: log method (Simel, Samsa and Matchar 1991, J Clin Epidemiol 44:763)',
  } satisfies Answer;
};

/** Where every unit is called the same, the variance is 0, and an interval of no width would claim certainty. */
function withWidth(interval: Estimable<Interval>): Estimable<Interval> {
  return interval.defined && interval.value.lower === interval.value.upper
    ? undefinedBecause('variance 0: every unit is called the same')
    : interval;
}

/** Predictive value at a stated prevalence with the interval on the logit scale. */
export const estimatePredictiveValue: Estimator = (sample, { metric, level, sides, prevalence }) => {
  const cells = cellsOf(sample);
  const none = undefinedBecause('the protocol states no prevalence');
  const limits = metric === 'ppv' ? ppvAtPrevalenceInterval : npvAtPrevalenceInterval;
  return {
    value:
      prevalence === null ? none : decisionMetric(metric, cells, { prevalence, thresholdProbability: null }),
    interval: prevalence === null ? none : withWidth(limits(cells, prevalence, { level, sides })),
    numerator: null,
    denominator: null,
    flags: [],
    source:
      'stats/predictive-values: at a stated prevalence, logit scale (Mercaldo, Lau and Zhou 2007, Stat Med 26:2170)',
  } satisfies Answer;
};
