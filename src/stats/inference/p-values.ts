import { refuse } from '../argument.js';

/** An adjusted p value within this of alpha rejects: sums of weights leave a few ulp. */
export const ALPHA_SLACK = 1e-12;

/** @throws AppError STATS-ARGUMENT for no p value or one outside [0, 1] */
export function requirePValues(p: ArrayLike<number>): void {
  if (p.length === 0) refuse('no p value', 'give at least one');
  for (let i = 0; i < p.length; i += 1) {
    if (!(p[i]! >= 0 && p[i]! <= 1))
      refuse(`p value ${i} is ${String(p[i])}`, 'p values lie between 0 and 1');
  }
}

/** @throws AppError STATS-ARGUMENT unless 0 < alpha < 1 */
export function requireAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) refuse(`alpha ${alpha}`, 'alpha lies between 0 and 1, such as 0.05');
}

/** Adjusted p <= alpha rejects, ties included. */
export function rejected(adjusted: Float64Array, alpha: number): boolean[] {
  requireAlpha(alpha);
  return Array.from(adjusted, (p) => p <= alpha + ALPHA_SLACK);
}

/** Positions from the smallest p value; equal ones in their order. */
export function ascending(p: ArrayLike<number>): number[] {
  return Array.from({ length: p.length }, (_, i) => i).sort((a, b) => p[a]! - p[b]! || a - b);
}
