import { undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireProbability } from './argument.js';
import { ratio, type Confusion } from './confusion.js';

/**
 * Predictive values at a stated prevalence by Bayes, from the sensitivity and specificity of an enriched set. Undefined
 * when either is, and for 0/0.
 * @param prevalence in [0, 1], named by the protocol
 */
export function ppvAtPrevalence(table: Confusion, prevalence: number): Estimable {
  return atPrevalence(table, prevalence, ({ truePositive, falsePositive }) => [truePositive, falsePositive]);
}

export function npvAtPrevalence(table: Confusion, prevalence: number): Estimable {
  return atPrevalence(table, prevalence, ({ trueNegative, falseNegative }) => [trueNegative, falseNegative]);
}

/** Shares of the population; they sum to 1. */
interface Shares {
  truePositive: number;
  falsePositive: number;
  falseNegative: number;
  trueNegative: number;
}

function atPrevalence(
  { tp, fp, fn, tn }: Confusion,
  prevalence: number,
  pick: (shares: Shares) => readonly [right: number, wrong: number],
): Estimable {
  requireProbability('prevalence', prevalence);
  const positives = tp + fn;
  const negatives = fp + tn;
  if (positives === 0) return undefinedBecause('no positive cases');
  if (negatives === 0) return undefinedBecause('no negative cases');
  const [right, wrong] = pick({
    truePositive: (tp / positives) * prevalence,
    falseNegative: (fn / positives) * prevalence,
    falsePositive: (fp / negatives) * (1 - prevalence),
    trueNegative: (tn / negatives) * (1 - prevalence),
  });
  return ratio(right, right + wrong, 'no case would be called so at this prevalence');
}
