import { missingClass, tieGroups, type TieGroups } from './tie-groups.js';

/** One operating point: everything with a score at or above the threshold is called positive. */
export interface RocPoint {
  /** Infinity for the point where nothing is called positive. */
  threshold: number;
  falsePositiveRate: number;
  truePositiveRate: number;
}

/**
 * A curve from (0, 0) to (1, 1) by descending threshold, in columns: point i is the i-th value of each, the first `length` of
 * them count. Length 0 where a class is missing: no curve exists then.
 */
export interface RocCurve {
  length: number;
  threshold: Float64Array;
  falsePositiveRate: Float64Array;
  truePositiveRate: Float64Array;
}

export function emptyCurve(capacity: number): RocCurve {
  return {
    length: 0,
    threshold: new Float64Array(capacity),
    falsePositiveRate: new Float64Array(capacity),
    truePositiveRate: new Float64Array(capacity),
  };
}

export function pointAt(curve: RocCurve, i: number): RocPoint {
  return {
    threshold: curve.threshold[i]!,
    falsePositiveRate: curve.falsePositiveRate[i]!,
    truePositiveRate: curve.truePositiveRate[i]!,
  };
}

/** One object a point, for those that print or draw them. */
export function pointsOf(curve: RocCurve): RocPoint[] {
  return Array.from({ length: curve.length }, (_, i) => pointAt(curve, i));
}

/** Empirical ROC curve, one point a distinct score, ties together, score >= threshold positive. */
export function rocCurve(score: Float64Array, truth: Uint8Array): RocCurve {
  return rocFromGroups(tieGroups(score, truth));
}

function rocFromGroups(groups: TieGroups): RocCurve {
  if (missingClass(groups) !== null) return emptyCurve(0);
  const curve = emptyCurve(groups.groups + 1);
  curve.length = groups.groups + 1;
  curve.threshold[0] = Infinity;
  let tp = 0;
  let fp = 0;
  for (let g = groups.groups - 1, i = 1; g >= 0; g -= 1, i += 1) {
    tp += groups.positives[g]!;
    fp += groups.negatives[g]!;
    curve.threshold[i] = groups.score[g]!;
    curve.falsePositiveRate[i] = fp / groups.totalNegatives;
    curve.truePositiveRate[i] = tp / groups.totalPositives;
  }
  return curve;
}
