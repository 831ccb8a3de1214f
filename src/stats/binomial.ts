import { betaTails, type Tails } from './beta.js';
import { binomialTerm } from './saddle-point.js';

/** P(X = x), X ~ Bin(n, p). */
export function binomialPmf(x: number, n: number, p: number): number {
  return binomialTerm(x, n, p, 1 - p);
}

/** P(X <= x) and P(X > x), X ~ Bin(n, p), each with its own relative precision. */
export function binomialTails(x: number, n: number, p: number): Tails {
  if (x < 0) return { lower: 0, upper: 1 };
  if (x >= n) return { lower: 1, upper: 0 };
  const { lower, upper } = betaTails(p, x + 1, n - x);
  return { lower: upper, upper: lower };
}

/** P(X >= x | p): the one-sided p value of an exact binomial test of "greater than p". */
export function exactBinomialGreater(x: number, n: number, p: number): number {
  return binomialTails(x - 1, n, p).upper;
}

/** P(X <= x | p): the one-sided p value of an exact binomial test of "less than p". */
export function exactBinomialLess(x: number, n: number, p: number): number {
  return binomialTails(x, n, p).lower;
}
