import type { Estimable } from '../../core/estimable.js';
import {
  brier,
  brierSkill,
  logLoss,
  murphy,
  observedExpected,
  requirePredictions,
  spiegelhalter,
} from '../../stats/brier.js';
import { calibrationBins, calibrationError, type Binning } from '../../stats/calibration-bins.js';
import { calibrationInTheLarge, calibrationSlope } from '../../stats/calibration-regression.js';
import { ratio } from '../../stats/confusion.js';
import { hosmerLemeshow } from '../../stats/hosmer-lemeshow.js';
import {
  classwiseCalibration,
  multiclassBrier,
  multiclassLogLoss,
  topLabelAccuracy,
  topLabelCalibration,
  type ClassPredictions,
} from '../../stats/multiclass-calibration.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { columnFrom, has, matrixFrom, numberFrom, numbersFrom, truthFrom } from '../input.js';

export const family: Family = {
  name: 'calibration',
  answer: (question) => (has(question.input, 'probabilities') ? multiclass(question) : binary(question)),
};

function binary(question: Question): Record<string, Answer> {
  const p = columnFrom(question, 'probability_column', 'probability');
  const truth = truthFrom(question);
  requirePredictions(p, truth);
  const n = truth.length;
  const events = truth.reduce((sum, value) => sum + value, 0);
  const bins = calibrationBins(p, truth, numberFrom(question.input, 'n_bins', 10));
  const parts = murphy(p, truth);
  const test = spiegelhalter(p, truth);
  const slope = calibrationSlope(p, truth);
  const large = calibrationInTheLarge(p, truth);
  const groups = hosmerLemeshow(p, truth);
  return {
    n,
    prevalence: answerOf(ratio(events, n, 'no cases')),
    mean_prediction: answerOf(
      ratio(
        p.reduce((sum, value) => sum + value, 0),
        n,
        'no cases',
      ),
    ),
    brier: answerOf(brier(p, truth)),
    brier_skill_score: answerOf(brierSkill(p, truth)),
    log_loss_unclipped: answerOf(logLoss(p, truth)),
    'bins.count': bins.map(({ count }) => count),
    'bins.mean_prediction': bins.map(({ meanPrediction }) => answerOf(meanPrediction)),
    'bins.observed': bins.map(({ observed }) => answerOf(observed)),
    'murphy.reliability': field(parts, 'reliability'),
    'murphy.resolution': field(parts, 'resolution'),
    'murphy.uncertainty': field(parts, 'uncertainty'),
    'spiegelhalter.z': field(test, 'z'),
    'spiegelhalter.p_two_sided': field(test, 'pTwoSided'),
    observed_expected_ratio: answerOf(observedExpected(p, truth)),
    calibration_intercept: field(slope, 'intercept'),
    'calibration_intercept.se': field(slope, 'interceptStandardError'),
    calibration_slope: field(slope, 'slope'),
    'calibration_slope.se': field(slope, 'slopeStandardError'),
    calibration_in_the_large: field(large, 'intercept'),
    'calibration_in_the_large.se': field(large, 'standardError'),
    'hosmer_lemeshow.chi2': field(groups, 'chiSquare'),
    'hosmer_lemeshow.p_df_g': field(groups, 'pExternal'),
    'hosmer_lemeshow.p_df_g_minus_2': groups.defined ? answerOf(groups.value.pDevelopment) : null,
    ...keyed(question.keys, p, truth),
  };
}

/** Keys that name their bins or clip: `ece_equal_width_10_left_closed`, `log_loss_clip_1e-15`. */
function keyed(keys: readonly string[], p: Float64Array, truth: Uint8Array): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  for (const key of keys) {
    const clip = /^log_loss_clip_(.+)$/.exec(key);
    if (clip !== null) answers[key] = answerOf(logLoss(p, truth, Number(clip[1])));
    const error = /^(ece|mce|rmsce)_equal_(width|mass)_(\d+)(_left_closed)?$/.exec(key);
    if (error === null) continue;
    const binning: Binning =
      error[2] === 'mass' ? 'equal-mass' : error[4] === undefined ? 'equal-width' : 'equal-width-left-closed';
    const result = calibrationError(calibrationBins(p, truth, Number(error[3]), binning));
    answers[key] = field(
      result,
      error[1] === 'ece' ? 'expected' : error[1] === 'mce' ? 'maximum' : 'rootMeanSquare',
    );
  }
  return answers;
}

function multiclass(question: Question): Record<string, Answer> {
  const predictions: ClassPredictions = {
    probabilities: matrixFrom(question.input, 'probabilities'),
    truth: numbersFrom(question.input, 'truth'),
  };
  const answers: Record<string, Answer> = {
    n: predictions.truth.length,
    accuracy: answerOf(topLabelAccuracy(predictions)),
    brier_multiclass_sum: answerOf(multiclassBrier(predictions)),
    log_loss: answerOf(multiclassLogLoss(predictions)),
  };
  for (const key of question.keys) {
    const match = /^(top_label_ece|top_label_mce|classwise_ece)_(\d+)$/.exec(key);
    if (match === null) continue;
    const bins = Number(match[2]);
    if (match[1] === 'classwise_ece') answers[key] = answerOf(classwiseCalibration(predictions, bins));
    else
      answers[key] = field(
        topLabelCalibration(predictions, bins),
        match[1] === 'top_label_ece' ? 'expected' : 'maximum',
      );
  }
  return answers;
}

function field<T, K extends keyof T>(result: Estimable<T>, name: K): T[K] | null {
  return result.defined ? result.value[name] : null;
}
