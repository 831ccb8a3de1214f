import { undefinedBecause, defined, type Estimable } from '../core/estimable.js';
import { refuse, requireProbability } from './argument.js';
import { requirePredictions } from './brier.js';
import { sensitivity, specificity, type Confusion } from './confusion.js';

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
      if (threshold === 1) refuse('threshold 1', 'a false positive would weigh without end: stay below 1');
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

/**
 * Net benefit of a fixed decision: TP/n - FP/n × t/(1-t), the same as a point of the decision curve when the decision is
 * "probability >= t". At a stated prevalence q: Se q - (1-Sp)(1-q) t/(1-t). Undefined without cases; at a prevalence
 * also when a class is missing.
 * @param threshold probability from which on acting is worth it, in [0, 1) @param prevalence null: that of the table
 */
export function netBenefit(table: Confusion, threshold: number, prevalence: number | null = null): Estimable {
  requireProbability('threshold', threshold);
  if (threshold === 1)
    return undefinedBecause('a threshold probability of 1 weighs a false positive without end');
  const odds = threshold / (1 - threshold);
  if (prevalence === null) {
    const n = table.tp + table.fp + table.fn + table.tn;
    return n === 0 ? undefinedBecause('no cases') : defined((table.tp - table.fp * odds) / n);
  }
  requireProbability('prevalence', prevalence);
  const se = sensitivity(table);
  if (!se.defined) return se;
  const sp = specificity(table);
  return sp.defined ? defined(se.value * prevalence - (1 - sp.value) * (1 - prevalence) * odds) : sp;
}
