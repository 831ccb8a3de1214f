import { finiteOrNull, type Estimable } from '../core/estimable.js';
import type { EstimateRow } from '../schema/types.js';
import type { PairedTable } from '../stats/paired-table.js';
import type { Comparison } from './estimator.js';
import { NOT_ESTIMABLE, printMetric, printP, type Rounding } from './print.js';

/** A comparison as the results record it. */
export function comparisonRow(
  metric: string,
  { comparator, candidate, other, pairs, withoutResult, tests }: Comparison,
  rounding: Rounding,
): NonNullable<EstimateRow['comparison']> {
  const number = (value: Estimable): number | null => (value.defined ? finiteOrNull(value.value) : null);
  const print = (value: Estimable): string =>
    value.defined ? printMetric(metric, value.value, rounding, 'nearest', true) : NOT_ESTIMABLE;
  return {
    comparator,
    candidate: number(candidate),
    other: number(other),
    pairs:
      pairs === null
        ? null
        : {
            both: pairs.bothPositive,
            onlyCandidate: pairs.onlyFirst,
            onlyComparator: pairs.onlySecond,
            neither: pairs.bothNegative,
          },
    withoutResult,
    tests: tests.map(({ name, p }) => ({ name, p, printed: printP(p) })),
    printed: { candidate: print(candidate), other: print(other) },
  };
}

/** `76 pairs: right only by the model 3, only by C1 5` */
export function pairsText(comparator: string, pairs: PairedTable): string {
  const { bothPositive, onlyFirst, onlySecond, bothNegative } = pairs;
  const n = bothPositive + onlyFirst + onlySecond + bothNegative;
  return `${n} pairs: right only by the model ${onlyFirst}, only by ${comparator} ${onlySecond}`;
}
