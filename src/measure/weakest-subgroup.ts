import type { AnalysisPlan } from '../schema/analysis-plan.js';
import { metricEntry } from '../schema/metric-catalogue.js';
import type { EstimateRow, Results } from '../schema/types.js';

/**
 * The subgroup level, large enough to be shown without a mark, whose estimate is furthest worse than that of the whole
 * sample (below it, above it where lower is better, farther from its target), over the endpoints of the family. Descriptive: for the reader's eye, it decides nothing.
 */
export function weakestSubgroup(
  plan: AnalysisPlan,
  rows: readonly EstimateRow[],
): Results['overall']['weakestSubgroup'] {
  let weakest: { row: EstimateRow; shortfall: number; where: string } | null = null;
  for (const row of rows) {
    if (row.subgroup === null || row.subgroup.belowMinimum || row.estimate === null) continue;
    if (!plan.family.includes(row.endpoint)) continue;
    const whole = rows.find((other) => other.endpoint === row.endpoint && other.analysis === 'as-specified');
    if (whole === undefined || whole.estimate === null) continue;
    const shortfall = badness(row.metric, row.estimate) - badness(row.metric, whole.estimate);
    if (shortfall > 0 && (weakest === null || shortfall > weakest.shortfall)) {
      weakest = { row, shortfall, where: `${row.subgroup.variable} ${row.subgroup.level}` };
    }
  }
  if (weakest === null) return null;
  const { row, where } = weakest;
  const printed = `${row.printed.estimate} [${row.printed.lower}, ${row.printed.upper}]`;
  return { row: row.code, text: `${row.endpoint} ${row.metric}, ${where}: ${printed}` };
}

/** Rises as the value gets worse. */
function badness(metric: string, value: number): number {
  const entry = metricEntry(metric);
  if (entry?.better === 'lower') return value;
  return entry?.better === 'target' ? Math.abs(value - (entry.target ?? 0)) : -value;
}
