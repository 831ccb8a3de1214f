import { requirePValues } from './p-values.js';

/** Bonferroni: m p, cut at 1 (Dunn 1961). Controls the familywise error under any dependence. */
export function bonferroni(p: ArrayLike<number>): Float64Array {
  requirePValues(p);
  return Float64Array.from(p, (value) => Math.min(1, p.length * value));
}

/** Sidak (1967): 1 - (1 - p)^m; needs independence or positive dependence. */
export function sidak(p: ArrayLike<number>): Float64Array {
  requirePValues(p);
  return Float64Array.from(p, (value) => atLeastOne(value, p.length));
}

/** 1 - (1 - p)^m without losing small p. */
export function atLeastOne(p: number, m: number): number {
  return p === 1 ? 1 : -Math.expm1(m * Math.log1p(-p));
}
