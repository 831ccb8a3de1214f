import { refuse, requireSameLength } from '../argument.js';
import { ALPHA_SLACK, requireAlpha, requirePValues } from './p-values.js';

/**
 * Fixed sequence: each hypothesis at full alpha, in an order set beforehand, until the first that is not rejected
 * (Maurer, Hothorn & Lehmacher 1995). Adjusted p = the running maximum.
 * @param p in the order of testing
 */
export function fixedSequence(p: ArrayLike<number>): Float64Array {
  requirePValues(p);
  let highest = 0;
  return Float64Array.from(p, (value) => (highest = Math.max(highest, value)));
}

/**
 * Fallback procedure: each hypothesis has its own share of alpha and inherits that of its predecessor when that was
 * rejected (Wiens 2003, Pharm Stat 2:211).
 * @param p in the order of testing
 * @param weights shares of alpha, from 0, summing to at most 1; equal when left out
 */
export function fallback(p: ArrayLike<number>, alpha: number, weights?: ArrayLike<number>): boolean[] {
  requirePValues(p);
  requireAlpha(alpha);
  if (weights !== undefined) requireWeights(weights, p);
  let carried = 0;
  return Array.from({ length: p.length }, (_, i) => {
    const level = carried + alpha * (weights === undefined ? 1 / p.length : weights[i]!);
    const reject = p[i]! <= level + ALPHA_SLACK;
    carried = reject ? level : 0;
    return reject;
  });
}

/** @throws AppError STATS-ARGUMENT unless there is a weight a hypothesis, each from 0, with a sum of at most 1 */
export function requireWeights(weights: ArrayLike<number>, p: ArrayLike<number>): void {
  requireSameLength(weights, p, 'weights and p values');
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) {
    if (!(weights[i]! >= 0))
      refuse(`weight ${i} is ${String(weights[i])}`, 'weights are shares of alpha from 0');
    sum += weights[i]!;
  }
  if (sum > 1 + 1e-9) refuse(`the weights sum to ${sum}`, 'weights sum to at most 1');
}
