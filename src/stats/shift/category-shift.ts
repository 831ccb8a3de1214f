import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { requireCount, requireSameLength } from '../argument.js';
import { chiSquareTails } from '../gamma.js';

export interface CategoryShift {
  /** Pearson chi-square without continuity correction. */
  chiSquare: number;
  df: number;
  p: number;
  /** Likelihood-ratio statistic G. */
  g: number;
  gP: number;
  /** √(chi-square / total), two rows. */
  cramersV: number;
  /** Smallest expected count: below 5 prefer the exact test. */
  leastExpected: number;
}

/**
 * Do two samples fall alike into categories? A category empty in both is dropped before the test (Agresti 2013, section
 * 3.2). Undefined when a sample is empty or one category is left.
 */
export function categoryShift(
  reference: ArrayLike<number>,
  fresh: ArrayLike<number>,
): Estimable<CategoryShift> {
  const columns = usedCategories(reference, fresh);
  const n = columns.reduce((sum, [a]) => sum + a, 0);
  const m = columns.reduce((sum, [, b]) => sum + b, 0);
  if (n === 0 || m === 0) return undefinedBecause('a sample is empty');
  if (columns.length < 2) return undefinedBecause('one category');
  const total = n + m;
  let chiSquare = 0;
  let g = 0;
  let leastExpected = Infinity;
  for (const [a, b] of columns) {
    for (const [observed, whole] of [
      [a, n],
      [b, m],
    ] as const) {
      const expected = (whole * (a + b)) / total;
      chiSquare += (observed - expected) ** 2 / expected;
      if (observed > 0) g += 2 * observed * Math.log(observed / expected);
      leastExpected = Math.min(leastExpected, expected);
    }
  }
  const df = columns.length - 1;
  g = Math.max(g, 0);
  return defined({
    chiSquare,
    df,
    p: chiSquareTails(chiSquare, df).upper,
    g,
    gP: chiSquareTails(g, df).upper,
    cramersV: Math.sqrt(chiSquare / total),
    leastExpected,
  });
}

/** Pairs of counts of the categories that occur. @throws AppError STATS-ARGUMENT for entries that are not counts */
export function usedCategories(reference: ArrayLike<number>, fresh: ArrayLike<number>): [number, number][] {
  requireSameLength(reference, fresh, 'the two rows of counts');
  const columns: [number, number][] = [];
  for (let k = 0; k < reference.length; k += 1) {
    requireCount('a count', reference[k]!);
    requireCount('a count', fresh[k]!);
    if (reference[k]! + fresh[k]! > 0) columns.push([reference[k]!, fresh[k]!]);
  }
  return columns;
}
