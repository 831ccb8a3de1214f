import type { SubgroupVariable } from './types.js';

/**
 * The protocol's analysis with every text resolved to a number: what `measure` and `judge` are handed, so that
 * neither reads a protocol. Made by `protocol/plan.ts`; nothing in it has a default.
 */
export interface AnalysisPlan {
  unit: 'patient' | 'image';
  /** A score at the threshold or above is positive; null where the model tells several classes apart. */
  threshold: number | null;
  /** Of a model that tells several classes apart; absent for one score. */
  classes?: ClassPlan;
  seed: number;
  rounding: { percentDecimals: number; ratioDecimals: number };
  subgroups: { minimum: number; by: SubgroupVariable[] };
  endpoints: PlannedEndpoint[];
  /** What differences are taken from; absent when the protocol has none. */
  comparators?: PlannedComparator[];
  family: string[];
  procedure: 'all-must-pass' | TestingPlan['procedure'];
  /** How each endpoint of the family is tested as a claim of its own; absent where all must pass. */
  testing?: TestingPlan;
}

/** A family in which each success is a claim of its own. */
export interface TestingPlan {
  procedure: 'bonferroni' | 'holm' | 'hochberg' | 'fixed-sequence' | 'graphical';
  /** Chance of any false success in the family that is allowed, one-sided: 0.025. */
  alphaOneSided: number;
  /** Shares of alpha and where they go, in the order of the family; null for Hochberg, which is no graph. */
  graph: { weights: number[]; transitions: number[][] } | null;
  /** The verdict on the whole: all, or any, of these must be met. */
  verdict: { rule: 'all' | 'any'; of: string[] };
}

/** The classes in their order, and how one is decided. */
export interface ClassPlan {
  names: readonly string[];
  ordinal: boolean;
  ties: 'lower-class' | 'higher-class' | 'indeterminate';
  /** The highest score must reach it; null: whatever it is decides. */
  minimumScore: number | null;
  patientClass: 'highest-class' | 'highest-mean-score';
}

export interface PlannedEndpoint {
  id: string;
  role: 'primary' | 'secondary' | 'exploratory';
  metric: string;
  /** The class that counts as positive against the rest; absent without classes, and for a metric over all of them. */
  class?: string;
  unit: 'patient' | 'image';
  interval: {
    method: string;
    /** Fraction: 0.95. */
    level: number;
    sides: 'two' | 'one';
    resamples: number | null;
  };
  /** Prevalence that predictive values and net benefit are stated at; null: that of the sample. */
  prevalence: number | null;
  parameters: MetricParameters;
  /** For a difference: what it is taken from and what is to be shown; absent for every other metric. */
  comparison?: PlannedComparison;
  criterion: PlannedCriterion | null;
}

/** One limit of the interval against one value; for a range `and` is the other limit against the other end. */
export interface PlannedCriterion extends LimitCriterion {
  and?: LimitCriterion;
}

export interface LimitCriterion {
  bound: 'lower' | 'upper';
  direction: 'above' | 'below';
  value: number;
  printed: string;
}

export interface PlannedComparison {
  comparator: string;
  /** Null: estimated, no claim. */
  form:
    | 'non-inferiority'
    | 'superiority-to-comparator'
    | 'equivalence'
    | 'superiority-after-non-inferiority'
    | null;
}

export interface PlannedComparator {
  id: string;
  /** Its own operating point; null where its decisions are given. */
  threshold: number | null;
  /** Reader column of the reference standard; null where its outputs stand in a table. */
  reader: string | null;
}

/** What the definition of some metrics needs besides their name. All fractions; null: not part of this metric. */
export interface MetricParameters {
  /** Specificity or sensitivity that is kept. */
  fixedAt: number | null;
  /** Part of the ROC curve. */
  range: { of: 'specificity' | 'sensitivity'; from: number; to: number } | null;
  bins: { count: number; rule: 'equal-width' | 'equal-mass' } | null;
  thresholdProbability: number | null;
}

export const NO_PARAMETERS: MetricParameters = {
  fixedAt: null,
  range: null,
  bins: null,
  thresholdProbability: null,
};
