import { DECISION_METRICS } from './decision-metrics.js';
import { BOOTSTRAP, PAIRED_AREA, PAIRED_PROPORTION } from './method-groups.js';
import type { MetricEntry } from './metric-entry.js';
import { SCORE_METRICS } from './score-metrics.js';

/** Metrics whose difference between two models on the same units a protocol can ask for, with the intervals it has. */
const COMPARED: readonly (readonly [metric: string, methods: MetricEntry['methods']])[] = [
  ['sensitivity', PAIRED_PROPORTION],
  ['specificity', PAIRED_PROPORTION],
  // The denominators of the two predictive values are other units: no table of pairs, only resampling.
  ['ppv', BOOTSTRAP],
  ['npv', BOOTSTRAP],
  ['accuracy', PAIRED_PROPORTION],
  ['balanced-accuracy', BOOTSTRAP],
  ['f1', BOOTSTRAP],
  ['youden', BOOTSTRAP],
  ['mcc', BOOTSTRAP],
  ['roc-auc', PAIRED_AREA],
  ['average-precision', BOOTSTRAP],
  ['partial-roc-auc', BOOTSTRAP],
];

/** Model minus comparator; larger is better for all of them. */
export const DIFFERENCE_METRICS: readonly MetricEntry[] = COMPARED.map(([name, methods]) => {
  const base = [...DECISION_METRICS, ...SCORE_METRICS].find((entry) => entry.name === name);
  if (base === undefined) throw new Error(`there is no metric ${name}`);
  const [low, high] = base.range;
  const ofTwoClasses = { ...base };
  delete ofTwoClasses.overClasses;
  return {
    ...ofTwoClasses,
    name: `${name}-difference`,
    differenceOf: name,
    range: [low - high, high - low],
    measures: `${name} of the model minus that of a comparator on the same units${base.prints === 'percent' ? ', in percentage points' : ''}`,
    formula: `${name} of the model − ${name} of the comparator, each as defined above`,
    undefinedWhen: `either is undefined (${base.undefinedWhen}), or the comparator has no result at all`,
    methods,
    citation: `${base.citation}; paired design: FDA 2007, Statistical guidance on reporting results from studies evaluating diagnostic tests`,
  };
});
