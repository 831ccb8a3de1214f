import { defined, type Estimable } from '../../core/estimable.js';
import { requireSuccesses } from '../../stats/argument.js';
import { agrestiCoull } from '../../stats/agresti-coull.js';
import { clopperPearson } from '../../stats/clopper-pearson.js';
import { ratio, type Confusion } from '../../stats/confusion.js';
import { garwood } from '../../stats/garwood.js';
import type { Interval } from '../../stats/interval.js';
import { jeffreys } from '../../stats/jeffreys.js';
import { midP } from '../../stats/mid-p.js';
import { denseClusters } from '../../stats/obuchowski.js';
import { clusterCounts, raoScott } from '../../stats/rao-scott.js';
import { wilson } from '../../stats/wilson.js';
import type { Estimator, Measured, Method, StatOptions } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { bootstrapTable, tableOf } from './cases.js';

type OneProportion = (x: number, n: number, options: { level: number }) => Estimable<Interval>;

const INTERVALS: readonly (readonly [string, string, OneProportion])[] = [
  ['wilson', 'Wilson 1927, J Am Stat Assoc 22:209', wilson],
  ['clopper-pearson', 'Clopper and Pearson 1934, Biometrika 26:404', clopperPearson],
  [
    'wilson-continuity',
    'Newcombe 1998, Stat Med 17:857, method 4',
    (x, n, o) => wilson(x, n, { ...o, continuity: true }),
  ],
  ['mid-p', 'Newcombe 1998, Stat Med 17:857, method 6', midP],
  ['jeffreys', 'Brown, Cai and DasGupta 2001, Stat Sci 16:101', jeffreys],
  ['agresti-coull', 'Agresti and Coull 1998, Am Stat 52:119', agrestiCoull],
];

/** Interval methods of x successes among n. */
function methodsOf(counts: (input: StatInput) => readonly [number, number]): Method[] {
  return INTERVALS.map(([name, source, interval]) => ({
    name,
    source,
    compute: (input, { level }) => {
      const [x, n] = counts(input);
      requireSuccesses(x, n);
      return { estimate: ratio(x, n, 'empty denominator'), interval: interval(x, n, { level }), n };
    },
  }));
}

interface TableProportion {
  name: string;
  title: string;
  counts: (table: Confusion) => readonly [number, number];
  /** Whether a case counts in the denominator, and as a success. */
  unit: (truth: number, decision: number) => readonly [number, number];
}

const TABLE: readonly TableProportion[] = [
  {
    name: 'sensitivity',
    title: 'Sensitivity: TP / (TP + FN)',
    counts: (t) => [t.tp, t.tp + t.fn],
    unit: (t, d) => [t, t * d],
  },
  {
    name: 'specificity',
    title: 'Specificity: TN / (TN + FP)',
    counts: (t) => [t.tn, t.tn + t.fp],
    unit: (t, d) => [1 - t, (1 - t) * (1 - d)],
  },
  {
    name: 'ppv',
    title: 'Positive predictive value: TP / (TP + FP)',
    counts: (t) => [t.tp, t.tp + t.fp],
    unit: (t, d) => [d, t * d],
  },
  {
    name: 'npv',
    title: 'Negative predictive value: TN / (TN + FN)',
    counts: (t) => [t.tn, t.tn + t.fn],
    unit: (t, d) => [1 - d, (1 - t) * (1 - d)],
  },
  {
    name: 'accuracy',
    title: 'Accuracy: (TP + TN) / n',
    counts: (t) => [t.tp + t.tn, t.tp + t.fp + t.fn + t.tn],
    unit: (t, d) => [1, t === d ? 1 : 0],
  },
];

function clustered({ unit }: TableProportion, input: StatInput, { level }: StatOptions): Measured {
  const truth = input.binary('truth');
  const decision = input.binary('decision');
  const keep: number[] = [];
  truth.forEach((t, i) => {
    if (unit(t, decision[i] ?? 0)[0] === 1) keep.push(i);
  });
  const labels = input.clusters('cluster', truth.length);
  const { index, clusters } = denseClusters(keep.map((i) => labels[i] ?? 0));
  const success = keep.map((i) => unit(truth[i] ?? 0, decision[i] ?? 0)[1]);
  const { x, n } = clusterCounts(success, index, clusters);
  const estimate = ratio(
    success.reduce((sum, value) => sum + value, 0),
    keep.length,
    'empty denominator',
  );
  const result = raoScott(x, n, { level });
  if (!result.defined) return { estimate, interval: result, n: keep.length };
  const { interval, effectiveN, applied, flags } = result.value;
  return {
    estimate,
    interval: defined(interval),
    n: keep.length,
    flags,
    details: { clusters, designEffectApplied: applied, effectiveN },
  };
}

function ofTable(item: TableProportion): Estimator {
  return {
    name: item.name,
    title: item.title,
    needs: 'tp, fp, fn, tn; or columns truth, decision (0/1), cluster for the clustered methods',
    methods: [
      ...methodsOf((input) => item.counts(tableOf(input))),
      {
        name: 'rao-scott-wilson',
        source: 'Rao and Scott 1992, Biometrics 48:577',
        compute: (input, options) => clustered(item, input, options),
      },
      {
        name: 'cluster-bootstrap-bca',
        source: 'Efron 1987, J Am Stat Assoc 82:171',
        compute: (input, options) =>
          bootstrapTable(input, options, (table) => {
            const [x, n] = item.counts(table);
            return ratio(x, n, 'empty denominator');
          }),
      },
    ],
  };
}

export const proportions: readonly Estimator[] = [
  {
    name: 'proportion',
    title: 'Proportion x / n',
    needs: 'x, n',
    methods: methodsOf((input) => [input.scalar('x'), input.scalar('n')]),
  },
  ...TABLE.map(ofTable),
  {
    name: 'rate',
    title: 'Events per unit of exposure',
    needs: 'count, exposure',
    methods: [
      {
        name: 'garwood',
        source: 'Garwood 1936, Biometrika 28:437',
        compute: (input, { level }) => {
          const count = input.scalar('count');
          const exposure = input.scalar('exposure');
          return {
            estimate: ratio(count, exposure, 'no exposure'),
            interval: garwood(count, exposure, { level }),
            n: count,
            flags: ['assumes Poisson counts: events that cluster in images need the case bootstrap'],
          };
        },
      },
    ],
  },
];
