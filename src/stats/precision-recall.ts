import { undefinedBecause, defined, type Estimable } from '../core/estimable.js';
import type { TieGroups } from './tie-groups.js';

/** One operating point, score >= threshold called positive. */
export interface PrecisionRecallPoint {
  threshold: number;
  recall: number;
  precision: number;
}

/** Precision-recall points from the highest threshold down; empty without a positive case. */
export function precisionRecallCurve(groups: TieGroups): PrecisionRecallPoint[] {
  return counts(groups).map(({ threshold, tp, fp }) => ({
    threshold,
    recall: tp / groups.totalPositives,
    precision: tp / (tp + fp),
  }));
}

/** Largest F1 over thresholds; undefined without a positive case. Chosen on the data it describes: optimistic. */
export function maximumF1(groups: TieGroups): Estimable {
  const points = counts(groups);
  if (points.length === 0) return undefinedBecause('no positive case');
  let largest = 0;
  for (const { tp, fp } of points) largest = Math.max(largest, (2 * tp) / (tp + fp + groups.totalPositives));
  return defined(largest);
}

/**
 * Area under the continuous Davis-Goadrich interpolation (2006, ICML; Keilwagen, Grosse and Grau 2014, PLoS ONE
 * 9:e92209; PRROC `auc.integral`): between two attained points false positives grow in proportion to true ones.
 */
export function davisGoadrichIntegral(groups: TieGroups): Estimable {
  return sumSegments(groups, (from, to) => {
    if (to.tp === from.tp) return 0;
    const slope = (to.fp - from.fp) / (to.tp - from.tp);
    const a = 1 + slope;
    const b = from.fp - slope * from.tp;
    // ∫ t / (a t + b) dt
    const linear = (to.tp - from.tp) / a;
    return b === 0 ? linear : linear - (b / (a * a)) * Math.log((a * to.tp + b) / (a * from.tp + b));
  });
}

/** The same with straight lines between whole true positives (PRROC `auc.davis.goadrich`). */
export function davisGoadrichInterpolated(groups: TieGroups): Estimable {
  return sumSegments(groups, (from, to) => {
    const steps = to.tp - from.tp;
    if (steps === 0) return 0;
    const slope = (to.fp - from.fp) / steps;
    const precision = (i: number): number => {
      const tp = from.tp + i;
      const flagged = tp + from.fp + slope * i;
      return flagged === 0 ? 1 / (1 + slope) : tp / flagged;
    };
    let area = 0;
    for (let i = 0; i < steps; i += 1) area += (precision(i) + precision(i + 1)) / 2;
    return area;
  });
}

/**
 * Trapezoid under the points with (recall 0, precision 1) added, as scikit-learn's `auc(recall, precision)`. Optimistic:
 * all tied gives far more than the prevalence. For comparison with other tools only; never report it.
 */
export function precisionRecallTrapezoid(groups: TieGroups): Estimable {
  const points = precisionRecallCurve(groups);
  if (points.length === 0) return undefinedBecause('no positive case');
  let area = 0;
  let recall = 0;
  let precision = 1;
  for (const point of points) {
    area += ((point.precision + precision) / 2) * (point.recall - recall);
    ({ recall, precision } = point);
  }
  return defined(area);
}

interface Counts {
  threshold: number;
  tp: number;
  fp: number;
}

function counts(groups: TieGroups): Counts[] {
  if (groups.totalPositives === 0) return [];
  const points: Counts[] = [];
  let tp = 0;
  let fp = 0;
  for (let g = groups.groups - 1; g >= 0; g -= 1) {
    tp += groups.positives[g]!;
    fp += groups.negatives[g]!;
    points.push({ threshold: groups.score[g]!, tp, fp });
  }
  return points;
}

function sumSegments(groups: TieGroups, area: (from: Counts, to: Counts) => number): Estimable {
  const points = counts(groups);
  if (points.length === 0) return undefinedBecause('no positive case');
  let sum = 0;
  let from: Counts = { threshold: Infinity, tp: 0, fp: 0 };
  for (const to of points) {
    sum += area(from, to);
    from = to;
  }
  return defined(sum / groups.totalPositives);
}
