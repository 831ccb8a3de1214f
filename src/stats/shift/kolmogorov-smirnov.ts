import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { ecdfSteps, type EcdfSteps } from './ecdf-steps.js';

export interface KolmogorovSmirnov {
  /** Largest distance of the two empirical distribution functions. */
  statistic: number;
  /** P of the limiting Kolmogorov distribution at √(nm/(n+m)) D. */
  pLimit: number;
  /** P over all orderings of the pooled sample, conditional on its ties: the permutation p value. */
  pExact: number;
}

/**
 * Two-sample Kolmogorov-Smirnov test, two-sided. The exact p value follows all lattice paths (Schröer & Trenkler 1995, doi:
 * 10.1016/0167-9473(94)00040-P); distances are compared as whole numbers |i m - j n|. With ties R 4.2 and later does the
 * same, scipy does not condition.
 * @returns undefined when a sample is empty
 */
export function kolmogorovSmirnov(
  reference: ArrayLike<number>,
  fresh: ArrayLike<number>,
): Estimable<KolmogorovSmirnov> {
  const steps = ecdfSteps(reference, fresh);
  const { n, m } = steps;
  if (n === 0 || m === 0) return undefinedBecause('a sample is empty');
  let i = 0;
  let j = 0;
  let widest = 0;
  steps.value.forEach((_, k) => {
    i += steps.reference[k]!;
    j += steps.fresh[k]!;
    widest = Math.max(widest, Math.abs(i * m - j * n));
  });
  const statistic = widest / (n * m);
  return defined({
    statistic,
    pLimit: kolmogorovUpper(Math.sqrt((n * m) / (n + m)) * statistic),
    pExact: pathShare(steps, widest),
  });
}

/** P(K > x) of the Kolmogorov distribution; below 1 by its theta-function dual, which converges fast there. */
export function kolmogorovUpper(x: number): number {
  if (!(x > 0)) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k <= 20; k += 1) sum += Math.exp(-(((2 * k - 1) * Math.PI) ** 2) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 1; k <= 100; k += 1) {
    const term = Math.exp(-2 * k * k * x * x);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-20 * sum) break;
  }
  return 2 * sum;
}

/** Share of orderings that reach |i m - j n| >= widest at the end of a step; each path leaves at its first such point. */
function pathShare({ n, m, reference, fresh }: EcdfSteps, widest: number): number {
  if (widest === 0) return 1;
  const atEnd = new Uint8Array(n + m + 1);
  let position = 0;
  reference.forEach((count, k) => {
    position += count + fresh[k]!;
    atEnd[position] = 1;
  });
  // alive[i]: probability to be at (i, j) without having left.
  let alive = new Float64Array(n + 1);
  alive[0] = 1;
  let left = 0;
  for (let total = 1; total <= n + m; total += 1) {
    const next = new Float64Array(n + 1);
    for (let i = Math.max(0, total - m); i <= Math.min(n, total); i += 1) {
      const j = total - i;
      const remaining = n + m - total + 1;
      let here = 0;
      if (i > 0) here += (alive[i - 1]! * (n - i + 1)) / remaining;
      if (j > 0) here += (alive[i]! * (m - j + 1)) / remaining;
      if (atEnd[total] === 1 && Math.abs(i * m - j * n) >= widest) left += here;
      else next[i] = here;
    }
    alive = next;
  }
  return Math.min(1, left);
}
