import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { brier, logLoss, observedExpected } from '../stats/brier.js';
import { calibrationBins, calibrationError } from '../stats/calibration-bins.js';
import { calibrationInTheLarge, calibrationSlope } from '../stats/calibration-regression.js';
import {
  calibrationErrorOfMultiplicities,
  calibrationOfMultiplicities,
} from '../stats/calibration-resampling.js';
import {
  brierOfMultiplicities,
  logLossOfMultiplicities,
  observedExpectedOfMultiplicities,
} from '../stats/loss-resampling.js';
import type { MetricQuestion, WeightedStatistic } from './estimator.js';
import type { Sample } from './sample.js';

/** A metric of scores that are probabilities: of the whole sample, and of resamples. */
interface ProbabilityMetric {
  /**
   * A failed unit counts with the probability farthest from its truth. Where it is false no probability is the worst (a
   * wrong one may offset another), and a sample with a failed unit has no value.
   */
  hasWorstCase: boolean;
  value: (probability: Float64Array, sample: Sample, question: MetricQuestion) => Estimable;
  weighted: (probability: Float64Array, sample: Sample, question: MetricQuestion) => WeightedStatistic;
}

const NO_BINS = undefinedBecause('the protocol names no bins');

export const PROBABILITY_METRICS: Readonly<Record<string, ProbabilityMetric>> = {
  brier: {
    hasWorstCase: true,
    value: (probability, { truth }) => brier(probability, truth),
    weighted: (probability, sample) => brierOfMultiplicities({ ...sample, probability }),
  },
  'log-loss': {
    hasWorstCase: true,
    value: (probability, { truth }) => logLoss(probability, truth),
    weighted: (probability, sample) => logLossOfMultiplicities({ ...sample, probability }),
  },
  'observed-expected': {
    hasWorstCase: false,
    value: (probability, { truth }) => observedExpected(probability, truth),
    weighted: (probability, sample) => observedExpectedOfMultiplicities({ ...sample, probability }),
  },
  'calibration-in-the-large': {
    hasWorstCase: false,
    value: (probability, { truth }) => {
      const fit = calibrationInTheLarge(probability, truth);
      return fit.defined ? defined(fit.value.intercept) : fit;
    },
    weighted: (probability, { truth, cluster }) =>
      calibrationOfMultiplicities('in-the-large', probability, truth, cluster),
  },
  'calibration-slope': line('slope'),
  'calibration-intercept': line('intercept'),
  ece: {
    hasWorstCase: false,
    value: (probability, { truth }, { parameters: { bins } }) => {
      if (bins === null) return NO_BINS;
      const error = calibrationError(calibrationBins(probability, truth, bins.count, bins.rule));
      return error.defined ? defined(error.value.expected) : error;
    },
    weighted: (probability, { truth, cluster }, { parameters: { bins } }) =>
      bins === null
        ? () => NaN
        : calibrationErrorOfMultiplicities(probability, truth, cluster, bins.count, bins.rule),
  },
};

function line(number: 'slope' | 'intercept'): ProbabilityMetric {
  return {
    hasWorstCase: false,
    value: (probability, { truth }) => {
      const fit = calibrationSlope(probability, truth);
      return fit.defined ? defined(fit.value[number]) : fit;
    },
    weighted: (probability, { truth, cluster }) =>
      calibrationOfMultiplicities(number, probability, truth, cluster),
  };
}

export function probabilityMetric(
  sample: Sample,
  metric: ProbabilityMetric,
  question: MetricQuestion,
): Estimable {
  const probability = probabilitiesOf(sample, metric);
  return probability.defined ? metric.value(probability.value, sample, question) : probability;
}

export function weightedProbability(
  sample: Sample,
  metric: ProbabilityMetric,
  question: MetricQuestion,
): WeightedStatistic {
  const probability = probabilitiesOf(sample, metric);
  return probability.defined ? metric.weighted(probability.value, sample, question) : () => NaN;
}

/** Scores as probabilities. A finite score outside 0 to 1 is none, and none is made of it. */
function probabilitiesOf(
  { score, failed }: Sample,
  { hasWorstCase }: ProbabilityMetric,
): Estimable<Float64Array> {
  for (const value of score) {
    if (Number.isFinite(value) && (value < 0 || value > 1))
      return undefinedBecause(`a score of ${value} is no probability`);
  }
  if (failed > 0 && !hasWorstCase)
    return undefinedBecause('a failed unit states no probability, and none is the worst for this metric');
  // A failed unit stands at the far end of the ranks, at an infinite score.
  return defined(score.map((value) => Math.min(Math.max(value, 0), 1)));
}
