import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { errorQuantiles, requireOpenUnit, type ErrorRates } from './requirements.js';

/**
 * Subjects to tell one kappa from another, two readers and two categories, real: round up (Cantor 1996,
 * doi:10.1037/1082-989X.1.2.150; R irr N.cohen.kappa).
 * @param rate1 share of positive calls of the first reader, @param rate2 of the second
 * @returns undefined when the margins cannot give such a kappa, or both kappas are equal
 */
export function kappaSize(
  rate1: number,
  rate2: number,
  alternative: number,
  nullKappa: number,
  rates: ErrorRates,
): Estimable {
  requireOpenUnit('the first rate', rate1);
  requireOpenUnit('the second rate', rate2);
  if (alternative === nullKappa) return undefinedBecause('no difference');
  const { zAlpha, zBeta } = errorQuantiles(rates);
  const atNull = kappaVariance(rate1, rate2, nullKappa);
  const atAlternative = kappaVariance(rate1, rate2, alternative);
  if (!atNull.defined) return atNull;
  if (!atAlternative.defined) return atAlternative;
  return defined(
    ((zAlpha * Math.sqrt(atNull.value) + zBeta * Math.sqrt(atAlternative.value)) /
      (alternative - nullKappa)) **
      2,
  );
}

/** n times the variance of Fleiss, Cohen & Everitt 1969 at a 2 x 2 table with given margins and kappa. */
function kappaVariance(rate1: number, rate2: number, kappa: number): Estimable {
  const chance = rate1 * rate2 + (1 - rate1) * (1 - rate2);
  const agreement = kappa * (1 - chance) + chance;
  const both = (agreement - 1 + rate1 + rate2) / 2;
  const neither = agreement - both;
  const onlyFirst = rate1 - both;
  const onlySecond = rate2 - both;
  if (Math.min(both, neither, onlyFirst, onlySecond) < -1e-12)
    return undefinedBecause('these rates cannot give this kappa');
  const left = 1 - agreement;
  const sum =
    both * (1 - chance - (rate1 + rate2) * left) ** 2 +
    neither * (1 - chance - (2 - rate1 - rate2) * left) ** 2 +
    left ** 2 * (onlyFirst * (rate2 + 1 - rate1) ** 2 + onlySecond * (1 - rate2 + rate1) ** 2) -
    (agreement * chance - 2 * chance + agreement) ** 2;
  return defined(Math.max(sum, 0) / (1 - chance) ** 4);
}
