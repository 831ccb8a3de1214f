import type { ScoreRow } from './types.js';

/** True when the model or, for a difference, the comparator gave no result. */
export function lacksResult(
  row: { failed: boolean; comparators?: ScoreRow['comparators'] },
  comparator?: string,
): boolean {
  const call = comparator === undefined ? undefined : row.comparators?.[comparator];
  return row.failed || (call?.decision === null && call.score === null);
}
