import { defined, type Estimable } from '../../core/estimable.js';
import { aucJackknife } from '../../stats/auc-jackknife.js';
import { aucOfMultiplicities } from '../../stats/auc-resampling.js';
import { auc } from '../../stats/auc.js';
import { averagePrecision } from '../../stats/average-precision.js';
import { averagePrecisionOfMultiplicities } from '../../stats/average-precision-resampling.js';
import { clusterBootstrap, type BootstrapResult } from '../../stats/bootstrap.js';
import { delong, type DelongResult } from '../../stats/delong.js';
import { delongPaired } from '../../stats/delong-compare.js';
import type { Interval } from '../../stats/interval.js';
import { newcombeAuc } from '../../stats/newcombe-auc.js';
import { clusteredAuc, denseClusters } from '../../stats/obuchowski.js';
import type { Estimator, Measured, Method, StatOptions } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { tiedCases } from './cases.js';

interface Scored {
  score: Float64Array;
  truth: Uint8Array;
}

function scored(input: StatInput): Scored {
  return { score: input.numbers('score'), truth: input.binary('truth') };
}

function common({ score, truth }: Scored): Pick<Measured, 'n' | 'ties'> {
  return { n: truth.length, ties: tiedCases(score) };
}

/** DeLong's intervals; a standard error of 0 falls to Newcombe's interval, flagged. */
function delongMethod(
  name: string,
  source: string,
  pick: (result: DelongResult) => Estimable<Interval>,
): Method {
  return {
    name,
    source,
    compute: (input, { level }) => {
      const cases = scored(input);
      const result = delong(cases.score, cases.truth, { level });
      const estimate = auc(cases.score, cases.truth);
      if (!result.defined) return { estimate, interval: result, ...common(cases) };
      const { degenerate, newcombeInterval, standardError } = result.value;
      return {
        estimate,
        interval: degenerate ? newcombeInterval : pick(result.value),
        ...common(cases),
        flags: degenerate ? ['standard error 0: interval of Newcombe 2006 method 5 instead'] : [],
        details: { standardError },
      };
    },
  };
}

function bootstrapped(
  estimate: Estimable,
  result: Estimable<BootstrapResult>,
  rest: Pick<Measured, 'n' | 'ties'>,
): Measured {
  if (!result.defined) return { estimate, interval: result, ...rest };
  const { interval, standardError, flags, undefinedResamples, resamples } = result.value;
  return {
    estimate,
    interval,
    ...rest,
    flags,
    details: { standardError, resamples, undefinedResamples },
  };
}

function bootstrapAuc(input: StatInput, options: StatOptions): Measured {
  const cases = scored(input);
  const { index, clusters } = denseClusters(input.clusters('cluster', cases.truth.length));
  const result = clusterBootstrap({
    ...options,
    clusters,
    statistic: aucOfMultiplicities(cases.score, cases.truth, index),
    jackknife: aucJackknife(cases.score, cases.truth, index, clusters),
    method: 'bca',
    ...(input.has('cluster') ? {} : { strata: Int32Array.from(cases.truth) }),
  });
  return bootstrapped(auc(cases.score, cases.truth), result, common(cases));
}

function bootstrapPrecision(input: StatInput, options: StatOptions): Measured {
  const cases = scored(input);
  const { index, clusters } = denseClusters(input.clusters('cluster', cases.truth.length));
  const result = clusterBootstrap({
    ...options,
    clusters,
    statistic: averagePrecisionOfMultiplicities(cases.score, cases.truth, index),
    method: 'percentile',
    ...(input.has('cluster') ? {} : { strata: Int32Array.from(cases.truth) }),
  });
  return bootstrapped(averagePrecision(cases.score, cases.truth), result, common(cases));
}

export const curves: readonly Estimator[] = [
  {
    name: 'roc-auc',
    title: 'Area under the ROC curve, ties one half',
    needs: 'columns score (higher = more positive), truth (0/1), cluster for the clustered methods',
    methods: [
      delongMethod(
        'delong-logit',
        'DeLong et al. 1988, Biometrics 44:837, on the logit scale (Pepe 2003)',
        (r) => r.logitInterval,
      ),
      delongMethod('delong', 'DeLong et al. 1988, Biometrics 44:837', (r) => defined(r.interval)),
      {
        name: 'newcombe',
        source: 'Newcombe 2006, Stat Med 25:559, method 5',
        compute: (input, { level }) => {
          const cases = scored(input);
          const estimate = auc(cases.score, cases.truth);
          const m = cases.truth.reduce((sum, value) => sum + value, 0);
          const interval = estimate.defined
            ? newcombeAuc(estimate.value, m, cases.truth.length - m, { level })
            : estimate;
          return { estimate, interval, ...common(cases) };
        },
      },
      {
        name: 'obuchowski',
        source: 'Obuchowski 1997, Biometrics 53:567',
        compute: (input, { level }) => {
          const cases = scored(input);
          const cluster = input.clusters('cluster', cases.truth.length);
          const result = clusteredAuc(cases.score, cases.truth, cluster, { level });
          return {
            estimate: auc(cases.score, cases.truth),
            interval: result.defined ? defined(result.value.interval) : result,
            ...common(cases),
            details: result.defined
              ? { standardError: result.value.standardError, clusters: result.value.clusters }
              : {},
          };
        },
      },
      { name: 'cluster-bootstrap-bca', source: 'Efron 1987, J Am Stat Assoc 82:171', compute: bootstrapAuc },
    ],
  },
  {
    name: 'average-precision',
    title: 'Average precision, step sum over distinct thresholds',
    needs: 'columns score, truth (0/1), cluster where patients repeat',
    methods: [
      {
        name: 'bootstrap-percentile',
        source: 'Davison and Hinkley 1997, section 5.3',
        compute: bootstrapPrecision,
      },
    ],
  },
  {
    name: 'roc-auc-difference',
    title: 'Difference of two AUCs of the same cases, A minus B',
    needs: 'columns score_a, score_b, truth (0/1)',
    methods: [
      {
        name: 'delong-paired',
        source: 'DeLong et al. 1988, Biometrics 44:837',
        compute: (input, { level }) => {
          const truth = input.binary('truth');
          const result = delongPaired(input.numbers('score_a'), input.numbers('score_b'), truth, { level });
          if (!result.defined) return { estimate: result, interval: result, n: truth.length };
          const { difference, interval, standardError, pTwoSided } = result.value;
          return {
            estimate: defined(difference),
            interval: defined(interval),
            n: truth.length,
            details: { standardError, pTwoSided: pTwoSided.defined ? pTwoSided.value : null },
          };
        },
      },
    ],
  },
];
