import type { Results } from '../schema/types.js';

/** The numbers of a result that rest on a file. */
export interface Touched {
  endpoints: string[];
  subgroupRows: number;
}

/** Files of a run folder that every number is computed from. */
const UNDER_EVERY_NUMBER = new Set([
  'predictions.jsonl',
  'scores.jsonl',
  'results.json',
  'reference.json',
  'comparators.json',
  'cases.json',
  'protocol.json',
]);
/** Roles of bound files that no number rests on. */
const UNDER_NONE = /^(accompanying|rehearsal-)/;

/** @param role role of the file in the lock, where it is a bound file */
export function touchedBy(path: string, role: string | undefined, results: Results | null): Touched | null {
  if (results === null) return null;
  const inRun = path.startsWith('evidence/runs/') && UNDER_EVERY_NUMBER.has(path.split('/').at(-1) ?? '');
  const bound = role !== undefined && !UNDER_NONE.test(role);
  if (!inRun && !bound) return null;
  const rows = Object.values(results.estimates);
  return {
    endpoints: [...new Set(rows.map((row) => row.endpoint))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
    subgroupRows: rows.filter((row) => row.subgroup !== null).length,
  };
}

/** `E1 E2 E3 E4 and 11 subgroup rows`. */
export function touchedText(touched: Touched): string {
  const rows = touched.subgroupRows === 1 ? '1 subgroup row' : `${touched.subgroupRows} subgroup rows`;
  return touched.endpoints.join(' ') + (touched.subgroupRows > 0 ? ` and ${rows}` : '');
}
