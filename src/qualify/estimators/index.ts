import type { Estimator } from '../estimator.js';
import { readers } from './readers.js';
import { shift } from './shift.js';
import { agreement } from './agreement.js';
import { calibration } from './calibration.js';
import { curves } from './curves.js';
import { differences } from './differences.js';
import { proportions } from './proportions.js';
import { tables } from './tables.js';
import { clustered } from './clustered.js';
import { decisions } from './decisions.js';
import { hypotheses } from './hypotheses.js';
import { lrocEstimators } from './lroc.js';
import { marks } from './marks.js';
import { masks } from './masks.js';
import { methodComparison } from './method-comparison.js';
import { multiclass } from './multiclass.js';
import { multiplicity } from './multiplicity.js';
import { operatingPoints } from './operating-points.js';
import { planning } from './planning.js';
import { tests } from './tests.js';
import { truthing } from './truthing.js';
import { calibrationScores } from './calibration-scores.js';
import { classProbabilities } from './class-probabilities.js';
import { shiftTests } from './shift-tests.js';
import { studySizes } from './study-sizes.js';
import { readerProportions } from './reader-proportions.js';
import { resampledCurves } from './resampled-curves.js';
import { medians } from './medians.js';

/** Every estimator of `veritome stat`. Append only, one line a group. */
// prettier-ignore
export const estimators: readonly Estimator[] = [
  ...proportions,
  ...tables,
  ...curves,
  ...differences,
  ...calibration,
  ...agreement,
  ...shift,
  ...readers,
  ...clustered,
  ...decisions,
  ...hypotheses,
  ...lrocEstimators,
  ...marks,
  ...masks,
  ...methodComparison,
  ...multiclass,
  ...multiplicity,
  ...operatingPoints,
  ...planning,
  ...tests,
  ...truthing,
  ...calibrationScores,
  ...classProbabilities,
  ...shiftTests,
  ...studySizes,
  ...readerProportions,
  ...resampledCurves,
  ...medians,
];
