import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import {
  accuracy,
  balancedAccuracy,
  confusionOf,
  f1,
  mcc,
  npv,
  ppv,
  sensitivity,
  specificity,
  youden,
  type Confusion,
} from '../stats/confusion.js';
import { netBenefit } from '../stats/decision-curve.js';
import { kappaOfTable } from '../stats/kappa-of-table.js';
import {
  diagnosticOddsRatio,
  negativeLikelihoodRatio,
  positiveLikelihoodRatio,
} from '../stats/likelihood-ratio.js';
import type { Sample } from './sample.js';

/** What the number is stated at besides the cells; null: the prevalence of the sample, no threshold probability. */
export interface DecisionTerms {
  prevalence: number | null;
  thresholdProbability: number | null;
}

/** Metrics of the decision at the threshold, from the four cells. A failed case stands in its worst cell. */
const METRICS: Record<string, (cells: Confusion, terms: DecisionTerms) => Estimable> = {
  sensitivity,
  specificity,
  ppv,
  npv,
  accuracy,
  'balanced-accuracy': balancedAccuracy,
  f1,
  youden,
  mcc,
  'cohen-kappa': ({ tp, fp, fn, tn }) =>
    kappaOfTable([
      [tp, fn],
      [fp, tn],
    ]),
  'lr-positive': positiveLikelihoodRatio,
  'lr-negative': negativeLikelihoodRatio,
  'diagnostic-odds-ratio': (cells) =>
    cells.tp + cells.fn === 0 || cells.fp + cells.tn === 0
      ? undefinedBecause('one class absent')
      : diagnosticOddsRatio(cells),
  'net-benefit': (cells, { prevalence, thresholdProbability }) =>
    thresholdProbability === null
      ? undefinedBecause('the protocol names no threshold probability')
      : netBenefit(cells, thresholdProbability, prevalence),
};

export interface Membership {
  /** 1 when the unit is in the denominator. */
  counted: (truth: number, decision: number) => boolean;
  /** 1 when it is in the numerator as well. */
  right: (truth: number, decision: number) => boolean;
}

/** The metrics that are one binomial proportion: which units are counted, and which of these are right. */
export const PROPORTIONS: Record<string, Membership> = {
  sensitivity: { counted: (truth) => truth === 1, right: (_truth, decision) => decision === 1 },
  specificity: { counted: (truth) => truth === 0, right: (_truth, decision) => decision === 0 },
  ppv: { counted: (_truth, decision) => decision === 1, right: (truth) => truth === 1 },
  npv: { counted: (_truth, decision) => decision === 0, right: (truth) => truth === 0 },
  accuracy: { counted: () => true, right: (truth, decision) => truth === decision },
};

export function isDecisionMetric(metric: string): boolean {
  return metric in METRICS;
}

export function cellsOf(sample: Sample): Confusion {
  return confusionOf(sample.truth, sample.decision);
}

export function decisionMetric(metric: string, cells: Confusion, terms: DecisionTerms): Estimable {
  const { prevalence } = terms;
  if (prevalence !== null && (metric === 'ppv' || metric === 'npv'))
    return atPrevalence(metric, cells, prevalence);
  const formula = METRICS[metric];
  return formula === undefined
    ? undefinedBecause(`no decision metric is called ${metric}`)
    : formula(cells, terms);
}

/** Predictive value at prevalence π from sensitivity and specificity (Bayes' rule). */
function atPrevalence(metric: 'ppv' | 'npv', cells: Confusion, prevalence: number): Estimable {
  const se = sensitivity(cells);
  const sp = specificity(cells);
  if (!se.defined) return se;
  if (!sp.defined) return sp;
  const right = metric === 'ppv' ? se.value * prevalence : sp.value * (1 - prevalence);
  const wrong = metric === 'ppv' ? (1 - sp.value) * (1 - prevalence) : (1 - se.value) * prevalence;
  return right + wrong === 0
    ? undefinedBecause(metric === 'ppv' ? 'nothing was flagged' : 'everything was flagged')
    : defined(right / (right + wrong));
}
