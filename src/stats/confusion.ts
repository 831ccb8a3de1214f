import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireCount } from './argument.js';

/** A two-by-two table of truth and decision. Counts may be weighted (bootstrap multiplicities, effective counts). */
export interface Confusion {
  tp: number;
  fp: number;
  fn: number;
  tn: number;
}

export function requireConfusion(table: Confusion, integer = true): void {
  for (const name of ['tp', 'fp', 'fn', 'tn'] as const) requireCount(name, table[name], integer);
}

/** @param truth 1 positive, 0 negative @param decision 1 flagged, 0 not; same length */
export function confusionOf(truth: ArrayLike<number>, decision: ArrayLike<number>): Confusion {
  const table: Confusion = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (let i = 0; i < truth.length; i += 1) {
    if (truth[i] === 1) {
      if (decision[i] === 1) table.tp += 1;
      else table.fn += 1;
    } else if (decision[i] === 1) table.fp += 1;
    else table.tn += 1;
  }
  return table;
}

/** x / n; undefined, with the reason, for 0/0. */
export function ratio(x: number, n: number, reason: string): Estimable {
  return n === 0 ? undefinedBecause(reason) : defined(x / n);
}

/** Recall, true positive rate: TP / (TP + FN). */
export function sensitivity({ tp, fn }: Confusion): Estimable {
  return ratio(tp, tp + fn, 'no positive cases');
}

/** True negative rate: TN / (TN + FP). */
export function specificity({ tn, fp }: Confusion): Estimable {
  return ratio(tn, tn + fp, 'no negative cases');
}

/** Positive predictive value, precision: TP / (TP + FP), at the prevalence of the sample. */
export function ppv({ tp, fp }: Confusion): Estimable {
  return ratio(tp, tp + fp, 'no case was flagged');
}

/** Negative predictive value: TN / (TN + FN), at the prevalence of the sample. */
export function npv({ tn, fn }: Confusion): Estimable {
  return ratio(tn, tn + fn, 'every case was flagged');
}

export function accuracy({ tp, fp, fn, tn }: Confusion): Estimable {
  return ratio(tp + tn, tp + fp + fn + tn, 'no cases');
}

export function prevalence({ tp, fp, fn, tn }: Confusion): Estimable {
  return ratio(tp + fn, tp + fp + fn + tn, 'no cases');
}

/** Mean of sensitivity and specificity; undefined when either is (never the mean of what is left). */
export function balancedAccuracy(table: Confusion): Estimable {
  return both(table, (a, b) => (a + b) / 2);
}

/** Youden's J = sensitivity + specificity - 1 (Youden 1950, Cancer 3:32). */
export function youden(table: Confusion): Estimable {
  return both(table, (a, b) => a + b - 1);
}

function both(table: Confusion, combine: (sensitivity: number, specificity: number) => number): Estimable {
  const a = sensitivity(table);
  if (!a.defined) return a;
  const b = specificity(table);
  return b.defined ? defined(combine(a.value, b.value)) : b;
}

/** F1 = 2 TP / (2 TP + FP + FN), the harmonic mean of PPV and sensitivity. */
export function f1({ tp, fp, fn }: Confusion): Estimable {
  return ratio(2 * tp, 2 * tp + fp + fn, 'no positive case and none flagged');
}

/** Intersection over union of the flagged and the positive cases. */
export function jaccard({ tp, fp, fn }: Confusion): Estimable {
  return ratio(tp, tp + fp + fn, 'no positive case and none flagged');
}

/**
 * Matthews correlation coefficient (Matthews 1975, Biochim Biophys Acta 405:442). Undefined when a margin is 0. Square
 * roots are multiplied, not the margins: their product leaves the whole numbers a double can hold.
 */
export function mcc({ tp, fp, fn, tn }: Confusion): Estimable {
  const margins = [tp + fp, tp + fn, tn + fp, tn + fn];
  if (margins.includes(0)) return undefinedBecause('a margin of the table is 0');
  const scale = margins.reduce((product, margin) => product * Math.sqrt(margin), 1);
  // Rounding may leave the range by the last digit.
  return defined(Math.min(1, Math.max(-1, (tp * tn - fp * fn) / scale)));
}
