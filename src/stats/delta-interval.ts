import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel } from './argument.js';
import { requireConfusion, type Confusion } from './confusion.js';
import type { Interval, Sides } from './interval.js';
import { criticalNormal } from './normal.js';

export type DeltaMetric =
  | 'sensitivity'
  | 'specificity'
  | 'ppv'
  | 'npv'
  | 'accuracy'
  | 'f1'
  | 'jaccard'
  | 'balanced-accuracy'
  | 'youden'
  | 'kappa'
  | 'mcc';

export interface DeltaResult {
  estimate: number;
  standardError: number;
  /** estimate ± z SE, not cut. */
  unclippedInterval: Interval;
}

/** Value and gradient by tp, fp, fn, tn. */
interface Differentiated {
  value: number;
  gradient: readonly [number, number, number, number];
}

type Cells = readonly [number, number, number, number];

/**
 * Delta-method standard error of a table metric, all four cells multinomial with total n (cohort sampling). With fixed
 * numbers of positives and negatives only Youden's J and balanced accuracy keep this variance: then use the stratified
 * bootstrap. Undefined where the metric is 0/0 and where it cannot be differentiated (a margin 0).
 */
export function deltaInterval(
  table: Confusion,
  metric: DeltaMetric,
  options: { level: number; sides?: Sides },
): Estimable<DeltaResult> {
  requireLevel(options.level);
  requireConfusion(table, false);
  const cells: Cells = [table.tp, table.fp, table.fn, table.tn];
  const { value, gradient } = differentiate(cells, metric);
  let variance = 0;
  // Σ cells × gradient is 0 (the metrics do not change with scale), so no mean is taken off.
  gradient.forEach((slope, i) => (variance += cells[i]! * slope * slope));
  if (!Number.isFinite(value) || !Number.isFinite(variance))
    return undefinedBecause('a margin of the table is 0');
  const standardError = Math.sqrt(variance);
  const half = criticalNormal(options.level, options.sides) * standardError;
  return defined({
    estimate: value,
    standardError,
    unclippedInterval: { lower: value - half, upper: value + half },
  });
}

function differentiate(cells: Cells, metric: DeltaMetric): Differentiated {
  switch (metric) {
    case 'sensitivity':
      return fraction(cells, [1, 0, 0, 0], [1, 0, 1, 0]);
    case 'specificity':
      return fraction(cells, [0, 0, 0, 1], [0, 1, 0, 1]);
    case 'ppv':
      return fraction(cells, [1, 0, 0, 0], [1, 1, 0, 0]);
    case 'npv':
      return fraction(cells, [0, 0, 0, 1], [0, 0, 1, 1]);
    case 'accuracy':
      return fraction(cells, [1, 0, 0, 1], [1, 1, 1, 1]);
    case 'f1':
      return fraction(cells, [2, 0, 0, 0], [2, 1, 1, 0]);
    case 'jaccard':
      return fraction(cells, [1, 0, 0, 0], [1, 1, 1, 0]);
    case 'balanced-accuracy':
      return sumOfRates(cells, 0.5, 0);
    case 'youden':
      return sumOfRates(cells, 1, -1);
    case 'kappa':
      return kappa(cells);
    case 'mcc':
      return mcc(cells);
  }
}

/** u·cells / v·cells. */
function fraction(cells: Cells, u: Cells, v: Cells): Differentiated {
  const bottom = dot(v, cells);
  const value = dot(u, cells) / bottom;
  return { value, gradient: each((i) => (u[i]! - value * v[i]!) / bottom) };
}

function sumOfRates(cells: Cells, factor: number, constant: number): Differentiated {
  const a = differentiate(cells, 'sensitivity');
  const b = differentiate(cells, 'specificity');
  return {
    value: factor * (a.value + b.value) + constant,
    gradient: each((i) => factor * (a.gradient[i]! + b.gradient[i]!)),
  };
}

/** kappa = 2 (tp tn - fp fn) / ((tp+fp)(fp+tn) + (tp+fn)(fn+tn)). */
function kappa([tp, fp, fn, tn]: Cells): Differentiated {
  const top = 2 * (tp * tn - fp * fn);
  const bottom = (tp + fp) * (fp + tn) + (tp + fn) * (fn + tn);
  const value = top / bottom;
  const dTop = [2 * tn, -2 * fn, -2 * fp, 2 * tp];
  const dBottom = [fp + fn + 2 * tn, tp + 2 * fp + tn, tp + 2 * fn + tn, 2 * tp + fp + fn];
  return { value, gradient: each((i) => (dTop[i]! - value * dBottom[i]!) / bottom) };
}

function mcc([tp, fp, fn, tn]: Cells): Differentiated {
  const margins = [tp + fp, tp + fn, tn + fp, tn + fn] as const;
  const scale = margins.reduce((product, margin) => product * Math.sqrt(margin), 1);
  const value = (tp * tn - fp * fn) / scale;
  const dTop = [tn, -fn, -fp, tp];
  const [a, b, c, d] = margins.map((margin) => 1 / (2 * margin)) as [number, number, number, number];
  const dLog = [a + b, a + c, b + d, c + d];
  return { value, gradient: each((i) => dTop[i]! / scale - value * dLog[i]!) };
}

function dot(a: Cells, b: Cells): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
}

function each(f: (i: number) => number): [number, number, number, number] {
  return [f(0), f(1), f(2), f(3)];
}
