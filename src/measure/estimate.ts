import type { Estimable } from '../core/estimable.js';
import type { AnalysisPlan, PlannedEndpoint } from '../schema/analysis-plan.js';
import { metricEntry } from '../schema/metric-catalogue.js';
import type { EstimateRow, ScoreRow } from '../schema/types.js';
import type { Interval } from '../stats/interval.js';
import { levelsOf } from './counts.js';
import { definitionOf } from './definition.js';
import type { Answer, Question } from './estimator.js';
import { printMetric } from './print.js';
import { estimatorFor } from './registry.js';
import { sampleOf, type FailureRule, type Sample } from './sample.js';

/**
 * All rows of the plan, in protocol order. For each endpoint: `E1.1` as specified (failed cases worst), `E1.2`
 * completers only when a case failed, then `E1.S1` … one per subgroup level.
 */
export function estimateAll(plan: AnalysisPlan, rows: readonly ScoreRow[]): EstimateRow[] {
  return plan.endpoints.flatMap((endpoint) => estimateEndpoint(plan, endpoint, rows));
}

function estimateEndpoint(
  plan: AnalysisPlan,
  endpoint: PlannedEndpoint,
  all: readonly ScoreRow[],
): EstimateRow[] {
  const rows = all.filter((row) => row.unit === endpoint.unit);
  const out = [estimateRow(plan, endpoint, rows, 'worst-case', `${endpoint.id}.1`, 'as-specified', null)];
  if (rows.some((row) => row.failed)) {
    out.push(
      estimateRow(plan, endpoint, rows, 'completers-only', `${endpoint.id}.2`, 'completers-only', null),
    );
  }
  let number = 1;
  for (const by of plan.subgroups.by) {
    const variable = typeof by === 'string' ? by : by.variable;
    for (const level of levelsOf(rows, endpoint.unit, variable)) {
      const members = rows.filter((row) => (row.subgroups[variable] ?? 'unknown') === level);
      const code = `${endpoint.id}.S${number}`;
      const subgroup = { variable, level, belowMinimum: members.length < plan.subgroups.minimum };
      out.push(estimateRow(plan, endpoint, members, 'worst-case', code, 'subgroup', subgroup));
      number += 1;
    }
  }
  return out;
}

function estimateRow(
  plan: AnalysisPlan,
  endpoint: PlannedEndpoint,
  rows: readonly ScoreRow[],
  rule: FailureRule,
  code: string,
  analysis: EstimateRow['analysis'],
  subgroup: EstimateRow['subgroup'],
): EstimateRow {
  const sample = sampleOf(rows, rule);
  const { method, level, sides, resamples } = endpoint.interval;
  const question = questionOf(plan, endpoint);
  const definition = definitionOf(endpoint.parameters);
  const answer = estimatorFor(endpoint.metric, method)(sample, question);
  const { value, interval } = answer;
  return {
    code,
    endpoint: endpoint.id,
    analysis,
    subgroup,
    metric: endpoint.metric,
    ...(definition === '' ? {} : { definition }),
    unit: endpoint.unit,
    ...statusOf(endpoint.metric, value, interval),
    estimate: value.defined ? finite(value.value) : null,
    lower: interval.defined ? finite(interval.value.lower) : null,
    upper: interval.defined ? finite(interval.value.upper) : null,
    numerator: answer.numerator,
    denominator: answer.denominator,
    units: sample.size,
    clusters: sample.clusters,
    positives: sample.positives,
    negatives: sample.negatives,
    failed: sample.failed,
    interval: {
      method,
      level,
      sides,
      resamples,
      seed: resamples === null ? null : plan.seed,
      flags: answer.flags,
      source: answer.source,
    },
    printed: printRow(plan, endpoint, sample, answer),
  };
}

export function questionOf(plan: AnalysisPlan, endpoint: PlannedEndpoint): Question {
  return {
    ...endpoint.interval,
    metric: endpoint.metric,
    seed: plan.seed,
    prevalence: endpoint.prevalence,
    parameters: endpoint.parameters,
  };
}

/** JSON has no infinity: the row says so in words, and nothing can be judged by it. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function statusOf(
  metric: string,
  value: Estimable,
  interval: Estimable<Interval>,
): Pick<EstimateRow, 'status' | 'reason'> {
  if (!value.defined) return { status: 'not-estimable', reason: value.reason };
  if (Number.isFinite(value.value)) return { status: 'estimated', reason: missingLimits(interval) };
  const why = metricEntry(metric)?.infiniteWhen;
  return { status: 'infinite', reason: `infinite${why === undefined ? '' : `: ${why}`}` };
}

function missingLimits(interval: Estimable<Interval>): string | null {
  if (!interval.defined) return interval.reason;
  const { lower, upper } = interval.value;
  const infinite = [
    ...(Number.isFinite(lower) ? [] : ['lower']),
    ...(Number.isFinite(upper) ? [] : ['upper']),
  ];
  return infinite.length === 0 ? null : `infinite limit: ${infinite.join(' and ')}`;
}

const NOT_ESTIMABLE = 'n. e.';

function printRow(
  plan: AnalysisPlan,
  endpoint: PlannedEndpoint,
  sample: Sample,
  { value, interval, numerator, denominator }: Answer,
): EstimateRow['printed'] {
  const print = (number: number, direction: 'nearest' | 'down' | 'up'): string =>
    printMetric(endpoint.metric, number, plan.rounding, direction, direction === 'nearest');
  const units = `${endpoint.unit}s`;
  return {
    estimate: value.defined ? print(value.value, 'nearest') : NOT_ESTIMABLE,
    lower: interval.defined ? print(interval.value.lower, 'down') : NOT_ESTIMABLE,
    upper: interval.defined ? print(interval.value.upper, 'up') : NOT_ESTIMABLE,
    counts:
      numerator !== null && denominator !== null
        ? `${numerator} of ${denominator} ${units}`
        : `${sample.positives} positive, ${sample.negatives} negative ${units}`,
  };
}
