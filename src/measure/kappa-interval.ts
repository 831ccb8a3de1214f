import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { cohenKappa } from '../stats/agreement/cohen-kappa.js';
import type { Interval } from '../stats/interval.js';
import { twoSidedLevel } from './area.js';
import { cellsOf, decisionMetric } from './decision-metric.js';
import type { Estimator, Question } from './estimator.js';

export const KAPPA_SOURCE =
  'stats/agreement/cohen-kappa: large-sample interval (Fleiss, Cohen and Everitt 1969, Psychol Bull 72:323)';

const WEIGHTS = {
  'cohen-kappa': 'none',
  'cohen-kappa-linear': 'linear',
  'cohen-kappa-quadratic': 'quadratic',
} as const;

export function isKappa(metric: string): metric is keyof typeof WEIGHTS {
  return Object.hasOwn(WEIGHTS, metric);
}

/** kappa ± z standard errors, cut to -1 and 1. Undefined where the standard error is 0: the interval would be a point. */
export function kappaInterval(
  table: readonly ArrayLike<number>[],
  { metric, level, sides }: Pick<Question, 'metric' | 'level' | 'sides'>,
): Estimable<Interval> {
  if (!isKappa(metric)) return undefinedBecause(`${metric} is no kappa`);
  const rows = table.map((row) => Array.from(row));
  const kappa = cohenKappa(rows, { weights: WEIGHTS[metric], level: twoSidedLevel(level, sides) });
  if (!kappa.defined) return kappa;
  const { interval, standardError } = kappa.value;
  // Rounding leaves a few units of the last place where the true variance is 0.
  if (standardError < 1e-9)
    return undefinedBecause('the standard error is 0: every unit agrees, or none does');
  return defined({ lower: Math.max(interval.lower, -1), upper: Math.min(interval.upper, 1) });
}

/** Cohen's kappa of the decision at the threshold. */
export const estimateKappa: Estimator = (sample, question) => {
  const cells = cellsOf(sample);
  const { tp, fp, fn, tn } = cells;
  return {
    value: decisionMetric('cohen-kappa', cells, { prevalence: null, thresholdProbability: null }),
    interval: kappaInterval(
      [
        [tn, fp],
        [fn, tp],
      ],
      question,
    ),
    numerator: null,
    denominator: null,
    flags: [],
    source: KAPPA_SOURCE,
  };
};
