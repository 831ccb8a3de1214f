import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireCount } from './argument.js';

/** The same cases judged twice: by AI and reader, or by two models. */
export interface PairedTable {
  bothPositive: number;
  onlyFirst: number;
  onlySecond: number;
  bothNegative: number;
}

export interface PairedProportions {
  n: number;
  p1: number;
  p2: number;
  /** First minus second = (onlyFirst - onlySecond) / n. */
  difference: number;
}

/** Undefined for an empty table. */
export function pairedProportions(table: PairedTable): Estimable<PairedProportions> {
  for (const name of ['bothPositive', 'onlyFirst', 'onlySecond', 'bothNegative'] as const) {
    requireCount(name, table[name]);
  }
  const { bothPositive, onlyFirst, onlySecond, bothNegative } = table;
  const n = bothPositive + onlyFirst + onlySecond + bothNegative;
  if (n === 0) return undefinedBecause('no pairs');
  return defined({
    n,
    p1: (bothPositive + onlyFirst) / n,
    p2: (bothPositive + onlySecond) / n,
    difference: (onlyFirst - onlySecond) / n,
  });
}
