import { defined, type Estimable } from '../../core/estimable.js';
import { balancedAccuracy, f1, jaccard, mcc, youden, type Confusion } from '../../stats/confusion.js';
import { deltaInterval, type DeltaMetric } from '../../stats/delta-interval.js';
import { kappaOfTable } from '../../stats/kappa-of-table.js';
import {
  diagnosticOddsRatio,
  diagnosticOddsRatioInterval,
  negativeLikelihoodRatio,
  negativeLikelihoodRatioInterval,
  positiveLikelihoodRatio,
  positiveLikelihoodRatioInterval,
} from '../../stats/likelihood-ratio.js';
import type { Interval } from '../../stats/interval.js';
import type { Estimator } from '../estimator.js';
import { bootstrapTable, sizeOf, tableOf } from './cases.js';

type Metric = (table: Confusion) => Estimable;

const kappa: Metric = ({ tp, fp, fn, tn }) =>
  kappaOfTable([
    [tp, fn],
    [fp, tn],
  ]);

const METRICS: readonly (readonly [string, string, Metric, DeltaMetric])[] = [
  ['balanced-accuracy', 'Mean of sensitivity and specificity', balancedAccuracy, 'balanced-accuracy'],
  ['f1', 'F1: 2 TP / (2 TP + FP + FN)', f1, 'f1'],
  ['jaccard', 'TP / (TP + FP + FN)', jaccard, 'jaccard'],
  ['mcc', 'Matthews correlation coefficient', mcc, 'mcc'],
  ['youden', 'Sensitivity + specificity - 1', youden, 'youden'],
  ['kappa-2x2', "Cohen's kappa of truth and decision", kappa, 'kappa'],
];

type RatioInterval = (table: Confusion, options: { level: number }) => Estimable<Interval>;

const RATIOS: readonly (readonly [string, string, Metric, RatioInterval])[] = [
  [
    'lr-positive',
    'Sensitivity / (1 - specificity)',
    positiveLikelihoodRatio,
    positiveLikelihoodRatioInterval,
  ],
  [
    'lr-negative',
    '(1 - sensitivity) / specificity',
    negativeLikelihoodRatio,
    negativeLikelihoodRatioInterval,
  ],
  ['odds-ratio', 'TP TN / (FP FN)', diagnosticOddsRatio, diagnosticOddsRatioInterval],
];

const needs = 'tp, fp, fn, tn; or columns truth, decision (0/1), cluster for the bootstrap';

export const tables: readonly Estimator[] = [
  ...METRICS.map(([name, title, metric, delta]): Estimator => ({
    name,
    title,
    needs,
    methods: [
      {
        name: 'cluster-bootstrap-bca',
        source: 'Efron 1987, J Am Stat Assoc 82:171',
        compute: (input, options) => bootstrapTable(input, options, metric),
      },
      {
        name: 'delta',
        source: 'Agresti 2013, Categorical Data Analysis, section 16.1 (cohort sampling)',
        compute: (input, { level }) => {
          const table = tableOf(input);
          const result = deltaInterval(table, delta, { level });
          return {
            estimate: metric(table),
            interval: result.defined ? defined(result.value.unclippedInterval) : result,
            n: sizeOf(table),
            flags: ['not cut to the range of the metric'],
            details: { standardError: result.defined ? result.value.standardError : null },
          };
        },
      },
    ],
  })),
  ...RATIOS.map(([name, title, metric, interval]): Estimator => ({
    name,
    title,
    needs,
    methods: [
      {
        name: 'log',
        source: 'Simel, Samsa and Matchar 1991, J Clin Epidemiol 44:763',
        compute: (input, { level }) => {
          const table = tableOf(input);
          return { estimate: metric(table), interval: interval(table, { level }), n: sizeOf(table) };
        },
      },
    ],
  })),
];
