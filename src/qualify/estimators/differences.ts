import { defined, type Estimable } from '../../core/estimable.js';
import { agrestiCaffo } from '../../stats/agresti-caffo.js';
import { bonettPrice } from '../../stats/bonett-price.js';
import { requireSameLength } from '../../stats/argument.js';
import { ratio } from '../../stats/confusion.js';
import type { Interval } from '../../stats/interval.js';
import { mcnemarExact, mcnemarMidP } from '../../stats/mcnemar.js';
import { miettinenNurminen } from '../../stats/miettinen-nurminen.js';
import { newcombeDifference, type TwoProportions } from '../../stats/newcombe-difference.js';
import { newcombePaired } from '../../stats/newcombe-paired.js';
import { pairedProportions, type PairedTable } from '../../stats/paired-table.js';
import { tango } from '../../stats/tango.js';
import type { Estimator, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';

type OfTwo = (counts: TwoProportions, options: { level: number }) => Estimable<Interval>;
type OfPairs = (table: PairedTable, options: { level: number }) => Estimable<Interval>;

function independent(name: string, source: string, interval: OfTwo): Method {
  return {
    name,
    source,
    compute: (input, { level }) => {
      const counts = {
        x1: input.scalar('x1'),
        n1: input.scalar('n1'),
        x2: input.scalar('x2'),
        n2: input.scalar('n2'),
      };
      const p1 = ratio(counts.x1, counts.n1, 'first sample empty');
      const p2 = ratio(counts.x2, counts.n2, 'second sample empty');
      const estimate = p1.defined && p2.defined ? defined(p1.value - p2.value) : p1.defined ? p2 : p1;
      return { estimate, interval: interval(counts, { level }), n: counts.n1 + counts.n2 };
    },
  };
}

/** Counts, or columns first and second of 0 and 1. */
export function pairsOf(input: StatInput): PairedTable {
  if (input.has('only_first')) {
    return {
      bothPositive: input.scalar('both_positive'),
      onlyFirst: input.scalar('only_first'),
      onlySecond: input.scalar('only_second'),
      bothNegative: input.scalar('both_negative'),
    };
  }
  const first = input.binary('first');
  const second = input.binary('second');
  requireSameLength(first, second, 'first and second');
  const table = { bothPositive: 0, onlyFirst: 0, onlySecond: 0, bothNegative: 0 };
  first.forEach((a, i) => {
    const b = second[i] ?? 0;
    table[a === 1 ? (b === 1 ? 'bothPositive' : 'onlyFirst') : b === 1 ? 'onlySecond' : 'bothNegative'] += 1;
  });
  return table;
}

function paired(name: string, source: string, interval: OfPairs): Method {
  return {
    name,
    source,
    compute: (input, { level }) => {
      const table = pairsOf(input);
      const proportions = pairedProportions(table);
      return {
        estimate: proportions.defined ? defined(proportions.value.difference) : proportions,
        interval: interval(table, { level }),
        n: proportions.defined ? proportions.value.n : 0,
        details: { mcnemarExactP: mcnemarExact(table), mcnemarMidP: mcnemarMidP(table) },
      };
    },
  };
}

export const differences: readonly Estimator[] = [
  {
    name: 'proportion-difference',
    title: 'Difference of two independent proportions, first minus second',
    needs: 'x1, n1, x2, n2',
    methods: [
      independent('newcombe', 'Newcombe 1998, Stat Med 17:873, method 10', newcombeDifference),
      independent('miettinen-nurminen', 'Miettinen and Nurminen 1985, Stat Med 4:213', miettinenNurminen),
      independent('mee', 'Mee 1984, Biometrics 40:1175', (counts, options) =>
        miettinenNurminen(counts, { ...options, variance: 'farrington-manning' }),
      ),
      independent('agresti-caffo', 'Agresti and Caffo 2000, Am Stat 54:280', agrestiCaffo),
    ],
  },
  {
    name: 'paired-difference',
    title: 'Difference of two proportions of the same cases, first minus second',
    needs: 'both_positive, only_first, only_second, both_negative; or columns first, second (0/1)',
    methods: [
      paired('tango', 'Tango 1998, Stat Med 17:891', tango),
      paired('newcombe-paired', 'Newcombe 1998, Stat Med 17:2635, method 10', newcombePaired),
      paired('bonett-price', 'Bonett and Price 2012, J Educ Behav Stat 37:479', bonettPrice),
    ],
  },
];
