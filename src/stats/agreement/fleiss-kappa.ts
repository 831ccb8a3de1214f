import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { refuse, requireCount } from '../argument.js';
import { normalTwoSided } from '../normal.js';

export interface FleissKappa {
  subjects: number;
  /** Ratings a subject, the same for all. */
  raters: number;
  observedAgreement: Estimable;
  expectedAgreement: Estimable;
  kappa: Estimable;
  /** Standard error at kappa = 0 (Fleiss, Nee & Landis 1979): a test, no interval; bootstrap subjects for that. */
  standardErrorNull: Estimable;
  z: Estimable;
  pTwoSided: Estimable;
  /** Kappa of each category against the others. */
  categoryKappa: Estimable[];
  /** AC1 for several raters (Gwet 2008). */
  gwetAc1: Estimable;
}

/**
 * Fleiss' kappa (1971, Psychol Bull 76:378).
 * @param counts counts[subject][category]: raters who chose it, the same number of raters for each subject
 * Undefined without subjects and with fewer than two ratings a subject.
 * @throws AppError STATS-ARGUMENT for rows of unequal length or sum
 */
export function fleissKappa(counts: readonly (readonly number[])[]): FleissKappa {
  const { raters, categories } = requireCounts(counts);
  const n = counts.length;
  const share = new Float64Array(categories);
  const together = new Float64Array(categories);
  const apart = new Float64Array(categories);
  for (const row of counts) {
    row.forEach((x, j) => {
      share[j] = share[j]! + x / (n * raters);
      together[j] = together[j]! + x * (x - 1);
      apart[j] = apart[j]! + x * (raters - x);
    });
  }
  const base = { subjects: n, raters };
  if (raters < 2) {
    const one = undefinedBecause(n === 0 ? 'no subject' : 'fewer than two ratings a subject');
    return {
      ...base,
      observedAgreement: one,
      expectedAgreement: one,
      kappa: one,
      standardErrorNull: one,
      z: one,
      pTwoSided: one,
      categoryKappa: Array.from(share, () => one),
      gwetAc1: one,
    };
  }
  const pairs = n * raters * (raters - 1);
  const observed = total(together) / pairs;
  const expected = total(share.map((p) => p * p));
  const spread = total(share.map((p) => p * (1 - p)));
  const constant = undefinedBecause('expected agreement is 1');
  const gwetChance = categories === 1 ? 1 : spread / (categories - 1);
  const one = 1 - expected < 1e-14;
  const kappa = one ? constant : defined((observed - expected) / (1 - expected));
  const skew = total(share.map((p) => p * (1 - p) * (1 - 2 * p)));
  const error = one
    ? constant
    : defined((Math.SQRT2 / (spread * Math.sqrt(pairs))) * Math.sqrt(Math.max(spread * spread - skew, 0)));
  const z =
    !kappa.defined || !error.defined
      ? constant
      : error.value === 0
        ? undefinedBecause('the standard error is 0')
        : defined(kappa.value / error.value);
  return {
    ...base,
    observedAgreement: defined(observed),
    expectedAgreement: defined(expected),
    kappa,
    standardErrorNull: error,
    z,
    pTwoSided: z.defined ? defined(normalTwoSided(z.value)) : z,
    categoryKappa: Array.from(share, (p, j) =>
      p === 0 || p * (1 - p) < 1e-14
        ? undefinedBecause('the category is never or always used')
        : defined(1 - apart[j]! / (pairs * p * (1 - p))),
    ),
    gwetAc1: 1 - gwetChance < 1e-14 ? constant : defined((observed - gwetChance) / (1 - gwetChance)),
  };
}

function requireCounts(counts: readonly (readonly number[])[]): { raters: number; categories: number } {
  const first = counts[0];
  if (first === undefined) return { raters: 0, categories: 0 };
  const sum = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0);
  for (const row of counts) {
    if (row.length !== first.length)
      refuse('the rows of counts differ in length', 'give one count a category in each row');
    for (const count of row) requireCount('a count', count);
    if (sum(row) !== sum(first))
      refuse(
        `subjects have ${sum(first)} and ${sum(row)} ratings`,
        'Fleiss kappa needs the same number of ratings a subject; Krippendorff alpha takes gaps',
      );
  }
  return { raters: sum(first), categories: first.length };
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
