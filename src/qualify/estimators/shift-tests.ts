import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { totalVariation } from '../../stats/shift/binned-shift.js';
import { categoryShift, type CategoryShift } from '../../stats/shift/category-shift.js';
import { energyDistance } from '../../stats/shift/ecdf-distances.js';
import { fisherFreemanHalton } from '../../stats/shift/fisher-freeman-halton.js';
import { meanDiscrepancy, medianGamma } from '../../stats/shift/mean-discrepancy.js';
import { permutationTest } from '../../stats/shift/permutation-test.js';
import { pooledDistances } from '../../stats/shift/pooled-distances.js';
import { cramerVonMises, mannWhitneyTest } from '../../stats/shift/rank-tests.js';
import type { Estimator, Measured, Method, StatOptions } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { detail, measured } from './measured.js';
import { binned, samples, TWO_SAMPLES } from './shift.js';

/** Permutation p of a statistic that is large when the samples differ. */
function permuted(
  n: number,
  m: number,
  statistic: (member?: Uint8Array) => Estimable,
  { seed, resamples }: StatOptions,
): Measured {
  const estimate = statistic();
  if (!estimate.defined) return { estimate, n: n + m };
  const test = permutationTest(
    n,
    m,
    (member) => {
      const value = statistic(member);
      return value.defined ? value.value : NaN;
    },
    { seed, draws: resamples, exactUpTo: resamples },
  );
  return {
    estimate,
    n: n + m,
    details: test.defined
      ? { p: test.value.p, permutations: test.value.permutations, exact: Number(test.value.exact) }
      : {},
  };
}

function discrepancy(kind: 'biased' | 'unbiased'): Method {
  return {
    name: kind,
    source: 'Gretton et al. 2012, J Mach Learn Res 13:723; Gaussian kernel exp(-gamma d²)',
    compute: (input, options) => {
      const { reference, fresh } = samples(input);
      const points = (values: Float64Array): number[][] => Array.from(values, (x) => [x]);
      const distances = pooledDistances(points(reference), points(fresh));
      const n = reference.length + fresh.length;
      const gamma = input.has('gamma') ? defined(input.scalar('gamma')) : medianGamma(distances);
      if (!gamma.defined) return { estimate: gamma, n };
      const result = permuted(
        reference.length,
        fresh.length,
        (member) => meanDiscrepancy(distances, gamma.value, kind, member),
        options,
      );
      return {
        ...result,
        details: { ...result.details, gamma: gamma.value },
        flags: input.has('gamma')
          ? []
          : ['gamma by the median distance of both samples: it uses the new data'],
      };
    },
  };
}

const COUNTS = 'columns reference, new (counts, one row a category)';

function counts(input: StatInput): { reference: Float64Array; fresh: Float64Array; n: number } {
  const reference = input.numbers('reference');
  const fresh = input.numbers('new');
  return { reference, fresh, n: [...reference, ...fresh].reduce((sum, count) => sum + count, 0) };
}

function categories(name: string, source: string, p: (test: CategoryShift) => number): Method {
  return {
    name,
    source,
    compute: (input) => {
      const { reference, fresh, n } = counts(input);
      return measured(categoryShift(reference, fresh), n, (test) => ({
        estimate: defined(p(test)),
        flags: test.leastExpected < 5 ? ['an expected count is below 5: prefer the exact test'] : [],
        details: {
          statistic: name === 'g' ? test.g : test.chiSquare,
          df: test.df,
          cramersV: test.cramersV,
          leastExpected: test.leastExpected,
        },
      }));
    },
  };
}

function rank(input: StatInput): Measured {
  const { reference, fresh } = samples(input);
  return measured(mannWhitneyTest(reference, fresh), reference.length + fresh.length, ({ u, p }) => ({
    estimate: p,
    details: { u, shareLarger: u / (reference.length * fresh.length) },
  }));
}

/** Tests and distances of two samples beyond the distribution functions; p values of ties and counts. */
export const shiftTests: readonly Estimator[] = [
  {
    name: 'mann-whitney',
    title: 'Mann-Whitney test of two samples, two-sided p value',
    needs: TWO_SAMPLES,
    methods: [
      {
        name: 'normal',
        source: 'Mann and Whitney 1947, Ann Math Stat 18:50; tie and continuity correction',
        compute: rank,
      },
    ],
  },
  {
    name: 'cramer-von-mises',
    title: 'Cramér-von Mises statistic with permutation p',
    needs: TWO_SAMPLES,
    methods: [
      {
        name: 'permutation',
        source: 'Anderson 1962, Ann Math Stat 33:1148; Phipson and Smyth 2010',
        compute: (input, options) => {
          const { reference, fresh } = samples(input);
          const pooled = Float64Array.from([...reference, ...fresh]);
          return permuted(
            reference.length,
            fresh.length,
            (member) =>
              member === undefined
                ? cramerVonMises(reference, fresh)
                : cramerVonMises(
                    pooled.filter((_, i) => member[i] === 0),
                    pooled.filter((_, i) => member[i] === 1),
                  ),
            options,
          );
        },
      },
    ],
  },
  {
    name: 'mean-discrepancy',
    title: 'Squared maximum mean discrepancy (MMD) with permutation p',
    needs: `${TWO_SAMPLES}; gamma (1 / (2 median distance²) unless given)`,
    methods: [discrepancy('unbiased'), discrepancy('biased')],
  },
  {
    name: 'energy-distance',
    title: 'Energy distance: √(2 ∫ (F - G)²)',
    needs: TWO_SAMPLES,
    methods: [
      {
        name: 'one-dimension',
        source: 'Székely and Rizzo 2013, J Stat Plan Inference 143:1249',
        compute: (input) => {
          const { reference, fresh } = samples(input);
          return { estimate: energyDistance(reference, fresh), n: reference.length + fresh.length };
        },
      },
    ],
  },
  {
    name: 'total-variation',
    title: 'Total variation: half the sum of |p - q|',
    needs: `${COUNTS}; or ${TWO_SAMPLES}, in ten bins of the reference`,
    methods: [
      {
        name: 'shares',
        source: 'half the L1 distance of two sets of shares, Levin, Peres and Wilmer 2009, section 4.1',
        compute: (input) => {
          if (input.has('value')) return binned(input, totalVariation);
          const { reference, fresh, n } = counts(input);
          return { estimate: totalVariation(reference, fresh), n };
        },
      },
    ],
  },
  {
    name: 'category-shift',
    title: 'Do two samples fall alike into categories, p value',
    needs: COUNTS,
    methods: [
      categories('chi-square', 'Pearson 1900, Philos Mag 50:157', ({ p }) => p),
      categories(
        'g',
        'likelihood-ratio test, Agresti 2013, Categorical Data Analysis, section 3.2',
        ({ gP }) => gP,
      ),
      {
        name: 'exact',
        source: 'Freeman and Halton 1951, Biometrika 38:141',
        compute: (input) => {
          const { reference, fresh, n } = counts(input);
          const test = categoryShift(reference, fresh);
          return {
            estimate: fisherFreemanHalton(reference, fresh),
            n,
            details: { cramersV: test.defined ? test.value.cramersV : detail(test) },
          };
        },
      },
    ],
  },
];
