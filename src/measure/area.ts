import { defined, type Estimable } from '../core/estimable.js';
import { delong, type DelongResult } from '../stats/delong.js';
import type { Interval } from '../stats/interval.js';
import { clusteredAuc } from '../stats/obuchowski.js';
import { newcombeAuc } from '../stats/newcombe-auc.js';
import { auc } from '../stats/auc.js';
import type { Answer, Estimator } from './estimator.js';

/** Two one-sided limits of a level are the two-sided interval of twice the error. */
export function twoSidedLevel(level: number, sides: 'two' | 'one'): number {
  return sides === 'two' ? level : 1 - 2 * (1 - level);
}

/** ROC area of independent units with DeLong's variance, plain or on the logit scale. */
export const estimateAreaDelong: Estimator = (sample, { method, level, sides }) => {
  const logit = method === 'delong-logit';
  const result = delong(sample.score, sample.truth, { level: twoSidedLevel(level, sides) });
  const flags: string[] = [];
  return {
    value: auc(sample.score, sample.truth),
    interval: result.defined ? delongInterval(result.value, logit, flags) : result,
    numerator: null,
    denominator: null,
    flags,
    source: `stats/delong: DeLong variance${logit ? ', interval on the logit scale' : ''} (DeLong et al. 1988, Biometrics 44:837)`,
  } satisfies Answer;
};

function delongInterval(result: DelongResult, logit: boolean, flags: string[]): Estimable<Interval> {
  if (result.degenerate) {
    flags.push('standard error 0 (complete separation or all scores tied): Newcombe 2006 method 5 instead');
    return result.newcombeInterval;
  }
  return logit ? result.logitInterval : defined(result.interval);
}

/** ROC area of units clustered in patients, Obuchowski 1997. */
export const estimateAreaClustered: Estimator = (sample, { level, sides }) => {
  const result = clusteredAuc(sample.score, sample.truth, sample.cluster, {
    level: twoSidedLevel(level, sides),
  });
  return {
    value: auc(sample.score, sample.truth),
    interval: result.defined ? defined(result.value.interval) : result,
    numerator: null,
    denominator: null,
    flags: [],
    source: 'stats/obuchowski: clustered ROC area (Obuchowski 1997, Biometrics 53:567)',
  } satisfies Answer;
};

/** ROC area of independent units with the score-type interval that an area of 1 leaves open below. */
export const estimateAreaNewcombe: Estimator = (sample, { level, sides }) => {
  const value = auc(sample.score, sample.truth);
  return {
    value,
    interval: value.defined
      ? newcombeAuc(value.value, sample.positives, sample.negatives, { level, sides })
      : value,
    numerator: null,
    denominator: null,
    flags: [],
    source: 'stats/newcombe-auc: score-type interval (Newcombe 2006, Stat Med 25:559, method 5)',
  } satisfies Answer;
};
