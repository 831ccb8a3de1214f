import { lacksResult } from '../schema/lacks-result.js';
import type { ScoreRow } from '../schema/types.js';

/** The rows of one analysis as typed arrays: what the kernels take. Index i is one unit of analysis. */
export interface Sample {
  size: number;
  /** Cluster (patient) number 0 … clusters-1 of each unit. */
  cluster: Int32Array;
  clusters: number;
  /** 1 positive, 0 negative. */
  truth: Uint8Array;
  /** Model score; a failed case has the worst rank: -Infinity when positive, +Infinity when negative. */
  score: Float64Array;
  /** 1 flagged, 0 not; a failed case counts as wrong. */
  decision: Uint8Array;
  positives: number;
  negatives: number;
  failed: number;
  /** What a comparator said of the same units; absent unless a difference is asked for. */
  other?: OtherCalls;
}

export interface OtherCalls {
  id: string;
  /** Where the comparator gave none it counts as right: the best rank. */
  score: Float64Array;
  decision: Uint8Array;
  /** Units without a score, and without a decision. */
  withoutScore: number;
  withoutDecision: number;
}

/** Best case: indeterminate units of several classes count as right; a failed one never does. */
export type FailureRule = 'worst-case' | 'completers-only' | 'best-case';

/** Clusters (patients) by number, 0 on, in the order in which the rows name them. */
export function numberedClusters(rows: readonly { cluster: string }[]): Pick<Sample, 'cluster' | 'clusters'> {
  const numberOf = new Map<string, number>();
  const cluster = Int32Array.from(rows, (row) => {
    const number = numberOf.get(row.cluster) ?? numberOf.size;
    numberOf.set(row.cluster, number);
    return number;
  });
  return { cluster, clusters: numberOf.size };
}

/** @param rows of one unit of analysis @param comparator the one that a difference is taken from */
export function sampleOf(rows: readonly ScoreRow[], rule: FailureRule, comparator?: string): Sample {
  const kept = rule === 'completers-only' ? rows.filter((row) => !lacksResult(row, comparator)) : rows;
  const size = kept.length;
  const sample: Sample = {
    size,
    ...numberedClusters(kept),
    truth: new Uint8Array(size),
    score: new Float64Array(size),
    decision: new Uint8Array(size),
    positives: 0,
    negatives: 0,
    failed: 0,
  };
  kept.forEach((row, i) => {
    sample.truth[i] = row.truth;
    // Worst case: a failed positive is a miss that nothing ranks below; a failed negative a false alarm on top.
    sample.score[i] = row.score ?? (row.truth === 1 ? -Infinity : Infinity);
    sample.decision[i] = row.decision ?? 1 - row.truth;
    if (row.truth === 1) sample.positives += 1;
    else sample.negatives += 1;
    if (row.failed) sample.failed += 1;
  });
  if (comparator !== undefined) sample.other = otherCalls(kept, comparator);
  return sample;
}

/** The mirror of the worst case: a gap of the comparator never helps the model. */
function otherCalls(rows: readonly ScoreRow[], id: string): OtherCalls {
  const other: OtherCalls = {
    id,
    score: new Float64Array(rows.length),
    decision: new Uint8Array(rows.length),
    withoutScore: 0,
    withoutDecision: 0,
  };
  rows.forEach(({ truth, comparators }, i) => {
    const call = comparators?.[id];
    other.score[i] = call?.score ?? (truth === 1 ? Infinity : -Infinity);
    other.decision[i] = call?.decision ?? truth;
    if ((call?.score ?? null) === null) other.withoutScore += 1;
    if ((call?.decision ?? null) === null) other.withoutDecision += 1;
  });
  return other;
}
