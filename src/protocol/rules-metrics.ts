import { metricEntry } from '../schema/metric-catalogue.js';
import type { MetricEntry, MetricParameter } from '../schema/metric-entry.js';
import type { Endpoint, Protocol } from '../schema/types.js';
import type { LintContext, Report } from './lint-context.js';
import { parsePercent } from './percent.js';

/** The metric of each endpoint is fully defined, fits what the model gives and may play its role (VP-04). */
export function checkMetrics(protocol: Protocol, context: LintContext, report: Report): void {
  for (const [i, endpoint] of protocol.endpoints.entries()) {
    const metric = metricEntry(endpoint.metric);
    // An unknown name is a finding of the form already.
    if (metric === undefined) continue;
    const pointer = `/endpoints/${i}`;
    checkParameters(endpoint, metric, pointer, report);
    checkProbability(metric, context, pointer, report);
    if (endpoint.role === 'primary' && metric.descriptiveBecause !== undefined) {
      report(
        'METRIC-DESCRIPTIVE',
        `${pointer}/metric`,
        `${metric.name} cannot be a primary endpoint: ${metric.descriptiveBecause}`,
        'make it secondary or exploratory, and claim a metric of the locked operating point or the area under the curve',
      );
    }
  }
}

const EXAMPLES: Readonly<Record<MetricParameter, string>> = {
  fixedAt: '90 %',
  range: '{ of: specificity, from: 90 %, to: 100 % }',
  bins: '{ count: 10, rule: equal-width }',
  thresholdProbability: '20 %',
};
const PARAMETERS = Object.keys(EXAMPLES) as MetricParameter[];

function checkParameters(endpoint: Endpoint, metric: MetricEntry, pointer: string, report: Report): void {
  for (const name of PARAMETERS) {
    const needed = metric.parameter === name;
    if (needed && endpoint[name] === undefined) {
      report(
        'METRIC-PARAMETER',
        pointer,
        `${metric.name} of ${endpoint.id} has no ${name}`,
        `add one, such as ${name}: ${EXAMPLES[name]}; there is no default`,
      );
    }
    if (!needed && endpoint[name] !== undefined) {
      report(
        'METRIC-PARAMETER',
        `${pointer}/${name}`,
        `${metric.name} of ${endpoint.id} has no use for ${name}`,
        `remove ${name}`,
        { at: 'key' },
      );
    }
  }
  const { fixedAt, range, thresholdProbability } = endpoint;
  insideOpen(fixedAt, 'fixedAt', endpoint.id, pointer, report);
  insideOpen(thresholdProbability, 'thresholdProbability', endpoint.id, pointer, report);
  if (range === undefined) return;
  const [from, to] = [parsePercent(range.from), parsePercent(range.to)];
  if (from !== undefined && to !== undefined && from >= to) {
    report(
      'METRIC-PARAMETER',
      `${pointer}/range`,
      `range of ${endpoint.id} runs from ${range.from} to ${range.to}`,
      'write the lower end first',
    );
  }
}

function insideOpen(
  text: string | undefined,
  name: string,
  id: string,
  pointer: string,
  report: Report,
): void {
  const value = text === undefined ? undefined : parsePercent(text);
  if (value !== 0 && value !== 1) return;
  report(
    'METRIC-PARAMETER',
    `${pointer}/${name}`,
    `${name} of ${id} is ${String(text)}`,
    'use one above 0 % and below 100 %',
  );
}

/** With the model at hand: a score beyond 0 to 1 is no probability. */
function checkProbability(
  metric: MetricEntry,
  { model }: LintContext,
  pointer: string,
  report: Report,
): void {
  if (metric.needs !== 'probability') return;
  const [output] = model?.outputs ?? [];
  if (output === undefined) return;
  const [low, high] = output.range;
  if (low >= 0 && high <= 1) return;
  report(
    'METRIC-PROBABILITY',
    `${pointer}/metric`,
    `${metric.name} needs probabilities, and ${output.name} of the model runs from ${low} to ${high}`,
    'end the post-processing of the model package with a probability, or use a metric of ranks such as roc-auc',
  );
}
