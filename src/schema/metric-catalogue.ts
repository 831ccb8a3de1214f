import { CLASS_METRICS } from './class-metrics.js';
import { DECISION_METRICS } from './decision-metrics.js';
import { DIFFERENCE_METRICS } from './difference-metrics.js';
import type { MetricEntry } from './metric-entry.js';
import { SCORE_METRICS } from './score-metrics.js';

/**
 * What a protocol can ask for: metrics as data (interval methods: interval-methods.ts). `check` decides by it which
 * pairs suit, the generated protocol reference prints it. The enumerations of protocol.schema.json name the same things
 * (a test holds the two together). These are the metrics of two classes; those over several are `CLASS_METRICS`.
 */
export const METRICS: readonly MetricEntry[] = [...DECISION_METRICS, ...SCORE_METRICS, ...DIFFERENCE_METRICS];

export const ALL_METRICS: readonly MetricEntry[] = [...METRICS, ...CLASS_METRICS];

const METRIC_BY_NAME = new Map(ALL_METRICS.map((entry) => [entry.name, entry]));

export function metricEntry(name: string): MetricEntry | undefined {
  return METRIC_BY_NAME.get(name);
}

const TRAPEZOID =
  'straight lines between points of a precision-recall curve promise a precision that no threshold has (Davis and Goadrich 2006): use average-precision';

/** Metrics that people ask for and that no protocol gets: the reason, for the finding. */
export const REFUSED_METRICS: ReadonlyMap<string, string> = new Map([
  ['pr-auc', TRAPEZOID],
  ['pr-auc-trapezoid', TRAPEZOID],
  ['auprc', TRAPEZOID],
  ['precision-recall-auc', TRAPEZOID],
]);
