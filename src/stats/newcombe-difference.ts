import { defined, type Estimable } from '../core/estimable.js';
import type { Interval, Sides } from './interval.js';
import { wilson } from './wilson.js';

export interface TwoProportions {
  x1: number;
  n1: number;
  x2: number;
  n2: number;
}

/**
 * Newcombe's hybrid score interval of p1 - p2, independent samples (Newcombe 1998, Stat Med 17:873, method 10; with
 * continuity correction method 11): Wilson limits squared and added. Undefined when a sample is empty.
 */
export function newcombeDifference(
  { x1, n1, x2, n2 }: TwoProportions,
  options: { level: number; sides?: Sides; continuity?: boolean },
): Estimable<Interval> {
  const first = wilson(x1, n1, options);
  if (!first.defined) return first;
  const second = wilson(x2, n2, options);
  if (!second.defined) return second;
  const p1 = x1 / n1;
  const p2 = x2 / n2;
  const a = first.value;
  const b = second.value;
  return defined({
    lower: p1 - p2 - Math.hypot(p1 - a.lower, b.upper - p2),
    upper: p1 - p2 + Math.hypot(a.upper - p1, p2 - b.lower),
  });
}
