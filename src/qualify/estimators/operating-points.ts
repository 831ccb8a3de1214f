import { defined, type Estimable } from '../../core/estimable.js';
import {
  interpolatedSensitivity,
  interpolatedSpecificity,
  sensitivityAtSpecificity,
  specificityAtSensitivity,
  youdenPoints,
} from '../../stats/operating-point.js';
import { partialAuc } from '../../stats/partial-auc.js';
import { davisGoadrichIntegral, maximumF1 } from '../../stats/precision-recall.js';
import { tieGroups, type TieGroups } from '../../stats/tie-groups.js';
import { rocCurve, type RocCurve, type RocPoint } from '../../stats/roc.js';
import type { Estimator, Measured, Method } from '../estimator.js';
import type { StatInput } from '../stat-input.js';
import { curveBootstrap } from './curve-bootstrap.js';
import { tiedCases } from './cases.js';
import { listed, measured } from './measured.js';

const needs = 'columns score (higher = more positive), truth (0/1)';
const clustered = 'cluster where patients repeat';

/** What a curve of the scored cases says. */
function ofCurve(input: StatInput, read: (curve: RocCurve) => Measured): Measured {
  const score = input.numbers('score');
  return { ...read(rocCurve(score, input.binary('truth'))), n: score.length, ties: tiedCases(score) };
}

function area(
  focus: 'specificity' | 'sensitivity',
  kind: 'area' | 'normalized' | 'standardized',
  source: string,
): Method {
  return {
    name: kind === 'area' ? focus : `${focus}-${kind}`,
    source,
    compute: (input, options) => {
      const low = input.scalar('low');
      const high = input.scalar('high');
      const read = (curve: RocCurve): Estimable => {
        const result = partialAuc(curve, { focus, low, high });
        if (!result.defined) return result;
        return kind === 'standardized' ? result.value.standardized : defined(result.value[kind]);
      };
      return ofCurve(input, (curve) =>
        measured(partialAuc(curve, { focus, low, high }), 0, (result) => ({
          estimate: read(curve),
          interval: curveBootstrap(input, options, (curve) => {
            const drawn = partialAuc(curve, { focus, low, high });
            return drawn.defined ? defined(drawn.value[kind === 'standardized' ? 'mcclish' : kind]) : drawn;
          }),
          details: { area: result.area, normalized: result.normalized },
        })),
      );
    },
  };
}

const RANGES = (['specificity', 'sensitivity'] as const).flatMap((focus) => [
  area(focus, 'area', 'Robin et al. 2011, BMC Bioinformatics 12:77 (pROC)'),
  area(focus, 'standardized', 'McClish 1989, Med Decis Making 9:190'),
  area(focus, 'normalized', 'area over the width of the range, Jiang et al. 1996, Radiology 201:745'),
]);

const ATTAINED = 'attained operating point, Zweig and Campbell 1993, Clin Chem 39:561';
const INTERPOLATED =
  'Robin et al. 2011, BMC Bioinformatics 12:77 (pROC coords): straight line between operating points, belongs to no threshold';

function fixed(
  name: string,
  title: string,
  attained: (curve: RocCurve, target: number) => Estimable<RocPoint>,
  interpolated: (curve: RocCurve, target: number) => Estimable,
  read: (point: RocPoint) => number,
): Estimator {
  return {
    name,
    title,
    needs: `${needs}, target, ${clustered}`,
    methods: [
      {
        name: 'attained',
        source: ATTAINED,
        compute: (input, options) => {
          const target = input.scalar('target');
          return ofCurve(input, (curve) =>
            measured(attained(curve, target), 0, (point) => ({
              estimate: defined(read(point)),
              interval: curveBootstrap(input, options, (drawn) => {
                const found = attained(drawn, target);
                return found.defined ? defined(read(found.value)) : found;
              }),
              details: {
                threshold: point.threshold,
                sensitivity: point.truePositiveRate,
                specificity: 1 - point.falsePositiveRate,
              },
            })),
          );
        },
      },
      {
        name: 'interpolated',
        source: INTERPOLATED,
        compute: (input) =>
          ofCurve(input, (curve) => ({ estimate: interpolated(curve, input.scalar('target')), n: 0 })),
      },
    ],
  };
}

function ofGroups(read: (groups: TieGroups) => Estimable): Method['compute'] {
  return (input) => {
    const score = input.numbers('score');
    const estimate = read(tieGroups(score, input.binary('truth')));
    return { estimate, n: score.length, ties: tiedCases(score) };
  };
}

/** Parts of the ROC curve and single operating points. */
export const operatingPoints: readonly Estimator[] = [
  {
    name: 'partial-auc',
    title: 'Area under a part of the ROC curve',
    needs: `${needs}, low, high (limits of the range), ${clustered}`,
    methods: RANGES,
  },
  fixed(
    'sensitivity-at-specificity',
    'Highest sensitivity at a specificity of at least the target',
    sensitivityAtSpecificity,
    interpolatedSensitivity,
    (point) => point.truePositiveRate,
  ),
  fixed(
    'specificity-at-sensitivity',
    'Highest specificity at a sensitivity of at least the target',
    specificityAtSensitivity,
    interpolatedSpecificity,
    (point) => 1 - point.falsePositiveRate,
  ),
  {
    name: 'youden-threshold',
    title: 'Largest sensitivity + specificity - 1; the thresholds that reach it in the details',
    needs,
    methods: [
      {
        name: 'attained',
        source: 'Youden 1950, Cancer 3:32; never choose the threshold on the test set',
        compute: (input) =>
          ofCurve(input, (curve) =>
            measured(youdenPoints(curve), 0, ({ value, points }) => ({
              estimate: defined(value),
              details: listed(
                'threshold',
                points.map(({ threshold }) => threshold),
              ),
            })),
          ),
      },
    ],
  },
  {
    name: 'precision-recall-area',
    title: 'Area under the precision-recall curve, continuous (average-precision is the step sum)',
    needs,
    methods: [
      {
        name: 'davis-goadrich',
        source: 'Davis and Goadrich 2006, ICML; Keilwagen et al. 2014, PLoS ONE 9:e92209',
        compute: ofGroups(davisGoadrichIntegral),
      },
    ],
  },
  {
    name: 'maximum-f1',
    title: 'Largest F1 over all thresholds',
    needs,
    methods: [
      {
        name: 'attained',
        source: 'van Rijsbergen 1979, Information Retrieval, chapter 7',
        compute: ofGroups(maximumF1),
      },
    ],
  },
];
