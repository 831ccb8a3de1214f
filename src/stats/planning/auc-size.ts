import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { hanleyMcNeil } from '../hanley-mcneil.js';
import { criticalNormal, normalCdf, normalQuantile } from '../normal.js';
import { errorQuantiles, requireOpenUnit, requirePositive, type ErrorRates } from './requirements.js';

const LARGEST = 10_000_000;

/** Variance of n AUC under H0 AUC = 1/2 for the binormal model, n positive cases and ratio n negative ones. */
function nullVariance(ratio: number): number {
  return 0.0792 * (1 + 1 / ratio);
}

/** Variance of n AUC, binormal (Obuchowski 1994, Invest Radiol 29:238; constants as printed and in pROC). */
function obuchowskiVariance(auc: number, ratio: number): number {
  const a = normalQuantile(auc) * 1.414;
  return 0.0099 * Math.exp((-a * a) / 2) * (5 * a * a + 8 + (a * a + 8) / ratio);
}

/**
 * Positive cases to show AUC > 1/2, real: round up (pROC's power.roc.test, one curve).
 * @param ratio negative cases for each positive one
 * @returns undefined at AUC 1/2
 */
export function aucAgainstChanceSize(auc: number, ratio: number, rates: ErrorRates): Estimable {
  requireOpenUnit('auc', auc);
  requirePositive('the ratio of controls', ratio);
  if (auc === 0.5) return undefinedBecause('no difference from chance');
  const { zAlpha, zBeta } = errorQuantiles(rates);
  return defined(
    ((zAlpha * Math.sqrt(nullVariance(ratio)) + zBeta * Math.sqrt(obuchowskiVariance(auc, ratio))) /
      (auc - 0.5)) **
      2,
  );
}

/** Power of the same test with a given number of positive cases. */
export function aucAgainstChancePower(
  cases: number,
  auc: number,
  ratio: number,
  rates: Omit<ErrorRates, 'power'>,
): number {
  requirePositive('the number of cases', cases);
  requireOpenUnit('auc', auc);
  requirePositive('the ratio of controls', ratio);
  const { zAlpha } = errorQuantiles({ ...rates, power: 0.5 });
  const distance = Math.sqrt(cases) * Math.abs(auc - 0.5);
  return normalCdf(
    (distance - zAlpha * Math.sqrt(nullVariance(ratio))) / Math.sqrt(obuchowskiVariance(auc, ratio)),
  );
}

/**
 * Smallest number of positive cases to show that the AUC differs from a null value, by Hanley and McNeil's variance at
 * each (1982, Radiology 143:29).
 */
export function aucAgainstNullSize(
  auc: number,
  nullAuc: number,
  ratio: number,
  rates: ErrorRates,
): Estimable {
  requireOpenUnit('auc', auc);
  requireOpenUnit('the null AUC', nullAuc);
  requirePositive('the ratio of controls', ratio);
  if (auc === nullAuc) return undefinedBecause('no difference from the null value');
  const { zAlpha, zBeta } = errorQuantiles(rates);
  return smallest(
    (n) =>
      zAlpha * standardError(nullAuc, n, ratio) + zBeta * standardError(auc, n, ratio) <=
      Math.abs(auc - nullAuc),
  );
}

/** Smallest number of positive cases whose Hanley-McNeil interval has at most the wanted half width. */
export function aucPrecisionSize(auc: number, halfWidth: number, ratio: number, level: number): Estimable {
  requireOpenUnit('auc', auc);
  requirePositive('the half width', halfWidth);
  requirePositive('the ratio of controls', ratio);
  const z = criticalNormal(level);
  return smallest((n) => z * standardError(auc, n, ratio) <= halfWidth);
}

function standardError(auc: number, cases: number, ratio: number): number {
  const result = hanleyMcNeil(auc, cases, ratio * cases);
  return result.defined ? result.value : Infinity;
}

/** First n from 2 that is enough: the standard error falls with n. */
function smallest(enough: (n: number) => boolean): Estimable {
  let high = 2;
  while (!enough(high)) {
    high *= 2;
    if (high > LARGEST) return undefinedBecause('more than 10 million cases');
  }
  let low = 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return defined(high);
}
