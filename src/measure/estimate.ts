import { finiteOrNull, type Estimable } from '../core/estimable.js';
import type { AnalysisPlan, PlannedEndpoint } from '../schema/analysis-plan.js';
import { lacksResult } from '../schema/lacks-result.js';
import { metricEntry } from '../schema/metric-catalogue.js';
import type { EstimateRow, ScoreRow } from '../schema/types.js';
import type { BootstrapMemory } from '../stats/bootstrap.js';
import type { Interval } from '../stats/interval.js';
import { levelsOf, type MeasuredRow } from './counts.js';
import { definitionOf } from './definition.js';
import type { Answer, Question } from './estimator.js';
import { comparisonRow, pairsText } from './comparison-row.js';
import { NOT_ESTIMABLE, printMetric } from './print.js';
import { estimatorFor } from './registry.js';
import { sampleOf, type FailureRule, type Sample } from './sample.js';

/** One analysis of one endpoint: the answer, and the units it was taken of. */
export interface Analysed {
  answer: Answer;
  size: number;
  clusters: number;
  positives: number | null;
  negatives: number | null;
  failed: number;
  /** For a number that is no proportion: `12 positive, 30 negative patients`. */
  inWords: string;
}

export type Analysis<Row> = (
  endpoint: PlannedEndpoint,
  rows: readonly Row[],
  rule: FailureRule,
  terms: AnalysisTerms,
) => Analysed;

export interface AnalysisTerms {
  seed: number;
  /** Shared by analyses that differ in their level only. */
  memory: BootstrapMemory;
}

type AnyRow = MeasuredRow & { indeterminate?: boolean; comparators?: ScoreRow['comparators'] };

/** What the bootstraps of the endpoints drew, by endpoint. */
export type DrawnOf = Map<string, BootstrapMemory>;

/**
 * All rows of the plan, in protocol order. For each endpoint: `E1.1` as specified (failed cases worst), `E1.2`
 * completers only when a case failed, `E1.3` with indeterminate units counted as right when there are some, then
 * `E1.S1` … one per subgroup level.
 * @param drawn is given what the rows as specified drew
 */
export function estimateEach<Row extends AnyRow>(
  plan: AnalysisPlan,
  rows: readonly Row[],
  analysis: Analysis<Row>,
  drawn: DrawnOf,
): EstimateRow[] {
  return plan.endpoints.flatMap((endpoint) => estimateEndpoint(plan, endpoint, rows, analysis, drawn));
}

function estimateEndpoint<Row extends AnyRow>(
  plan: AnalysisPlan,
  endpoint: PlannedEndpoint,
  all: readonly Row[],
  analysis: Analysis<Row>,
  drawn: DrawnOf,
): EstimateRow[] {
  const rows = all.filter((row) => row.unit === endpoint.unit);
  const estimate = (
    members: readonly Row[],
    rule: FailureRule,
    suffix: string,
    kind: EstimateRow['analysis'],
    subgroup: EstimateRow['subgroup'],
    memory: BootstrapMemory = {},
  ): EstimateRow =>
    estimateRow(plan, endpoint, analysis(endpoint, members, rule, { seed: plan.seed, memory }), {
      code: `${endpoint.id}.${suffix}`,
      analysis: kind,
      subgroup,
    });
  const memory: BootstrapMemory = {};
  drawn.set(endpoint.id, memory);
  const out = [estimate(rows, 'worst-case', '1', 'as-specified', null, memory)];
  if (rows.some((row) => lacksResult(row, endpoint.comparison?.comparator)))
    out.push(estimate(rows, 'completers-only', '2', 'completers-only', null));
  if (rows.some((row) => row.indeterminate === true))
    out.push(estimate(rows, 'best-case', '3', 'best-case', null));
  let number = 1;
  for (const by of plan.subgroups.by) {
    const variable = typeof by === 'string' ? by : by.variable;
    for (const level of levelsOf(rows, endpoint.unit, variable)) {
      const members = rows.filter((row) => (row.subgroups[variable] ?? 'unknown') === level);
      const subgroup = { variable, level, belowMinimum: members.length < plan.subgroups.minimum };
      out.push(estimate(members, 'worst-case', `S${number}`, 'subgroup', subgroup));
      number += 1;
    }
  }
  return out;
}

