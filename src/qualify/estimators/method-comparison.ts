import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { demingRegression, type LineEstimate } from '../../stats/agreement/deming-regression.js';
import { passingBablok } from '../../stats/agreement/passing-bablok.js';
import {
  readerAnova,
  repeatabilityCoefficient,
  withinSubjectSd,
  type ReaderAnova,
} from '../../stats/agreement/reader-anova.js';
import type { Estimator, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { complete, longTable } from './agreement.js';
import { limits, measured } from './measured.js';

function line(
  source: string,
  fit: (a: Float64Array, b: Float64Array, level: number, input: StatInput) => Estimable<LineEstimate>,
): Method[] {
  return (['slope', 'intercept'] as const).map((name) => ({
    name,
    source,
    compute: (input, { level }) => {
      const a = input.numbers('a');
      return measured(fit(a, input.numbers('b'), level, input), a.length, (value) => ({
        estimate: defined(value[name]),
        interval: value[`${name}Interval`],
        details: {
          slope: value.slope,
          ...limits('slope', value.slopeInterval),
          intercept: value.intercept,
          ...limits('intercept', value.interceptInterval),
        },
      }));
    },
  }));
}

function repeated(name: string, title: string, read: (anova: ReaderAnova) => number): Estimator {
  return {
    name,
    title,
    needs: 'columns subject, reader, rating; every reader rates every subject',
    methods: [
      {
        name: 'anova',
        source: 'Bland and Altman 1996, BMJ 313:744',
        compute: (input) => {
          const table = complete(longTable(input));
          return measured(readerAnova(table), table.length, (anova) => ({
            estimate: defined(read(anova)),
            details: { msWithin: anova.msWithin, readers: anova.readers },
          }));
        },
      },
    ],
  };
}

/** Two ways of measuring the same thing, and one way twice. */
export const methodComparison: readonly Estimator[] = [
  {
    name: 'deming',
    title: 'Deming regression of b on a',
    needs: 'columns a, b; error_ratio (error variance of b over that of a, 1 unless given)',
    methods: line(
      'Linnet 1990, Stat Med 9:1463; jackknife intervals of CLSI EP09c 2018',
      (a, b, level, input) => demingRegression(a, b, { errorRatio: input.number('error_ratio', 1), level }),
    ),
  },
  {
    name: 'passing-bablok',
    title: 'Passing-Bablok regression of b on a',
    needs: 'columns a, b',
    methods: line('Passing and Bablok 1983, J Clin Chem Clin Biochem 21:709', (a, b, level) =>
      passingBablok(a, b, level),
    ),
  },
  repeated('within-subject-sd', 'Standard deviation of repeated readings of one subject', withinSubjectSd),
  repeated(
    'repeatability-coefficient',
    'Two readings of one subject differ by less in 95 % of pairs',
    repeatabilityCoefficient,
  ),
];
