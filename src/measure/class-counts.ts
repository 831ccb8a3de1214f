import type { ClassRow, CountRow } from '../schema/types.js';
import { Counter } from './counts.js';

/**
 * Truth × decided class at both units, with columns for units that are indeterminate or failed and with totals of rows
 * and columns: behind every figure of several classes (VR-05). Codes `X.1` …, row after row.
 */
export function classTabulation(rows: readonly ClassRow[], names: readonly string[]): CountRow[] {
  const counter = new Counter('X', 'cross-tabulation');
  const columns: [decision: string, has: (row: ClassRow) => boolean][] = [
    ...names.map((name): [string, (row: ClassRow) => boolean] => [name, (row) => row.decision === name]),
    ['indeterminate', (row) => row.indeterminate],
    ['no result', (row) => row.failed],
    ['total', () => true],
  ];
  for (const unit of ['patient', 'image'] as const) {
    for (const truth of [...names, 'total']) {
      const of = rows.filter((row) => row.unit === unit && (truth === 'total' || row.truth === truth));
      for (const [decision, has] of columns) {
        const value = of.filter(has).length;
        counter.add(`${unit}s: truth ${truth}, device ${decision}`, value, { unit, truth, decision });
      }
    }
  }
  return counter.rows;
}
