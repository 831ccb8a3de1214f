import { missingClass, tieGroups, type TieGroups } from './tie-groups.js';

/** One operating point: everything with a score at or above the threshold is called positive. */
export interface RocPoint {
  /** Infinity for the point where nothing is called positive. */
  threshold: number;
  falsePositiveRate: number;
  truePositiveRate: number;
}

/**
 * Empirical ROC curve from (0, 0) to (1, 1), one point a distinct score, ties together, score >= threshold positive.
 * Empty when a class is missing: no curve exists then.
 */
export function rocCurve(score: Float64Array, truth: Uint8Array): RocPoint[] {
  return rocFromGroups(tieGroups(score, truth));
}

export function rocFromGroups(groups: TieGroups): RocPoint[] {
  if (missingClass(groups) !== null) return [];
  const points: RocPoint[] = [{ threshold: Infinity, falsePositiveRate: 0, truePositiveRate: 0 }];
  let tp = 0;
  let fp = 0;
  for (let g = groups.groups - 1; g >= 0; g -= 1) {
    tp += groups.positives[g]!;
    fp += groups.negatives[g]!;
    points.push({
      threshold: groups.score[g]!,
      falsePositiveRate: fp / groups.totalNegatives,
      truePositiveRate: tp / groups.totalPositives,
    });
  }
  return points;
}
