import { undefinedBecause, defined, type Estimable } from '../core/estimable.js';
import { requireProbability } from './argument.js';
import { requirePredictions } from './brier.js';

export interface NetBenefit {
  threshold: number;
  model: number;
  treatAll: number;
}

/**
 * Decision curve (Vickers and Elkin 2006, Med Decis Making 26:565): net benefit TP/n - FP/n × t/(1-t) of calling cases
 * with p >= t positive, beside calling all; calling none is 0. Undefined without cases.
 * @param thresholds in [0, 1)
 */
export function decisionCurve(
  probability: ArrayLike<number>,
  truth: ArrayLike<number>,
  thresholds: readonly number[],
): Estimable<NetBenefit[]> {
  requirePredictions(probability, truth);
  const n = truth.length;
  if (n === 0) return undefinedBecause('no cases');
  let events = 0;
  for (let i = 0; i < n; i += 1) events += truth[i]!;
  return defined(
    thresholds.map((threshold) => {
      requireProbability('threshold', threshold);
      let tp = 0;
      let fp = 0;
      for (let i = 0; i < n; i += 1) {
        if (probability[i]! < threshold) continue;
        if (truth[i] === 1) tp += 1;
        else fp += 1;
      }
      const odds = threshold / (1 - threshold);
      return { threshold, model: (tp - fp * odds) / n, treatAll: (events - (n - events) * odds) / n };
    }),
  );
}
