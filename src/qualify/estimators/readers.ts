import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { requireSameLength } from '../../stats/argument.js';
import { differenceInference } from '../../stats/readers/bdg-inference.js';
import {
  delongPerformance,
  jackknifePerformance,
  unbiasedPerformance,
} from '../../stats/readers/covariance.js';
import { mrmcUStatistics, type MrmcUStatistics } from '../../stats/readers/mrmc-ustatistics.js';
import { obuchowskiRockette, type Generalization } from '../../stats/readers/obuchowski-rockette.js';
import { areaMetric, type ReaderPerformance } from '../../stats/readers/reader-performance.js';
import { readerStudy, type ReaderStudy } from '../../stats/readers/reader-study.js';
import { refuse } from '../../stats/argument.js';
import type { Estimator, Measured, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';

export function studyFrom(input: StatInput): ReaderStudy {
  const rating = input.numbers('rating');
  const truth = input.binary('truth');
  const [reader, modality, id] = [
    input.clusters('reader', 0),
    input.clusters('modality', 0),
    input.clusters('case', 0),
  ];
  for (const column of [truth, reader, modality, id]) requireSameLength(rating, column, 'the columns');
  const study = readerStudy(
    Array.from(rating, (value, i) => ({
      rating: value,
      truth: truth[i] ?? NaN,
      reader: reader[i] ?? 0,
      modality: modality[i] ?? 0,
      case: id[i] ?? 0,
    })),
  );
  if (study.modalities.length !== 2)
    refuse(`${study.modalities.length} modalities`, 'compare two: the first that occurs minus the other');
  return study;
}

function rockette(
  name: string,
  performance: (study: ReaderStudy) => Estimable<ReaderPerformance>,
  generalization: Generalization,
): Method {
  return {
    name,
    source: 'Obuchowski & Rockette 1995; Hillis 2007, Stat Med 26:596',
    compute: (input, { level }): Measured => {
      const study = studyFrom(input);
      return pairOf(performance(study), study.cases.length, generalization, level);
    },
  };
}

/** The difference of the first two modalities by Obuchowski-Rockette. */
export function pairOf(
  result: Estimable<ReaderPerformance>,
  n: number,
  generalization: Generalization,
  level: number,
): Measured {
  if (!result.defined) return { estimate: result, interval: result, n };
  const { pairwise } = obuchowskiRockette(result.value, { generalization, level });
  if (!pairwise.defined) return { estimate: pairwise, interval: pairwise, n };
  const [pair] = pairwise.value;
  if (pair === undefined) return refuse('one modality', 'compare two');
  const details = {
    standardError: pair.standardError,
    df: pair.df,
    p: pair.p.defined ? pair.p.value : null,
    readers: result.value.readers,
  };
  return { estimate: defined(pair.estimate), interval: pair.interval, n, details };
}

function ustatistic(kind: 'ustat' | 'mle'): Method {
  return {
    name: kind === 'ustat' ? 'u-statistic' : 'u-statistic-mle',
    source: 'Gallas et al. 2009, Commun Stat Theory Methods 38:2586; iMRMC',
    compute: (input, { level }): Measured => {
      return byUStatistics(studyFrom(input), kind, level);
    },
  };
}

/** The difference of the first two modalities by U-statistics. */
function byUStatistics(study: ReaderStudy, kind: 'ustat' | 'mle', level: number): Measured {
  return differenceOf(mrmcUStatistics(study), kind, level, study.cases.length, study.readers.length);
}

/** The difference of the first two modalities, from their U-statistics. */
export function differenceOf(
  { single, pairs }: MrmcUStatistics,
  kind: 'ustat' | 'mle',
  level: number,
  n: number,
  readers: number,
): Measured {
  const [first, second] = single;
  const [between] = pairs;
  if (first === undefined || second === undefined || between === undefined)
    return refuse('one modality', 'compare two');
  const result = differenceInference(first, second, between.covariance, kind, level);
  const read = (value: Estimable): number | null => (value.defined ? value.value : null);
  return {
    estimate: defined(result.estimate),
    interval: result.tInterval,
    n,
    details: {
      variance: read(result.variance),
      df: read(result.df),
      p: read(result.tP),
      readers,
    },
  };
}

const jackknifed = (study: ReaderStudy): Estimable<ReaderPerformance> =>
  jackknifePerformance(study, areaMetric);

export const readers: readonly Estimator[] = [
  {
    name: 'reader-study-auc',
    title: 'Difference of the reader-averaged AUC of two modalities',
    needs: 'columns reader, modality, case, truth (0/1), rating',
    methods: [
      rockette('obuchowski-rockette', jackknifed, 'random-readers-and-cases'),
      rockette('obuchowski-rockette-delong', delongPerformance, 'random-readers-and-cases'),
      rockette('obuchowski-rockette-unbiased', unbiasedPerformance, 'random-readers-and-cases'),
      rockette('fixed-readers', jackknifed, 'fixed-readers'),
      rockette('fixed-cases', jackknifed, 'fixed-cases'),
      ustatistic('ustat'),
      ustatistic('mle'),
    ],
  },
];
