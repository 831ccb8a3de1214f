import { frocData, type FrocCase, type FrocMark } from '../../metrics/froc-data.js';
import { undefinedBecause } from '../../core/estimable.js';
import { frocPerformance } from '../../metrics/froc-readers.js';
import { wafrocSuccess } from '../../metrics/froc-success.js';
import { refuse } from '../../stats/argument.js';
import { jackknifePerformance } from '../../stats/readers/covariance.js';
import { proportionUStatistics } from '../../stats/readers/mrmc-proportions.js';
import { successUStatistics } from '../../stats/readers/mrmc-ustatistics.js';
import type { Generalization } from '../../stats/readers/obuchowski-rockette.js';
import {
  casesOfClass,
  sensitivityMetric,
  specificityMetric,
} from '../../stats/readers/reader-performance.js';
import type { Estimator, Measured, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { marksOf } from './marks-input.js';
import { differenceOf, pairOf, studyFrom } from './readers.js';

const ROCKETTE =
  'Obuchowski and Rockette 1995, Commun Stat Simul Comput 24:285; Hillis 2007, Stat Med 26:596';

const GENERALIZATIONS: readonly (readonly [string, Generalization])[] = [
  ['obuchowski-rockette', 'random-readers-and-cases'],
  ['fixed-readers', 'fixed-readers'],
  ['fixed-cases', 'fixed-cases'],
];

const U_STATISTICS = [
  ['u-statistic', 'ustat'],
  ['u-statistic-mle', 'mle'],
] as const;

function proportion(kind: 'sensitivity' | 'specificity'): Estimator {
  const label = kind === 'sensitivity' ? 1 : 0;
  const metric = kind === 'sensitivity' ? sensitivityMetric : specificityMetric;
  return {
    name: `reader-study-${kind}`,
    title: `Difference of the reader-averaged ${kind} of two modalities`,
    needs:
      'columns reader, modality, case, truth (0/1), rating; threshold (called at or above it, 1 unless given)',
    methods: [
      ...GENERALIZATIONS.map(([name, generalization]): Method => ({
        name,
        source: `${ROCKETTE}; jackknife over the cases of the class`,
        compute: (input, { level }) => {
          const threshold = input.number('threshold', 1);
          const study = casesOfClass(studyFrom(input), label);
          const performance = jackknifePerformance(
            study,
            metric((rating) => rating >= threshold),
          );
          return pairOf(performance, study.cases.length, generalization, level);
        },
      })),
      ...U_STATISTICS.map(([name, uKind]): Method => ({
        name,
        source: 'Gallas, Pennello and Myers 2007, J Opt Soc Am A 24:B70; iMRMC, binary scores',
        compute: (input, { level }) => {
          const threshold = input.number('threshold', 1);
          const study = casesOfClass(studyFrom(input), label);
          if (study.cases.length === 0)
            return noCase(kind === 'sensitivity' ? 'no positive case' : 'no negative case');
          const right = (rating: number): boolean => rating >= threshold === (label === 1);
          const statistics = proportionUStatistics(study, right);
          return differenceOf(statistics, uKind, level, study.cases.length, study.readers.length);
        },
      })),
    ],
  };
}

function noCase(reason: string): Measured {
  const nothing = undefinedBecause(reason);
  return { estimate: nothing, interval: nothing, n: 0 };
}

const label = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : refuse('a mark names no reader or modality', 'give every mark both');

/** Marks of each modality and reader over the same cases: modality * readers + reader. */
function cellsOf(input: StatInput): ReturnType<typeof marksOf>[] {
  const cases = input.member('cases') as FrocCase[];
  const marks = input.member('marks') as (FrocMark & { modality?: unknown; reader?: unknown })[];
  // The forms of cases and marks are checked as for one reader.
  marksOf(input);
  const names = (key: 'modality' | 'reader'): string[] => [
    ...new Set(
      input.has(`${key}s`)
        ? [input.member(`${key}s`)].flat().map(label)
        : marks.map((mark) => label(mark[key])),
    ),
  ];
  const modalities = names('modality');
  const readers = names('reader');
  if (modalities.length !== 2)
    refuse(`${modalities.length} modalities`, 'compare two: the first that occurs minus the other');
  return modalities.flatMap((modality) =>
    readers.map((reader) =>
      frocData(
        cases,
        marks.filter((mark) => label(mark.modality) === modality && label(mark.reader) === reader),
      ),
    ),
  );
}

/** Reader studies of decisions and of marks. */
export const readerProportions: readonly Estimator[] = [
  proportion('sensitivity'),
  proportion('specificity'),
  {
    name: 'reader-study-wafroc',
    title: 'Difference of the reader-averaged wAFROC of two modalities',
    needs:
      'cases [{case, lesions [{lesion, weight}]}], marks [{modality, reader, case, lesion (0 = false positive), rating}]; modalities, readers (lists; as they occur in the marks unless given)',
    methods: [
      ...GENERALIZATIONS.map(([name, generalization]): Method => ({
        name,
        source: `${ROCKETTE}; Chakraborty 2017, Observer Performance Methods, ch. 16`,
        compute: (input, { level }) => {
          const cells = cellsOf(input);
          return pairOf(frocPerformance(cells, 2, 'wAFROC'), cells[0]?.cases ?? 0, generalization, level);
        },
      })),
      ...U_STATISTICS.map(([name, kind]): Method => ({
        name,
        source: 'Gallas et al. 2009, Commun Stat Theory Methods 38:2586; success weighed by lesions',
        compute: (input, { level }) => {
          const cells = cellsOf(input);
          const success = wafrocSuccess(cells);
          const [one] = success;
          if (one === undefined || one.pairs === 0)
            return noCase(one?.positives === 0 ? 'no lesion' : 'no non-diseased case');
          const statistics = successUStatistics(success, 2);
          return differenceOf(statistics, kind, level, cells[0]?.cases ?? 0, cells.length / 2);
        },
      })),
    ],
  },
];
