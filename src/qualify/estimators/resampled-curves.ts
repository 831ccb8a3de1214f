import { defined, undefinedBecause } from '../../core/estimable.js';
import { refuse, requireSameLength } from '../../stats/argument.js';
import { aucJackknife } from '../../stats/auc-jackknife.js';
import { auc } from '../../stats/auc.js';
import { clusteredRate } from '../../stats/clustered-rate.js';
import { delong } from '../../stats/delong.js';
import { aucDifference, welchAuc } from '../../stats/delong-compare.js';
import { jackknifeStandardError } from '../../stats/jackknife.js';
import { denseClusters } from '../../stats/obuchowski.js';
import { studentizedBootstrap } from '../../stats/studentized-bootstrap.js';
import type { Estimator, Measured, StatOptions } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { tiedCases } from './cases.js';
import { detail, measured, normalInterval } from './measured.js';

/** Two AUCs of different cases by DeLong's variances. */
function unpaired(input: StatInput, level: number, reference: 'normal' | 'welch'): Measured {
  const group = input.numbers('group');
  const score = input.numbers('score');
  const truth = input.binary('truth');
  requireSameLength(score, group, 'score and group');
  group.forEach((value, i) => {
    if (value !== 1 && value !== 2) refuse(`group in row ${i + 1} is ${value}`, 'write 1 or 2');
  });
  const of = (label: number): ReturnType<typeof delong> =>
    delong(
      score.filter((_, i) => group[i] === label),
      truth.filter((_, i) => group[i] === label),
      { level },
    );
  const [a, b] = [of(1), of(2)];
  const n = truth.length;
  if (!a.defined) return { estimate: a, n };
  if (!b.defined) return { estimate: b, n };
  const result = aucDifference(a.value.auc, b.value.auc, a.value.variance, b.value.variance, 0, { level });
  const cases = (label: number): number => group.filter((value) => value === label).length;
  const welch = welchAuc(result, cases(1), cases(2));
  return {
    estimate: defined(result.difference),
    interval:
      result.standardError === 0 ? undefinedBecause('the standard error is 0') : defined(result.interval),
    n,
    details: {
      aucFirst: result.aucA,
      aucSecond: result.aucB,
      standardError: result.standardError,
      pTwoSided:
        reference === 'normal' ? detail(result.pTwoSided) : welch.defined ? welch.value.pTwoSided : null,
      ...(reference === 'welch' ? { df: welch.defined ? welch.value.df : null } : {}),
    },
  };
}

/** Mean of values in clusters, with its own standard error: what the bootstrap-t needs. */
function studentizedMean(input: StatInput, { level, seed, resamples }: StatOptions): Measured {
  const value = input.numbers('value');
  const { index, clusters } = denseClusters(input.clusters('cluster', value.length));
  const sum = new Float64Array(clusters);
  const size = new Float64Array(clusters);
  index.forEach((c, i) => {
    sum[c] = (sum[c] ?? 0) + (value[i] ?? 0);
    size[c] = (size[c] ?? 0) + 1;
  });
  const statistic = (multiplicity: Uint32Array): { value: number; standardError: number } => {
    let [total, units] = [0, 0];
    multiplicity.forEach((times, c) => {
      total += times * (sum[c] ?? 0);
      units += times * (size[c] ?? 0);
    });
    const mean = total / units;
    let squares = 0;
    multiplicity.forEach((times, c) => (squares += times * ((sum[c] ?? 0) - mean * (size[c] ?? 0)) ** 2));
    return { value: mean, standardError: Math.sqrt((clusters / (clusters - 1)) * squares) / units };
  };
  const mean = value.length === 0 ? undefinedBecause('no value') : defined(average(value));
  const result = studentizedBootstrap({ clusters, statistic, resamples, seed, level });
  return {
    estimate: mean,
    interval: result.defined ? defined(result.value.interval) : result,
    n: value.length,
    details: result.defined
      ? { clusters, resamples, undefinedResamples: result.value.undefinedResamples }
      : { clusters },
  };
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** AUC with the jackknife over clusters, or cases. */
function jackknifed(input: StatInput, level: number): Measured {
  const score = input.numbers('score');
  const truth = input.binary('truth');
  const estimate = auc(score, truth);
  const common = { estimate, n: truth.length, ties: tiedCases(score) };
  if (!estimate.defined) return common;
  const { index, clusters } = denseClusters(input.clusters('cluster', truth.length));
  const standardError = jackknifeStandardError(aucJackknife(score, truth, index, clusters));
  return {
    ...common,
    interval: normalInterval(estimate, standardError, level),
    flags: ['not cut to the range of the metric'],
    details: { standardError: detail(standardError), clusters },
  };
}

/** Comparisons and intervals that resample, or need no law of the counts. */
export const resampledCurves: readonly Estimator[] = [
  {
    name: 'roc-auc-unpaired-difference',
    title: 'Difference of two AUCs of different cases, group 1 minus group 2',
    needs: 'columns score, truth (0/1), group (1/2)',
    methods: [
      {
        name: 'delong-unpaired',
        source: 'DeLong et al. 1988, Biometrics 44:837; covariance 0, normal',
        compute: (input, { level }) => unpaired(input, level, 'normal'),
      },
      {
        name: 'delong-welch',
        source: 'Robin et al. 2011, BMC Bioinformatics 12:77 (pROC): p by t with Welch df',
        compute: (input, { level }) => unpaired(input, level, 'welch'),
      },
    ],
  },
  {
    name: 'roc-auc-jackknife',
    title: 'Area under the ROC curve, jackknife over cases or clusters',
    needs: 'columns score, truth (0/1), cluster where patients repeat',
    methods: [
      {
        name: 'cluster-jackknife',
        source: 'Efron 1982, The Jackknife, the Bootstrap and Other Resampling Plans; ± z SE',
        compute: (input, { level }) => jackknifed(input, level),
      },
    ],
  },
  {
    name: 'mean',
    title: 'Mean of values, in clusters or not',
    needs: 'column value, cluster where patients repeat',
    methods: [
      {
        name: 'cluster-bootstrap-studentized',
        source: 'Efron 1982; Davison and Hinkley 1997, section 5.2 (bootstrap-t)',
        compute: studentizedMean,
      },
    ],
  },
  {
    name: 'clustered-rate',
    title: 'Events per unit of exposure when events gather in clusters',
    needs: 'columns count, exposure (one row a cluster)',
    methods: [
      {
        name: 'cluster-ratio-log-t',
        source: 'Cochran 1977, Sampling Techniques, section 6.3; log scale, t with k - 1 df',
        compute: (input, { level }) => {
          const count = input.numbers('count');
          return measured(
            clusteredRate(count, input.numbers('exposure'), { level }),
            count.reduce((sum, value) => sum + value, 0),
            ({ rate, standardError, interval, clusters }) => ({
              estimate: defined(rate),
              interval,
              details: { standardError, clusters },
            }),
          );
        },
      },
    ],
  },
];
