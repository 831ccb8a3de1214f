import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireSuccesses } from './argument.js';
import { chiSquareTails } from './gamma.js';
import { hypergeometricPmf } from './hypergeometric.js';
import type { TwoProportions } from './newcombe-difference.js';

export interface ChiSquareTest {
  statistic: number;
  df: number;
  p: number;
}

/**
 * Pearson chi-square of two independent proportions; with Yates' correction shrunk to |O - E| where that is smaller (as
 * R's prop.test). Undefined when a sample is empty or the pooled proportion is 0 or 1.
 */
export function pearsonChiSquare(
  { x1, n1, x2, n2 }: TwoProportions,
  options: { yates?: boolean } = {},
): Estimable<ChiSquareTest> {
  requireSuccesses(x1, n1);
  requireSuccesses(x2, n2);
  if (n1 === 0 || n2 === 0) return undefinedBecause('a sample is empty');
  const total = n1 + n2;
  const pooled = (x1 + x2) / total;
  if (pooled === 0 || pooled === 1) return undefinedBecause('the pooled proportion is 0 or 1');
  // All four cells are off by the same amount.
  const off = Math.abs(x1 * n2 - x2 * n1) / total;
  const reduced = off - (options.yates === true ? Math.min(0.5, off) : 0);
  const statistic = (reduced * reduced * total) / (pooled * (1 - pooled) * n1 * n2);
  return defined({ statistic, df: 1, p: chiSquareTails(statistic, 1).upper });
}

/** Fisher's exact test, two-sided: sum over tables no more probable than the observed one (relative slack 1e-7, as R). */
export function fisherExact({ x1, n1, x2, n2 }: TwoProportions): Estimable {
  requireSuccesses(x1, n1);
  requireSuccesses(x2, n2);
  if (n1 === 0 || n2 === 0) return undefinedBecause('a sample is empty');
  const successes = x1 + x2;
  const observed = hypergeometricPmf(x1, n1, n2, successes) * (1 + 1e-7);
  let p = 0;
  for (let x = Math.max(0, successes - n2); x <= Math.min(n1, successes); x += 1) {
    const probability = hypergeometricPmf(x, n1, n2, successes);
    if (probability <= observed) p += probability;
  }
  return defined(Math.min(1, p));
}
