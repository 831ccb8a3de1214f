import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse, requireLevel } from './argument.js';
import { invertSymmetric } from './linear-algebra.js';
import { chiSquareTails } from './gamma.js';
import type { Interval, Sides } from './interval.js';
import { criticalNormal, normalTwoSided } from './normal.js';
import { placements } from './placements.js';
import { studentTwoSided } from './student-t.js';

/** AUCs of several scores of the same cases with their joint covariance. */
export interface DelongCovariance {
  auc: Float64Array;
  /** Row by row, k × k. */
  covariance: Float64Array[];
}

/**
 * DeLong's covariance matrix of k correlated AUCs (DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837).
 * Undefined with fewer than two cases in a class.
 * @param scores k scores of the same cases
 */
export function delongCovariance(
  scores: readonly Float64Array[],
  truth: ArrayLike<number>,
): Estimable<DelongCovariance> {
  const all = scores.map((score) => placements(score, truth));
  const first = all[0];
  if (first === undefined) return refuse('no scores', 'give at least one');
  const { positives: m, negatives: n } = first;
  if (m === 0) return undefinedBecause('no positive case');
  if (n === 0) return undefinedBecause('no negative case');
  if (m < 2 || n < 2) return undefinedBecause('fewer than two cases in a class');
  const auc = Float64Array.from(all, ({ u }) => u / (m * n));
  const covariance = all.map((a, i) =>
    Float64Array.from(all, (b, j) => {
      let ofPositives = 0;
      let ofNegatives = 0;
      for (let k = 0; k < truth.length; k += 1) {
        const product = (a.value[k]! - auc[i]!) * (b.value[k]! - auc[j]!);
        if (truth[k] === 1) ofPositives += product;
        else ofNegatives += product;
      }
      return ofPositives / (m - 1) / m + ofNegatives / (n - 1) / n;
    }),
  );
  return defined({ auc, covariance });
}

export interface AucDifference {
  aucA: number;
  aucB: number;
  /** A minus B. */
  difference: number;
  varianceA: number;
  varianceB: number;
  covariance: number;
  standardError: number;
  /** Undefined when the standard error is 0, as for identical scores. */
  z: Estimable;
  pTwoSided: Estimable;
  /** difference ± z SE, not cut. */
  interval: Interval;
}

/** Paired DeLong comparison of two scores of the same cases. Undefined with fewer than two cases in a class. */
export function delongPaired(
  scoreA: Float64Array,
  scoreB: Float64Array,
  truth: ArrayLike<number>,
  options: { level: number; sides?: Sides },
): Estimable<AucDifference> {
  requireLevel(options.level);
  const result = delongCovariance([scoreA, scoreB], truth);
  if (!result.defined) return result;
  const { auc, covariance } = result.value;
  const varianceA = covariance[0]![0]!;
  const varianceB = covariance[1]![1]!;
  const between = covariance[0]![1]!;
  return defined(aucDifference(auc[0]!, auc[1]!, varianceA, varianceB, between, options));
}

export function aucDifference(
  aucA: number,
  aucB: number,
  varianceA: number,
  varianceB: number,
  covariance: number,
  options: { level: number; sides?: Sides },
): AucDifference {
  const difference = aucA - aucB;
  const variance = varianceA + varianceB - 2 * covariance;
  // Identical placements leave only the rounding of three equal numbers.
  const standardError = variance > 1e-14 * (varianceA + varianceB) ? Math.sqrt(variance) : 0;
  const half = criticalNormal(options.level, options.sides) * standardError;
  const none = undefinedBecause('the variance of the difference is 0');
  const z = difference / standardError;
  return {
    aucA,
    aucB,
    difference,
    varianceA,
    varianceB,
    covariance,
    standardError,
    z: standardError === 0 ? none : defined(z),
    pTwoSided: standardError === 0 ? none : defined(normalTwoSided(z)),
    interval: { lower: difference - half, upper: difference + half },
  };
}

/**
 * Welch-Satterthwaite degrees of freedom of the difference of two independent AUCs and the t test, as pROC; the normal
 * reference of `aucDifference` with covariance 0 is DeLong's own.
 * @param nA cases of both classes behind A
 */
export function welchAuc(
  result: AucDifference,
  nA: number,
  nB: number,
): Estimable<{ df: number; pTwoSided: number }> {
  const { varianceA, varianceB, z } = result;
  if (!z.defined) return z;
  const df = (varianceA + varianceB) ** 2 / (varianceA ** 2 / (nA - 1) + varianceB ** 2 / (nB - 1));
  return defined({ df, pTwoSided: studentTwoSided(z.value, df) });
}

export interface AucContrast {
  estimates: Float64Array;
  standardErrors: Float64Array;
  /** Undefined when the covariance of the contrasts is singular. */
  test: Estimable<{ statistic: number; df: number; p: number }>;
}

/** Chi-square test of H0: every contrast of the AUCs is 0 (DeLong et al. 1988, eq. 5). @param rows contrasts, k weights each */
export function aucContrast(
  { auc, covariance }: DelongCovariance,
  rows: readonly ArrayLike<number>[],
): AucContrast {
  const product = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < auc.length; i += 1)
      for (let j = 0; j < auc.length; j += 1) sum += a[i]! * covariance[i]![j]! * b[j]!;
    return sum;
  };
  const estimates = Float64Array.from(rows, (row) => auc.reduce((sum, value, i) => sum + row[i]! * value, 0));
  const matrix = rows.map((a) => Float64Array.from(rows, (b) => product(a, b)));
  const standardErrors = Float64Array.from(matrix, (row, i) => Math.sqrt(Math.max(0, row[i]!)));
  if (rows.length === 0) return { estimates, standardErrors, test: undefinedBecause('no contrast') };
  const inverse = invertSymmetric(matrix);
  if (inverse === null)
    return { estimates, standardErrors, test: undefinedBecause('the contrasts have singular covariance') };
  let statistic = 0;
  inverse.forEach((row, i) =>
    row.forEach((value, j) => (statistic += estimates[i]! * value * estimates[j]!)),
  );
  const df = rows.length;
  return {
    estimates,
    standardErrors,
    test: defined({ statistic, df, p: chiSquareTails(statistic, df).upper }),
  };
}
