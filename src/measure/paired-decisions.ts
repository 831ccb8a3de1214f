import type { AnalysisPlan } from '../schema/analysis-plan.js';
import type { CountRow, ScoreRow } from '../schema/types.js';
import { Counter, ofTruth } from './counts.js';

const CALLS = [
  ['positive', 1],
  ['negative', 0],
  ['no result', null],
] as const;

/**
 * What the model and each comparator said of the same units, by truth: behind every paired difference. Only for
 * comparators and units that an endpoint compares; a comparator's decision that is missing stands as such.
 */
export function pairedDecisions(plan: AnalysisPlan, rows: readonly ScoreRow[]): CountRow[] {
  const counter = new Counter('V', 'comparison');
  for (const { id } of plan.comparators ?? []) {
    for (const unit of ['patient', 'image'] as const) {
      const asked = plan.endpoints.some(
        (endpoint) => endpoint.comparison?.comparator === id && endpoint.unit === unit,
      );
      const decided = rows.some(
        (row) => row.unit === unit && (row.comparators?.[id]?.decision ?? null) !== null,
      );
      if (!asked || !decided) continue;
      for (const truth of ['positive', 'negative'] as const) {
        const of = ofTruth(rows, unit, truth);
        for (const [model, ours] of CALLS) {
          for (const [other, theirs] of CALLS) {
            const value = of.filter(
              (row) => row.decision === ours && (row.comparators?.[id]?.decision ?? null) === theirs,
            ).length;
            counter.add(`${unit}s: truth ${truth}, model ${model}, ${id} ${other}`, value, {
              comparator: id,
              unit,
              truth,
              model,
              other,
            });
          }
        }
      }
    }
  }
  return counter.rows;
}
