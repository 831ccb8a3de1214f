import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireProbability } from './argument.js';
import { ratio, type Confusion } from './confusion.js';
import type { Interval, Sides } from './interval.js';
import { negativeLikelihoodRatioInterval, positiveLikelihoodRatioInterval } from './likelihood-ratio.js';

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

/**
 * Interval of the positive predictive value at a stated prevalence on the logit scale (Mercaldo, Lau and Zhou 2007, Stat
 * Med 26:2170): the logit is log LR+ plus the logit of the prevalence, so its variance is that of log LR+. Undefined
 * where a count of that variance is 0, and at a prevalence of 0 or 1.
 */
export function ppvAtPrevalenceInterval(
  table: Confusion,
  prevalence: number,
  options: { level: number; sides?: Sides },
): Estimable<Interval> {
  return oddsInterval(prevalence, () => positiveLikelihoodRatioInterval(table, options));
}

/** The same of the negative predictive value: its logit is minus log LR− minus the logit of the prevalence. */
export function npvAtPrevalenceInterval(
  table: Confusion,
  prevalence: number,
  options: { level: number; sides?: Sides },
): Estimable<Interval> {
  const positive = oddsInterval(prevalence, () => negativeLikelihoodRatioInterval(table, options));
  if (!positive.defined) return positive;
  const { lower, upper } = positive.value;
  return defined({ lower: 1 - upper, upper: 1 - lower });
}

/** Probability of the condition after a call, from the interval of the likelihood ratio of that call. */
function oddsInterval(prevalence: number, ratioInterval: () => Estimable<Interval>): Estimable<Interval> {
  const odds = priorOdds(prevalence);
  if (!odds.defined) return odds;
  const ratios = ratioInterval();
  if (!ratios.defined) return ratios;
  const { lower, upper } = ratios.value;
  return defined({ lower: shareOfOdds(lower * odds.value), upper: shareOfOdds(upper * odds.value) });
}

function priorOdds(prevalence: number): Estimable {
  requireProbability('prevalence', prevalence);
  if (prevalence === 0 || prevalence === 1) return undefinedBecause('a prevalence of 0 or 1 has no logit');
  return defined(prevalence / (1 - prevalence));
}

function shareOfOdds(odds: number): number {
  return odds / (1 + odds);
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
