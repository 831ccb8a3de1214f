import { defined, type Estimable } from '../core/estimable.js';
import { requireDifference, requireLevel } from './argument.js';
import type { Interval, Sides } from './interval.js';
import { criticalNormal } from './normal.js';
import { pairedProportions, type PairedTable } from './paired-table.js';
import { bisect } from './root.js';

/**
 * Tango's score statistic of H0: first - second = delta, paired proportions (Tango 1998, Stat Med 17:891). At delta = 0
 * its square is McNemar's statistic without correction. Infinite where the null variance is 0 and delta is not reached.
 */
export function tangoScore(table: PairedTable, delta: number): number {
  requireDifference(delta);
  const { bothPositive, onlyFirst: b, onlySecond: c, bothNegative } = table;
  const n = bothPositive + b + c + bothNegative;
  const linear = (2 * n - b + c) * delta - b - c;
  const constant = -c * delta * (1 - delta);
  const root = Math.sqrt(Math.max(0, linear * linear - 8 * n * constant));
  // The larger root of 2n q² + linear q + constant, without cancellation.
  const q = linear > 0 ? (-2 * constant) / (linear + root) : (root - linear) / (4 * n);
  const variance = n * (2 * q + delta * (1 - delta));
  const excess = b - c - n * delta;
  if (!(variance > 0)) return excess === 0 ? 0 : excess > 0 ? Infinity : -Infinity;
  return excess / Math.sqrt(variance);
}

/**
 * Tango score interval of the difference of paired proportions, first minus second: primary for paired comparisons and
 * non-inferiority; not degenerate without discordant pairs. Undefined for an empty table.
 */
export function tango(table: PairedTable, options: { level: number; sides?: Sides }): Estimable<Interval> {
  requireLevel(options.level);
  const paired = pairedProportions(table);
  if (!paired.defined) return paired;
  const { difference } = paired.value;
  const z = criticalNormal(options.level, options.sides);
  return defined({
    lower: bisect((delta) => z - tangoScore(table, delta), -1, difference),
    upper: bisect((delta) => -z - tangoScore(table, delta), difference, 1),
  });
}
