import { defined, type Estimable } from '../core/estimable.js';
import { requireLevel } from './argument.js';
import type { Interval, Sides } from './interval.js';
import { pairedProportions, type PairedTable } from './paired-table.js';
import { wilson } from './wilson.js';

/**
 * Newcombe's interval of the difference of paired proportions (Newcombe 1998, Stat Med 17:2635, method 10): Wilson limits
 * squared and added with correlation phi, whose numerator is reduced by n/2 when positive (not below 0); phi = 0 when
 * a margin is 0. Undefined for an empty table.
 */
export function newcombePaired(
  table: PairedTable,
  options: { level: number; sides?: Sides },
): Estimable<Interval> {
  requireLevel(options.level);
  const paired = pairedProportions(table);
  if (!paired.defined) return paired;
  const { n, p1, p2, difference } = paired.value;
  const first = wilson(table.bothPositive + table.onlyFirst, n, options);
  const second = wilson(table.bothPositive + table.onlySecond, n, options);
  if (!first.defined) return first;
  if (!second.defined) return second;
  const phi = correlation(table, n);
  const combine = (a: number, b: number): number => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
  return defined({
    lower: difference - combine(p1 - first.value.lower, second.value.upper - p2),
    upper: difference + combine(first.value.upper - p1, p2 - second.value.lower),
  });
}

function correlation(
  { bothPositive: a, onlyFirst: b, onlySecond: c, bothNegative: d }: PairedTable,
  n: number,
): number {
  const margins = [a + b, c + d, a + c, b + d];
  if (margins.includes(0)) return 0;
  const raw = a * d - b * c;
  const numerator = raw > 0 ? Math.max(0, raw - n / 2) : raw;
  return margins.reduce((value, margin) => value / Math.sqrt(margin), numerator);
}
