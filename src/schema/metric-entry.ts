import type { IntervalMethod } from './interval-methods.js';

/** The further field of an endpoint that defines a metric. */
export type MetricParameter = 'bins' | 'range' | 'fixedAt' | 'thresholdProbability';

/** One metric a protocol can ask for. */
export interface MetricEntry {
  name: string;
  /** What must be known of each unit: the decision at the threshold, the score's rank, or a score that is a probability. */
  needs: 'decision' | 'score' | 'probability';
  /** How the number is printed and its goal written: percent, or a plain number. */
  prints: 'percent' | 'ratio';
  /** Which direction is good; a criterion must look the other way. `target`: the nearer to `target`, the better. */
  better: 'higher' | 'lower' | 'target';
  target?: number;
  /** Lowest and highest possible value; a goal lies inside. */
  range: readonly [number, number];
  /** The units that are counted in the denominator, for planning. */
  counts: 'positives' | 'negatives' | 'all' | 'flagged' | 'cleared';
  /** The field of the endpoint that defines it; needed there, refused elsewhere. */
  parameter?: MetricParameter;
  /**
   * Of a protocol with several classes: taken over all of them, where the endpoint names no class or always. Other
   * metrics need the name of a class, which then counts as positive against the rest.
   */
  overClasses?: 'without-class' | 'always';
  /** Needs classes with an order. */
  ordinalOnly?: true;
  /** May be stated at another prevalence than that of the sample. */
  statedAtPrevalence?: true;
  /** The metric whose value of the comparator is taken from that of the model; both need a comparator. */
  differenceOf?: string;
  /** Why it can describe but not decide; such a metric is refused as a primary endpoint. */
  descriptiveBecause?: string;
  /** Quotient of two rates, odds or counts: 1 says nothing, and figures show it on a logarithmic axis. */
  quotient?: true;
  measures: string;
  formula: string;
  undefinedWhen: string;
  /** When the number is infinite: reported as such, never judged. */
  infiniteWhen?: string;
  methods: readonly IntervalMethod[];
  citation: string;
}
