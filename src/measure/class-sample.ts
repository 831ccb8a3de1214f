import type { ClassRow } from '../schema/types.js';
import { numberedClusters, type FailureRule, type Sample } from './sample.js';

/** The rows of one analysis of several classes as typed arrays. Index i is one unit of analysis. */
export interface ClassSample {
  names: readonly string[];
  size: number;
  /** Cluster (patient) number 0 … clusters-1 of each unit. */
  cluster: Int32Array;
  clusters: number;
  /** Number of the true class. */
  truth: Int32Array;
  /** Number of the decided class; -1 for a unit without one, failed or indeterminate. */
  decision: Int32Array;
  /** One array a class, NaN where a unit failed; null when units that did not fail have no scores. */
  scores: Float64Array[] | null;
  failed: number;
}

/** @param rows of one unit of analysis */
export function classSampleOf(
  rows: readonly ClassRow[],
  names: readonly string[],
  rule: FailureRule,
): ClassSample {
  const kept = rule === 'completers-only' ? rows.filter((row) => !row.failed) : rows;
  const called = (row: ClassRow): string | null =>
    rule === 'best-case' && row.indeterminate ? row.truth : row.decision;
  const scored = kept.every((row) => row.failed || row.scores !== null);
  return {
    names,
    size: kept.length,
    ...numberedClusters(kept),
    truth: Int32Array.from(kept, (row) => names.indexOf(row.truth)),
    decision: Int32Array.from(kept, (row) => names.indexOf(called(row) ?? '')),
    scores: scored ? names.map((name) => Float64Array.from(kept, (row) => row.scores?.[name] ?? NaN)) : null,
    failed: kept.filter((row) => row.failed).length,
  };
}

/**
 * One class as positive against the rest. A unit without a decided class counts as with one score: missed where it is
 * of the class, called so where it is not. A failed unit has the worst rank.
 */
export function oneAgainstRest(sample: ClassSample, positive: number): Sample {
  const { size, cluster, clusters, failed } = sample;
  const truth = Uint8Array.from(sample.truth, (own) => (own === positive ? 1 : 0));
  const decision = Uint8Array.from(sample.decision, (called, i) =>
    called < 0 ? 1 - (truth[i] ?? 0) : called === positive ? 1 : 0,
  );
  const scores = sample.scores?.[positive] ?? new Float64Array(size).fill(NaN);
  const score = scores.map((value, i) =>
    Number.isNaN(value) ? (truth[i] === 1 ? -Infinity : Infinity) : value,
  );
  const positives = truth.reduce((sum, own) => sum + own, 0);
  return { size, cluster, clusters, truth, score, decision, positives, negatives: size - positives, failed };
}

/** Whether each unit was decided rightly, as a sample whose units are all positive: what accuracy is a share of. */
export function rightDecisions(sample: ClassSample): Sample {
  const { size, cluster, clusters, failed } = sample;
  return {
    size,
    cluster,
    clusters,
    truth: new Uint8Array(size).fill(1),
    score: new Float64Array(size),
    decision: Uint8Array.from(sample.decision, (called, i) => (called === sample.truth[i] ? 1 : 0)),
    positives: size,
    negatives: 0,
    failed,
  };
}
