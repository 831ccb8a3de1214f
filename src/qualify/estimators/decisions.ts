import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import type { Confusion } from '../../stats/confusion.js';
import { decisionCurve } from '../../stats/decision-curve.js';
import { riskRatio } from '../../stats/likelihood-ratio.js';
import { npvAtPrevalence, ppvAtPrevalence } from '../../stats/predictive-values.js';
import type { Estimator, Measured } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { bootstrapTable, sizeOf, tableOf } from './cases.js';

function atPrevalence(
  name: string,
  title: string,
  value: (table: Confusion, prevalence: number) => Estimable,
): Estimator {
  return {
    name,
    title,
    needs: 'tp, fp, fn, tn; or columns truth, decision (0/1), cluster for the bootstrap; prevalence',
    methods: [
      {
        name: 'bayes',
        source: 'Altman and Bland 1994, BMJ 309:102',
        compute: (input) => {
          const table = tableOf(input);
          const prevalence = input.scalar('prevalence');
          return { estimate: value(table, prevalence), n: sizeOf(table), details: { prevalence } };
        },
      },
      {
        name: 'cluster-bootstrap-bca',
        source: 'Efron 1987, J Am Stat Assoc 82:171',
        compute: (input, options) => {
          const prevalence = input.scalar('prevalence');
          return bootstrapTable(input, options, (table) => value(table, prevalence));
        },
      },
    ],
  };
}

function netBenefit(input: StatInput): Measured {
  const truth = input.binary('truth');
  const curve = decisionCurve(input.numbers('probability'), truth, Array.from(input.numbers('thresholds')));
  const n = truth.length;
  if (!curve.defined) return { estimate: curve, n };
  const [first] = curve.value;
  return {
    estimate: first === undefined ? undefinedBecause('no threshold') : defined(first.model),
    n,
    details: Object.fromEntries(
      curve.value.flatMap(({ threshold, model, treatAll }): [string, number][] => [
        [`model_${threshold}`, model],
        [`treat_all_${threshold}`, treatAll],
      ]),
    ),
  };
}

/** What a result means for those it is used on. */
export const decisions: readonly Estimator[] = [
  atPrevalence('ppv-at-prevalence', 'Positive predictive value at a stated prevalence', ppvAtPrevalence),
  atPrevalence('npv-at-prevalence', 'Negative predictive value at a stated prevalence', npvAtPrevalence),
  {
    name: 'risk-ratio',
    title: 'Ratio of two independent proportions, first over second',
    needs: 'x1, n1, x2, n2',
    methods: [
      {
        name: 'log',
        source: 'Katz et al. 1978, Biometrics 34:469',
        compute: (input, { level }) => {
          const counts = {
            x1: input.scalar('x1'),
            n1: input.scalar('n1'),
            x2: input.scalar('x2'),
            n2: input.scalar('n2'),
          };
          const { ratio, interval } = riskRatio(counts, { level });
          return { estimate: ratio, interval, n: counts.n1 + counts.n2 };
        },
      },
    ],
  },
  {
    name: 'net-benefit',
    title:
      'Decision curve: net benefit at the first threshold, all thresholds in the details; calling none is 0',
    needs: 'columns probability, truth (0/1); thresholds (a number or a list, from 0 and below 1)',
    methods: [
      {
        name: 'decision-curve',
        source: 'Vickers and Elkin 2006, Med Decis Making 26:565',
        compute: netBenefit,
      },
    ],
  },
];
