import type { AnalysisPlan, PlannedComparator } from '../schema/analysis-plan.js';
import type { ComparatorCall, ComparatorTable, ReferenceRow, ScoreRow } from '../schema/types.js';
import { byCase } from './join-images.js';
import { decide } from './score.js';

/**
 * Sets what each comparator said beside what the model said, unit by unit. Rows of images are rolled up like those of
 * the model: the largest score, flagged when any image is; a patient lacks a result as soon as one image does.
 * @param tables outputs as read; a reader comparator takes its calls from the reference standard
 */
export function withComparators(
  plan: AnalysisPlan,
  rows: readonly ScoreRow[],
  tables: readonly ComparatorTable[],
  reference: readonly ReferenceRow[],
): ScoreRow[] {
  const { comparators = [] } = plan;
  if (comparators.length === 0) return [...rows];
  const called = comparators.map((comparator) => callsOf(comparator, rows, tables, reference));
  return rows.map((row) => {
    const calls = comparators.flatMap(({ id }, i) => {
      const call = called[i]?.(row) ?? null;
      return call === null ? [] : [[id, call] as const];
    });
    return calls.length === 0 ? row : { ...row, comparators: Object.fromEntries(calls) };
  });
}

type CallOf = (row: ScoreRow) => ComparatorCall | null;

const NO_RESULT: ComparatorCall = { score: null, decision: null };

/** Null for units that the rows of the comparator do not stand for. */
function callsOf(
  comparator: PlannedComparator,
  rows: readonly ScoreRow[],
  tables: readonly ComparatorTable[],
  reference: readonly ReferenceRow[],
): CallOf {
  const table = tables.find(({ id }) => id === comparator.id);
  const calls = new Map<string, ComparatorCall>();
  if (comparator.reader !== null) {
    for (const { image, readers } of reference) {
      const call = readers[comparator.reader];
      const decision = call === 'positive' || call === 'negative' ? call : null;
      calls.set(image, callOf(comparator, null, decision));
    }
  }
  for (const { unit, score, decision } of table?.rows ?? [])
    calls.set(unit, callOf(comparator, score, decision));
  if (table?.unit === 'patient')
    return (row) => (row.unit === 'patient' ? (calls.get(row.id) ?? NO_RESULT) : null);
  const ofImage = (row: ScoreRow): ComparatorCall => calls.get(row.id) ?? NO_RESULT;
  const images = byCase(rows.filter((row) => row.unit === 'image'));
  return (row) => (row.unit === 'image' ? ofImage(row) : rollUp((images.get(row.id) ?? []).map(ofImage)));
}

function callOf(
  { threshold }: PlannedComparator,
  score: number | null,
  decision: string | null,
): ComparatorCall {
  if (threshold === null) {
    return { score, decision: decision === null ? null : decision === 'positive' ? 1 : 0 };
  }
  return { score, decision: decide(score, threshold) };
}

function rollUp(calls: readonly ComparatorCall[]): ComparatorCall {
  const scores = calls.map(({ score }) => score);
  const decisions = calls.map(({ decision }) => decision);
  return {
    score: scores.length === 0 || scores.includes(null) ? null : Math.max(...scores.map((s) => s ?? 0)),
    decision: decisions.length === 0 || decisions.includes(null) ? null : decisions.includes(1) ? 1 : 0,
  };
}
