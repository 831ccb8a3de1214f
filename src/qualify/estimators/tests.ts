import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { mcnemar, mcnemarExact, mcnemarMidP } from '../../stats/mcnemar.js';
import type { TwoProportions } from '../../stats/newcombe-difference.js';
import { pairedProportions, type PairedTable } from '../../stats/paired-table.js';
import { fisherExact, pearsonChiSquare, type ChiSquareTest } from '../../stats/two-by-two-tests.js';
import type { Estimator, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { pairsOf } from './differences.js';
import { measured } from './measured.js';

/** x1 among n1 and x2 among n2. */
export function twoCounts(input: StatInput): TwoProportions {
  return {
    x1: input.scalar('x1'),
    n1: input.scalar('n1'),
    x2: input.scalar('x2'),
    n2: input.scalar('n2'),
  };
}

function pairedTest(
  name: string,
  source: string,
  test: (table: PairedTable) => Estimable | Estimable<ChiSquareTest>,
): Method {
  return {
    name,
    source,
    compute: (input) => {
      const table = pairsOf(input);
      const proportions = pairedProportions(table);
      const n = proportions.defined ? proportions.value.n : 0;
      return measured<number | ChiSquareTest>(test(table), n, (result) => testParts(result));
    },
  };
}

function testParts(result: number | ChiSquareTest): { estimate: Estimable; details: Record<string, number> } {
  return typeof result === 'number'
    ? { estimate: defined(result), details: {} }
    : { estimate: defined(result.p), details: { statistic: result.statistic, df: result.df } };
}

function independentTest(
  name: string,
  source: string,
  test: (counts: TwoProportions) => Estimable | Estimable<ChiSquareTest>,
): Method {
  return {
    name,
    source,
    compute: (input) => {
      const counts = twoCounts(input);
      return measured<number | ChiSquareTest>(test(counts), counts.n1 + counts.n2, (result) =>
        testParts(result),
      );
    },
  };
}

/** Two-sided tests of two proportions; the estimate is the p value. */
export const tests: readonly Estimator[] = [
  {
    name: 'mcnemar',
    title: 'McNemar test of two proportions of the same cases, p value',
    needs: 'both_positive, only_first, only_second, both_negative; or columns first, second (0/1)',
    methods: [
      pairedTest('exact', 'McNemar 1947, Psychometrika 12:153; conditional binomial', (t) =>
        defined(mcnemarExact(t)),
      ),
      pairedTest('mid-p', 'Fagerland, Lydersen and Laake 2013, BMC Med Res Methodol 13:91', (t) =>
        defined(mcnemarMidP(t)),
      ),
      pairedTest('asymptotic', 'McNemar 1947, Psychometrika 12:153', (t) => mcnemar(t)),
      pairedTest('continuity', 'Edwards 1948, Psychometrika 13:185', (t) => mcnemar(t, { continuity: true })),
    ],
  },
  {
    name: 'two-proportion-test',
    title: 'Test of two independent proportions, p value',
    needs: 'x1, n1, x2, n2',
    methods: [
      independentTest('fisher', 'Fisher 1935, J R Stat Soc 98:39', fisherExact),
      independentTest('pearson', 'Pearson 1900, Philos Mag 50:157', (counts) => pearsonChiSquare(counts)),
      independentTest('yates', 'Yates 1934, J R Stat Soc Suppl 1:217', (counts) =>
        pearsonChiSquare(counts, { yates: true }),
      ),
    ],
  },
];
