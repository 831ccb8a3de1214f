import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { requireSameLength, refuse } from '../../stats/argument.js';
import {
  kornGraubard,
  ratioLogitStudent,
  ratioNormal,
  ratioStudent,
} from '../../stats/cluster-ratio-interval.js';
import { clusteredDifference } from '../../stats/clustered-difference.js';
import { clusteredPaired } from '../../stats/clustered-paired.js';
import type { Interval } from '../../stats/interval.js';
import { denseClusters } from '../../stats/obuchowski.js';
import {
  clusterCounts,
  clusteredProportion,
  raoScott,
  type ClusteredProportion,
} from '../../stats/rao-scott.js';
import { sahaWilson } from '../../stats/saha-wilson.js';
import type { Estimator, Measured, Method, StatOptions } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { detail, measured } from './measured.js';

/** Successes and units of each cluster, of the units that `keep` says. */
function counts(
  input: StatInput,
  keep: (unit: number) => boolean = () => true,
): { x: Float64Array; n: Float64Array } {
  const outcome = input.binary('outcome');
  const cluster = input.clusters('cluster', outcome.length);
  requireSameLength(outcome, cluster, 'outcome and cluster');
  const { index, clusters } = denseClusters(cluster.filter((_, i) => keep(i)));
  return clusterCounts(
    outcome.filter((_, i) => keep(i)),
    index,
    clusters,
  );
}

type OfClusters = (
  proportion: ClusteredProportion,
  x: Float64Array,
  n: Float64Array,
  level: number,
) => Estimable<Interval>;

function proportionBy(name: string, source: string, interval: OfClusters): Method {
  return {
    name,
    source,
    compute: (input, { level }) => {
      const { x, n } = counts(input);
      const units = n.reduce((sum, size) => sum + size, 0);
      return measured(clusteredProportion(x, n), units, (proportion) => ({
        estimate: defined(proportion.estimate),
        interval: interval(proportion, x, n, level),
        details: {
          clusters: proportion.clusters,
          variance: detail(proportion.variance),
          designEffect: detail(proportion.designEffect),
        },
      }));
    },
  };
}

const within = <T extends { interval: Interval }>(result: Estimable<T>): Estimable<Interval> =>
  result.defined ? defined(result.value.interval) : result;

function groups(input: StatInput, { level }: StatOptions): Measured {
  const group = input.numbers('group');
  group.forEach((value, i) => {
    if (value !== 1 && value !== 2) refuse(`group in row ${i + 1} is ${value}`, 'write 1 or 2');
  });
  requireSameLength(group, input.binary('outcome'), 'group and outcome');
  const result = clusteredDifference(
    counts(input, (i) => group[i] === 1),
    counts(input, (i) => group[i] === 2),
    { level },
  );
  return measured(result, group.length, (value) => ({
    estimate: defined(value.difference),
    interval: value.interval,
    details: {
      p1: value.first.estimate,
      p2: value.second.estimate,
      standardError: detail(value.standardError),
      z: detail(value.z),
      pTwoSided: detail(value.pTwoSided),
      raoScottStatistic: value.raoScott.defined ? value.raoScott.value.statistic : null,
      raoScottP: value.raoScott.defined ? value.raoScott.value.p : null,
    },
  }));
}

function pairs(test: 'obuchowski' | 'durkalski', input: StatInput, level: number): Measured {
  const first = input.binary('first');
  const second = input.binary('second');
  const result = clusteredPaired(first, second, input.clusters('cluster', first.length), { level });
  return measured(result, first.length, (value) => ({
    estimate: defined(value.difference),
    interval: value.interval,
    details: {
      p1: value.p1,
      p2: value.p2,
      clusters: value.clusters,
      standardError: detail(value.standardError),
      statistic: value[test].defined ? value[test].value.statistic : null,
      p: value[test].defined ? value[test].value.p : null,
      naiveMcnemar: detail(value.naiveMcnemar),
    },
  }));
}

/** Proportions of units that come in clusters: lesions or images of patients. */
export const clustered: readonly Estimator[] = [
  {
    name: 'clustered-proportion',
    title: 'Proportion of units in clusters',
    needs: 'columns outcome (0/1), cluster',
    methods: [
      proportionBy('rao-scott-wilson', 'Rao and Scott 1992, Biometrics 48:577', (_, x, n, level) =>
        within(raoScott(x, n, { level })),
      ),
      proportionBy('rao-scott-clopper-pearson', 'Rao and Scott 1992, Biometrics 48:577', (_, x, n, level) =>
        within(raoScott(x, n, { level, interval: 'clopper-pearson' })),
      ),
      proportionBy(
        'cluster-saha-wilson',
        'Saha, Miller and Wang 2016, Int J Biostat 12:20150024',
        (_, x, n, level) => {
          const saha = sahaWilson(x, n, { level });
          return saha.defined ? saha.value.interval : saha;
        },
      ),
      proportionBy(
        'cluster-ratio-normal',
        'Cochran 1977, Sampling Techniques, section 6.3',
        (p, _x, _n, level) => ratioNormal(p, { level }),
      ),
      proportionBy('cluster-ratio-t', 'Cochran 1977, section 6.3; t with k - 1 df', (p, _x, _n, level) =>
        ratioStudent(p, { level }),
      ),
      proportionBy(
        'cluster-ratio-logit-t',
        'Lumley 2010, Complex Surveys; R survey, svyciprop method logit',
        (p, _x, _n, level) => ratioLogitStudent(p, { level }),
      ),
      proportionBy(
        'cluster-korn-graubard',
        'Korn and Graubard 1998, Surv Methodol 24:193',
        (p, _x, _n, level) => kornGraubard(p, { level }),
      ),
    ],
  },
  {
    name: 'clustered-difference',
    title: 'Difference of proportions of two groups of clusters, group 1 minus group 2',
    needs: 'columns outcome (0/1), group (1/2), cluster',
    methods: [
      {
        name: 'cluster-ratio',
        source: 'Rao and Scott 1992, Biometrics 48:577; ratio estimator',
        compute: groups,
      },
    ],
  },
  {
    name: 'clustered-paired-difference',
    title: 'Difference of two proportions of the same clustered units, first minus second',
    needs: 'columns first, second (0/1), cluster',
    methods: [
      {
        name: 'obuchowski',
        source: 'Obuchowski 1998, Stat Med 17:1495; interval of the ratio estimator',
        compute: (input, { level }) => pairs('obuchowski', input, level),
      },
      {
        name: 'durkalski',
        source: 'Durkalski et al. 2003, Stat Med 22:2417; interval of the ratio estimator',
        compute: (input, { level }) => pairs('durkalski', input, level),
      },
    ],
  },
];
