import { ascending, requirePValues } from './p-values.js';

/**
 * Hommel (1988, Biometrika 75:383): the closed test of Simes' tests, by Wright's algorithm (1992, Biometrics 48:1005).
 * At least as strong as Hochberg; needs positive dependence.
 */
export function hommel(p: ArrayLike<number>): Float64Array {
  requirePValues(p);
  const n = p.length;
  const order = ascending(p);
  const sorted = Float64Array.from(order, (index) => p[index]!);
  let simes = Infinity;
  sorted.forEach((value, i) => {
    simes = Math.min(simes, (n * value) / (i + 1));
  });
  const adjusted = new Float64Array(n).fill(simes);
  for (let m = n - 1; m >= 2; m -= 1) {
    // The intersections of m hypotheses that keep the m - 1 largest p values.
    let bound = Infinity;
    for (let j = 2; j <= m; j += 1) bound = Math.min(bound, (m * sorted[n - m + j - 1]!) / j);
    for (let i = 0; i <= n - m; i += 1) adjusted[i] = Math.max(adjusted[i]!, Math.min(m * sorted[i]!, bound));
    const last = Math.min(m * sorted[n - m]!, bound);
    for (let i = n - m + 1; i < n; i += 1) adjusted[i] = Math.max(adjusted[i]!, last);
  }
  const result = new Float64Array(n);
  order.forEach((index, rank) => {
    result[index] = Math.max(adjusted[rank]!, sorted[rank]!);
  });
  return result;
}
