import { binomialTerm } from './saddle-point.js';

/**
 * P(X = x): x white balls among `drawn` taken from an urn of `white` and `black` (argument order of R's dhyper). As a
 * ratio of binomial terms, which keeps the digits for large urns.
 */
export function hypergeometricPmf(x: number, white: number, black: number, drawn: number): number {
  if (x < 0 || x > white || drawn - x < 0 || drawn - x > black) return 0;
  if (drawn === 0) return 1;
  const total = white + black;
  const p = drawn / total;
  const q = (total - drawn) / total;
  const both = binomialTerm(x, white, p, q) * binomialTerm(drawn - x, black, p, q);
  return both / binomialTerm(drawn, total, p, q);
}

/** P(X <= x). */
export function hypergeometricCdf(x: number, white: number, black: number, drawn: number): number {
  let sum = 0;
  for (let k = Math.max(0, drawn - black); k <= x; k += 1) sum += hypergeometricPmf(k, white, black, drawn);
  return Math.min(1, sum);
}
