import { defined, type Estimable } from '../core/estimable.js';
import { requireLevel } from './argument.js';
import { clip, type Interval, type Sides } from './interval.js';
import { criticalNormal } from './normal.js';
import { pairedProportions, type PairedTable } from './paired-table.js';

interface Options {
  level: number;
  sides?: Sides;
}

/** Bonett-Price adjusted Wald interval of paired proportions (2012, J Educ Behav Stat 37:479), cut to [-1, 1]. */
export function bonettPrice(table: PairedTable, options: Options): Estimable<Interval> {
  requireLevel(options.level);
  const paired = pairedProportions(table);
  if (!paired.defined) return paired;
  const pairs = paired.value.n + 2;
  const only1 = (table.onlyFirst + 1) / pairs;
  const only2 = (table.onlySecond + 1) / pairs;
  const difference = only1 - only2;
  const half =
    criticalNormal(options.level, options.sides) *
    Math.sqrt((only1 + only2 - difference * difference) / pairs);
  return defined(clip({ lower: difference - half, upper: difference + half }, -1, 1));
}

/** Wald interval of paired proportions, not cut; degenerate without discordant pairs, not for claims. */
export function waldPaired(table: PairedTable, options: Options): Estimable<Interval> {
  requireLevel(options.level);
  const paired = pairedProportions(table);
  if (!paired.defined) return paired;
  const { n, difference } = paired.value;
  const { onlyFirst: b, onlySecond: c } = table;
  const spread = Math.sqrt(Math.max(0, b + c - (b - c) ** 2 / n)) / n;
  const half = criticalNormal(options.level, options.sides) * spread;
  return defined({ lower: difference - half, upper: difference + half });
}