/** One score: the sample of the rows, and the estimator that the plan names. */
export const analyseScores: Analysis<ScoreRow> = (endpoint, rows, rule, terms) => {
  const sample = sampleOf(rows, rule, endpoint.comparison?.comparator);
  const answer = estimatorFor(endpoint.metric, endpoint.interval.method)(sample, questionOf(endpoint, terms));
  return analysedSample(sample, answer, endpoint.unit);
};

export function analysedSample(sample: Sample, answer: Answer, unit: PlannedEndpoint['unit']): Analysed {
  const { size, clusters, positives, negatives, failed } = sample;
  const inWords = `${positives} positive, ${negatives} negative ${unit}s`;
  return { answer, size, clusters, positives, negatives, failed, inWords };
}

export function questionOf(endpoint: PlannedEndpoint, { seed, memory }: AnalysisTerms): Question {
  const { metric, interval, prevalence, parameters } = endpoint;
  const { method, level, sides, resamples } = interval;
  return { metric, method, level, sides, resamples, seed, prevalence, parameters, memory };
}

function estimateRow(
  plan: AnalysisPlan,
  endpoint: PlannedEndpoint,
  analysed: Analysed,
  head: Pick<EstimateRow, 'code' | 'analysis' | 'subgroup'>,
): EstimateRow {
  const { answer } = analysed;
  const { method, level, sides, resamples } = endpoint.interval;
  const definition = definitionOf(endpoint.parameters, endpoint.class);
  const { value, interval } = answer;
  return {
    code: head.code,
    endpoint: endpoint.id,
    analysis: head.analysis,
    subgroup: head.subgroup,
    metric: endpoint.metric,
    ...(endpoint.class === undefined ? {} : { class: endpoint.class }),
    ...(definition === '' ? {} : { definition }),
    unit: endpoint.unit,
    ...statusOf(endpoint.metric, value, interval),
    estimate: value.defined ? finiteOrNull(value.value) : null,
    lower: interval.defined ? finiteOrNull(interval.value.lower) : null,
    upper: interval.defined ? finiteOrNull(interval.value.upper) : null,
    numerator: answer.numerator,
    denominator: answer.denominator,
    units: analysed.size,
    clusters: analysed.clusters,
    positives: analysed.positives,
    negatives: analysed.negatives,
    failed: analysed.failed,
    interval: {
      method,
      level,
      sides,
      resamples,
      seed: resamples === null ? null : plan.seed,
      flags: answer.flags,
      source: answer.source,
    },
    ...(answer.comparison === undefined
      ? {}
      : { comparison: comparisonRow(endpoint.metric, answer.comparison, plan.rounding) }),
    printed: printRow(plan, endpoint, analysed),
  };
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

function printRow(
  plan: AnalysisPlan,
  endpoint: PlannedEndpoint,
  { answer: { value, interval, numerator, denominator, comparison }, inWords }: Analysed,
): EstimateRow['printed'] {
  const print = (number: number, direction: 'nearest' | 'down' | 'up'): string =>
    printMetric(endpoint.metric, number, plan.rounding, direction, direction === 'nearest');
  const units = `${endpoint.unit}s`;
  return {
    estimate: value.defined ? print(value.value, 'nearest') : NOT_ESTIMABLE,
    lower: interval.defined ? print(interval.value.lower, 'down') : NOT_ESTIMABLE,
    upper: interval.defined ? print(interval.value.upper, 'up') : NOT_ESTIMABLE,
    counts: comparison?.pairs
      ? pairsText(comparison.comparator, comparison.pairs)
      : numerator !== null && denominator !== null
        ? `${numerator} of ${denominator} ${units}`
        : inWords,
  };
}
