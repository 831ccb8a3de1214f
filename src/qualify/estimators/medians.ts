import { defined } from '../../core/estimable.js';
import { medianInterval, signedRankInterval } from '../../stats/median-interval.js';
import { quantileSorted } from '../../stats/quantile.js';
import { undefinedBecause } from '../../core/estimable.js';
import type { Estimator } from '../estimator.js';

/** Middle of a skewed quantity, such as Dice over patients. */
export const medians: readonly Estimator[] = [
  {
    name: 'median',
    title: 'Median of independent values, such as Dice of patients',
    needs: 'column value',
    methods: [
      {
        name: 'order-statistics',
        source:
          'Conover 1999, Practical Nonparametric Statistics, section 3.2: binomial, no assumption of shape',
        compute: (input, { level }) => {
          const sorted = input.numbers('value').sort();
          if (sorted.length === 0) return { estimate: undefinedBecause('no value'), n: 0 };
          return {
            estimate: defined(quantileSorted(sorted, 0.5)),
            interval: medianInterval(sorted, { level }),
            n: sorted.length,
          };
        },
      },
      {
        name: 'hodges-lehmann',
        source:
          'Hodges and Lehmann 1963, Ann Math Stat 34:598; inverts the signed-rank test, assumes symmetry',
        compute: (input, { level }) => {
          const values = input.numbers('value');
          const result = signedRankInterval(values, { level });
          return result.defined
            ? { estimate: defined(result.value.estimate), interval: result.value.interval, n: values.length }
            : { estimate: result, n: values.length };
        },
      },
    ],
  },
];
