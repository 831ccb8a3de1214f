import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireBinary, requireProbability, requireSameLength } from './argument.js';
import { normalTwoSided } from './normal.js';

/** @throws AppError unless every prediction is a probability with a truth of 0 or 1 */
export function requirePredictions(probability: ArrayLike<number>, truth: ArrayLike<number>): void {
  requireSameLength(probability, truth, 'probability and truth');
  requireBinary(truth);
  for (let i = 0; i < probability.length; i += 1) requireProbability(`probability ${i}`, probability[i]!);
}

/** Mean squared difference of probability and outcome (Brier 1950, Mon Weather Rev 78:1). */
export function brier(probability: ArrayLike<number>, truth: ArrayLike<number>): Estimable {
  requirePredictions(probability, truth);
  const n = truth.length;
  if (n === 0) return undefinedBecause('no cases');
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += (probability[i]! - truth[i]!) ** 2;
  return defined(sum / n);
}

/** 1 - Brier / Brier of the prevalence. Undefined when one class is absent. */
export function brierSkill(probability: ArrayLike<number>, truth: ArrayLike<number>): Estimable {
  const score = brier(probability, truth);
  if (!score.defined) return score;
  const prevalence = mean(truth);
  if (prevalence === 0 || prevalence === 1) return undefinedBecause('one class absent');
  return defined(1 - score.value / (prevalence * (1 - prevalence)));
}

export interface MurphyParts {
  reliability: number;
  resolution: number;
  uncertainty: number;
}

/** Murphy's decomposition over distinct probabilities (1973, J Appl Meteorol 12:595): Brier = reliability - resolution + uncertainty. */
export function murphy(probability: ArrayLike<number>, truth: ArrayLike<number>): Estimable<MurphyParts> {
  requirePredictions(probability, truth);
  const n = truth.length;
  if (n === 0) return undefinedBecause('no cases');
  const groups = new Map<number, { count: number; events: number }>();
  for (let i = 0; i < n; i += 1) {
    const group = groups.get(probability[i]!) ?? { count: 0, events: 0 };
    group.count += 1;
    group.events += truth[i]!;
    groups.set(probability[i]!, group);
  }
  const prevalence = mean(truth);
  let reliability = 0;
  let resolution = 0;
  for (const [value, { count, events }] of groups) {
    reliability += count * (value - events / count) ** 2;
    resolution += count * (events / count - prevalence) ** 2;
  }
  return defined({
    reliability: reliability / n,
    resolution: resolution / n,
    uncertainty: prevalence * (1 - prevalence),
  });
}

/** Spiegelhalter's test of calibration (1986, Stat Med 5:421). Undefined when its variance is 0: all p in {0, 1/2, 1}. */
export function spiegelhalter(
  probability: ArrayLike<number>,
  truth: ArrayLike<number>,
): Estimable<{ z: number; pTwoSided: number }> {
  requirePredictions(probability, truth);
  let sum = 0;
  let variance = 0;
  for (let i = 0; i < truth.length; i += 1) {
    const p = probability[i]!;
    sum += (truth[i]! - p) * (1 - 2 * p);
    variance += (1 - 2 * p) ** 2 * p * (1 - p);
  }
  if (variance === 0) return undefinedBecause('variance 0: all probabilities 0, one half or 1');
  const z = sum / Math.sqrt(variance);
  return defined({ z, pTwoSided: normalTwoSided(z) });
}

/**
 * Mean negative log-likelihood. Infinite when an outcome was given probability 0; `clip` keeps probabilities away from
 * 0 and 1 by that much, as scikit-learn does with a value that changed between versions.
 */
export function logLoss(probability: ArrayLike<number>, truth: ArrayLike<number>, clip = 0): Estimable {
  requirePredictions(probability, truth);
  const n = truth.length;
  if (n === 0) return undefinedBecause('no cases');
  let sum = 0;
  for (let i = 0; i < n; i += 1) {
    const p = Math.min(Math.max(probability[i]!, clip), 1 - clip);
    sum -= truth[i] === 1 ? Math.log(p) : Math.log1p(-p);
  }
  return defined(sum / n + 0);
}

/** Events observed / events expected. Undefined without an expected event. */
export function observedExpected(probability: ArrayLike<number>, truth: ArrayLike<number>): Estimable {
  requirePredictions(probability, truth);
  let expected = 0;
  let observed = 0;
  for (let i = 0; i < truth.length; i += 1) {
    expected += probability[i]!;
    observed += truth[i]!;
  }
  return expected === 0 ? undefinedBecause('no event expected') : defined(observed / expected);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]!;
  return sum / values.length;
}
