import type { Estimable } from '../core/estimable.js';
import type { MetricParameters } from '../schema/analysis-plan.js';
import type { BootstrapMemory } from '../stats/bootstrap.js';
import type { Interval, Sides } from '../stats/interval.js';
import type { PairedTable } from '../stats/paired-table.js';
import type { Sample } from './sample.js';

/** What the protocol asks of one endpoint, as the estimators take it. */
export interface Question {
  metric: string;
  method: string;
  /** Fraction, 0.95. */
  level: number;
  sides: Sides;
  resamples: number | null;
  seed: number;
  /** For predictive values and net benefit: the prevalence they are stated at; null: that of the sample. */
  prevalence: number | null;
  parameters: MetricParameters;
  /** Shared by questions on one sample that differ in their level only: a bootstrap draws once for all of them. */
  memory?: BootstrapMemory;
}

export interface Answer {
  value: Estimable;
  interval: Estimable<Interval>;
  /** Counts behind a proportion. */
  numerator: number | null;
  denominator: number | null;
  /** Anything a reader must know about how the interval came about. */
  flags: string[];
  /** Estimator and citation. */
  source: string;
  /** Behind a difference from a comparator; absent for every other metric. */
  comparison?: Comparison;
}

/** Both values of a difference, the pairs behind it and the tests beside it. */
export interface Comparison {
  comparator: string;
  candidate: Estimable;
  other: Estimable;
  /** Right and wrong on the same units; null for a metric that is no share. */
  pairs: PairedTable | null;
  withoutResult: number;
  /** Two-sided p values of no difference. */
  tests: { name: string; p: number }[];
}

export type Estimator = (sample: Sample, question: Question) => Answer;

/** What fixes the number itself, without its interval. */
export type MetricQuestion = Pick<Question, 'metric' | 'prevalence' | 'parameters'>;

/**
 * A metric of a resample, given how often each cluster was drawn. NaN marks "undefined in this resample" and stays
 * inside the bootstrap, which counts it.
 */
export type WeightedStatistic = (multiplicity: Uint32Array) => number;
