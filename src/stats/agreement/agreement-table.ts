import { refuse, requireCount } from '../argument.js';

/** Two readers' categories cross-tabulated: counts[i][j] = subjects that the first called i and the second j. */
export type AgreementTable = readonly (readonly number[])[];

/** Shares of the table and its margins. */
export interface TableShares {
  readonly n: number;
  readonly categories: number;
  /** share[i * categories + j] */
  readonly share: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** @returns null for an empty table. @throws AppError STATS-ARGUMENT when not square or a count is not a count */
export function tableShares(table: AgreementTable): TableShares | null {
  const k = table.length;
  if (k < 1 || table.some((row) => row.length !== k))
    refuse('the agreement table is not square', 'give one row and one column a category');
  let n = 0;
  for (const row of table) {
    for (const count of row) {
      requireCount('a table entry', count);
      n += count;
    }
  }
  if (n === 0) return null;
  const share = Float64Array.from(table.flat(), (count) => count / n);
  const first = new Float64Array(k);
  const second = new Float64Array(k);
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      first[i] = first[i]! + share[i * k + j]!;
      second[j] = second[j]! + share[i * k + j]!;
    }
  }
  return { n, categories: k, share, first, second };
}
