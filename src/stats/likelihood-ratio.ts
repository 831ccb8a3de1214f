import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel } from './argument.js';
import { requireConfusion, type Confusion } from './confusion.js';
import type { Interval, Sides } from './interval.js';
import { criticalNormal } from './normal.js';

interface Options {
  level: number;
  sides?: Sides;
}

/** Sensitivity / (1 - specificity); infinite without a false positive; undefined for 0/0 and a missing class. */
export function positiveLikelihoodRatio({ tp, fp, fn, tn }: Confusion): Estimable {
  return ratioOfRates({ tp, fp, fn, tn }, tp, fp);
}

/** (1 - sensitivity) / specificity; infinite without a true negative; undefined for 0/0 and a missing class. */
export function negativeLikelihoodRatio({ tp, fp, fn, tn }: Confusion): Estimable {
  return ratioOfRates({ tp, fp, fn, tn }, fn, tn);
}

/** (x / positives) / (y / negatives), from counts: 1 - 0.999999 would lose ten digits. */
function ratioOfRates(table: Confusion, x: number, y: number): Estimable {
  requireConfusion(table, false);
  const positives = table.tp + table.fn;
  const negatives = table.fp + table.tn;
  if (positives === 0) return undefinedBecause('no positive cases');
  if (negatives === 0) return undefinedBecause('no negative cases');
  return x === 0 && y === 0 ? undefinedBecause('0/0') : defined(x / positives / (y / negatives));
}

/** tp tn / (fp fn); infinite without one kind of error; undefined for 0/0. */
export function diagnosticOddsRatio(table: Confusion): Estimable {
  requireConfusion(table, false);
  const top = table.tp * table.tn;
  const bottom = table.fp * table.fn;
  return top === 0 && bottom === 0 ? undefinedBecause('0/0') : defined(top / bottom);
}

/**
 * Log-method intervals (Simel, Samsa and Matchar 1991, J Clin Epidemiol 44:763; odds ratio Woolf 1955). Undefined where
 * a count in the variance is 0. Of no width where every case is called the same: a claim must not rest on it.
 */
export function positiveLikelihoodRatioInterval(table: Confusion, options: Options): Estimable<Interval> {
  const { tp, fp, fn, tn } = table;
  return logInterval(positiveLikelihoodRatio(table), [tp, fp], [tp + fn, fp + tn], options);
}

export function negativeLikelihoodRatioInterval(table: Confusion, options: Options): Estimable<Interval> {
  const { tp, fp, fn, tn } = table;
  return logInterval(negativeLikelihoodRatio(table), [fn, tn], [tp + fn, fp + tn], options);
}

export function diagnosticOddsRatioInterval(table: Confusion, options: Options): Estimable<Interval> {
  const { tp, fp, fn, tn } = table;
  return logInterval(diagnosticOddsRatio(table), [tp, fp, fn, tn], [], options);
}

/** Ratio of two independent proportions (x1/n1)/(x2/n2) with its log interval (Katz et al. 1978, Biometrics 34:469). */
export function riskRatio(
  { x1, n1, x2, n2 }: { x1: number; n1: number; x2: number; n2: number },
  options: Options,
): { ratio: Estimable; interval: Estimable<Interval> } {
  const table = { tp: x1, fn: n1 - x1, fp: x2, tn: n2 - x2 };
  return { ratio: positiveLikelihoodRatio(table), interval: positiveLikelihoodRatioInterval(table, options) };
}

/** exp(log(ratio) ± z sqrt(Σ 1/plus - Σ 1/minus)). */
function logInterval(
  ratio: Estimable,
  plus: readonly number[],
  minus: readonly number[],
  options: Options,
): Estimable<Interval> {
  requireLevel(options.level);
  if (!ratio.defined) return ratio;
  if (plus.includes(0)) return undefinedBecause('a count in the variance is 0');
  const variance =
    plus.reduce((sum, count) => sum + 1 / count, 0) - minus.reduce((sum, count) => sum + 1 / count, 0);
  const half = criticalNormal(options.level, options.sides) * Math.sqrt(Math.max(0, variance));
  return defined({ lower: ratio.value * Math.exp(-half), upper: ratio.value * Math.exp(half) });
}
