import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import {
  classwiseCalibration,
  multiclassBrier,
  multiclassLogLoss,
  topLabelAccuracy,
  topLabelCalibration,
  type ClassPredictions,
} from '../../stats/multiclass-calibration.js';
import type { Estimator } from '../estimator.js';
import type { StatInput } from '../stat-input.js';

const needs =
  'probabilities (JSON: one row a case, one column a class) or columns p_1, p_2 …; truth (class number from 1)';

function predictionsOf(input: StatInput): ClassPredictions {
  const truth = input.numbers('truth').map((label) => label - 1);
  if (input.has('probabilities'))
    return { probabilities: input.matrix('probabilities').map((row) => Float64Array.from(row)), truth };
  const columns: Float64Array[] = [];
  for (let c = 1; c === 1 || input.has(`p_${c}`); c += 1) columns.push(input.numbers(`p_${c}`));
  return {
    probabilities: Array.from(truth, (_, i) => Float64Array.from(columns, (column) => column[i] ?? NaN)),
    truth,
  };
}

function one(
  name: string,
  title: string,
  method: string,
  source: string,
  read: (predictions: ClassPredictions, bins: number) => Estimable,
): Estimator {
  return {
    name,
    title,
    needs: method.startsWith('equal-width') ? `${needs}; bins (10 unless given)` : needs,
    methods: [
      {
        name: method,
        source,
        compute: (input) => {
          const predictions = predictionsOf(input);
          return { estimate: read(predictions, input.number('bins', 10)), n: predictions.truth.length };
        },
      },
    ],
  };
}

/** Predicted probabilities of k classes. */
export const classProbabilities: readonly Estimator[] = [
  one(
    'multiclass-brier',
    'Brier score summed over classes, 0 to 2',
    'mean-square',
    'Brier 1950, Mon Weather Rev 78:1',
    (p) => multiclassBrier(p),
  ),
  one(
    'multiclass-log-loss',
    'Mean negative log of the probability of the true class',
    'natural-log',
    'Good 1952, J R Stat Soc B 14:107; not clipped',
    (p) => multiclassLogLoss(p),
  ),
  one(
    'top-label-accuracy',
    'Share of cases whose most probable class is right (the first of tied ones)',
    'share',
    'accuracy of the largest probability, Guo et al. 2017, ICML',
    (p) => topLabelAccuracy(p),
  ),
  one(
    'top-label-calibration-error',
    'Expected calibration error of the largest probability',
    'equal-width',
    'Guo et al. 2017, ICML',
    (p, bins) => {
      const error = topLabelCalibration(p, bins);
      return error.defined ? defined(error.value.expected) : error;
    },
  ),
  one(
    'classwise-calibration-error',
    'Mean over classes of the expected calibration error of each against the rest',
    'equal-width',
    'Kull et al. 2019, NeurIPS',
    classwiseCalibration,
  ),
];
