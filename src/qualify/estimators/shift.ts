import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { refuse, requireSameLength } from '../../stats/argument.js';
import { jensenShannon, referenceBins, stabilityIndex } from '../../stats/shift/binned-shift.js';
import { wasserstein } from '../../stats/shift/ecdf-distances.js';
import { kolmogorovSmirnov } from '../../stats/shift/kolmogorov-smirnov.js';
import { energyStatistic } from '../../stats/shift/mean-discrepancy.js';
import { permutationTest } from '../../stats/shift/permutation-test.js';
import { pooledDistances } from '../../stats/shift/pooled-distances.js';
import type { Estimator, Measured } from '../estimator.js';
import type { StatInput } from '../stat-input.js';

export const TWO_SAMPLES = 'columns value, sample (0 reference, 1 new)';
const BINS = 10;

/** The two samples of the columns value and sample. */
export function samples(input: StatInput): { reference: Float64Array; fresh: Float64Array } {
  const value = input.numbers('value');
  const sample = input.numbers('sample');
  requireSameLength(value, sample, 'value and sample');
  sample.forEach((label, i) => {
    if (label !== 0 && label !== 1)
      refuse(`sample in row ${i + 1} is ${label}`, 'write 0 for the reference and 1 for the new sample');
  });
  return {
    reference: value.filter((_, i) => sample[i] === 0),
    fresh: value.filter((_, i) => sample[i] === 1),
  };
}

export function binned(input: StatInput, f: (a: Float64Array, b: Float64Array) => Estimable): Measured {
  const { reference, fresh } = samples(input);
  const bins = referenceBins(reference, fresh, BINS);
  return {
    estimate: bins.defined ? f(bins.value.reference, bins.value.fresh) : bins,
    n: reference.length + fresh.length,
    details: { bins: BINS },
  };
}

export const shift: readonly Estimator[] = [
  {
    name: 'kolmogorov-smirnov',
    title: 'Largest distance of two distribution functions',
    needs: TWO_SAMPLES,
    methods: [
      {
        name: 'exact',
        source: 'Schröer & Trenkler 1995, Comput Stat Data Anal 20:185; conditional on ties',
        compute: (input) => {
          const { reference, fresh } = samples(input);
          const result = kolmogorovSmirnov(reference, fresh);
          const n = reference.length + fresh.length;
          if (!result.defined) return { estimate: result, n };
          return {
            estimate: defined(result.value.statistic),
            n,
            details: { pExact: result.value.pExact, pLimit: result.value.pLimit },
          };
        },
      },
    ],
  },
  {
    name: 'wasserstein',
    title: 'Wasserstein distance of order 1',
    needs: TWO_SAMPLES,
    methods: [
      {
        name: 'order-1',
        source:
          'Vallender 1974, Theory Probab Appl 18:784: area between the empirical distribution functions',
        compute: (input) => {
          const { reference, fresh } = samples(input);
          return { estimate: wasserstein(reference, fresh), n: reference.length + fresh.length };
        },
      },
    ],
  },
  {
    name: 'energy-statistic',
    title: 'Energy statistic with permutation p',
    needs: TWO_SAMPLES,
    methods: [
      {
        name: 'permutation',
        source: 'Székely & Rizzo 2013, J Stat Plan Inference 143:1249; Phipson & Smyth 2010',
        compute: (input, { seed, resamples }) => {
          const { reference, fresh } = samples(input);
          const distances = pooledDistances(
            Array.from(reference, (x) => [x]),
            Array.from(fresh, (x) => [x]),
          );
          const n = reference.length + fresh.length;
          const estimate = energyStatistic(distances);
          if (!estimate.defined) return { estimate, n };
          const statistic = (member: Uint8Array): number => {
            const value = energyStatistic(distances, member);
            return value.defined ? value.value : NaN;
          };
          const test = permutationTest(reference.length, fresh.length, statistic, {
            seed,
            draws: resamples,
            exactUpTo: resamples,
          });
          return {
            estimate,
            n,
            details: test.defined ? { p: test.value.p, permutations: test.value.permutations } : {},
          };
        },
      },
    ],
  },
  {
    name: 'stability-index',
    title: 'Population stability index, ten bins of the reference',
    needs: TWO_SAMPLES,
    methods: [
      {
        name: 'floor-1e-4',
        source:
          'Kullback and Leibler 1951, Ann Math Stat 22:79 (divergence J): sum (q - p) ln(q / p), type-7 quantile bins (lower, upper] of the reference, shares floored at 0.0001',
        compute: (input) => binned(input, (a, b) => stabilityIndex(a, b)),
      },
    ],
  },
  {
    name: 'jensen-shannon',
    title: 'Jensen-Shannon divergence in nats, ten bins of the reference',
    needs: TWO_SAMPLES,
    methods: [
      {
        name: 'binned',
        source: 'Lin 1991, IEEE Trans Inf Theory 37:145',
        compute: (input) => binned(input, jensenShannon),
      },
    ],
  },
];
