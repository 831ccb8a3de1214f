import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse, requireProbability, requireSameLength } from './argument.js';
import { calibrationBins, calibrationError, type CalibrationError } from './calibration-bins.js';

/** Class probabilities of one case a row and the true class of each. */
export interface ClassPredictions {
  probabilities: readonly Float64Array[];
  /** Class number from 0. */
  truth: ArrayLike<number>;
}

/** Probabilities printed with two decimals are each off by so much. */
const ROUNDED = 0.005;

/** @returns number of classes @throws AppError for rows of different length, labels outside and values that are no distribution */
export function requireClassPredictions({ probabilities, truth }: ClassPredictions): number {
  requireSameLength(probabilities, truth, 'probabilities and truth');
  const k = probabilities[0]?.length ?? 0;
  probabilities.forEach((row, i) => {
    if (row.length !== k) refuse(`case ${i} has ${row.length} probabilities, not ${k}`, 'give one a class');
    row.forEach((p) => requireProbability(`probability of case ${i}`, p));
    const sum = row.reduce((total, p) => total + p, 0);
    if (Math.abs(sum - 1) > ROUNDED * k + 1e-9)
      refuse(`the probabilities of case ${i} sum to ${sum}`, 'give one distribution over the classes a case');
    const label = truth[i]!;
    if (!Number.isInteger(label) || label < 0 || label >= k)
      refuse(`class ${label} of case ${i}`, `classes are 0 to ${k - 1}`);
  });
  return k;
}

/** Fraction of cases whose most probable class (the first of tied ones) is right. */
export function topLabelAccuracy(predictions: ClassPredictions): Estimable {
  requireClassPredictions(predictions);
  const { probabilities, truth } = predictions;
  if (truth.length === 0) return undefinedBecause('no cases');
  let right = 0;
  probabilities.forEach((row, i) => (right += topLabel(row) === truth[i] ? 1 : 0));
  return defined(right / truth.length);
}

/** Multi-class Brier score, summed over classes (0 to 2). */
export function multiclassBrier(predictions: ClassPredictions): Estimable {
  requireClassPredictions(predictions);
  const { probabilities, truth } = predictions;
  if (truth.length === 0) return undefinedBecause('no cases');
  let sum = 0;
  probabilities.forEach((row, i) => row.forEach((p, c) => (sum += (p - (truth[i] === c ? 1 : 0)) ** 2)));
  return defined(sum / truth.length);
}

/** Mean -log of the true class's probability; infinite when that is 0. */
export function multiclassLogLoss(predictions: ClassPredictions): Estimable {
  requireClassPredictions(predictions);
  const { probabilities, truth } = predictions;
  if (truth.length === 0) return undefinedBecause('no cases');
  let sum = 0;
  probabilities.forEach((row, i) => (sum -= Math.log(row[truth[i]!]!)));
  return defined(sum / truth.length + 0);
}

/** Calibration error of the largest probability against "the label was right" (Guo et al. 2017), equal-width bins. */
export function topLabelCalibration(
  predictions: ClassPredictions,
  bins: number,
): Estimable<CalibrationError> {
  requireClassPredictions(predictions);
  const { probabilities, truth } = predictions;
  const confidence = Float64Array.from(probabilities, (row) => row[topLabel(row)] ?? 0);
  const right = Uint8Array.from(probabilities, (row, i) => (topLabel(row) === truth[i] ? 1 : 0));
  return calibrationError(calibrationBins(confidence, right, bins));
}

/** Mean over classes of the expected calibration error of each class against the rest. */
export function classwiseCalibration(predictions: ClassPredictions, bins: number): Estimable {
  const k = requireClassPredictions(predictions);
  const { probabilities, truth } = predictions;
  if (k === 0 || truth.length === 0) return undefinedBecause('no cases');
  let sum = 0;
  for (let c = 0; c < k; c += 1) {
    const ofClass = Float64Array.from(probabilities, (row) => row[c]!);
    const isClass = Uint8Array.from(probabilities, (_, i) => (truth[i] === c ? 1 : 0));
    const error = calibrationError(calibrationBins(ofClass, isClass, bins));
    if (!error.defined) return error;
    sum += error.value.expected;
  }
  return defined(sum / k);
}

function topLabel(row: Float64Array): number {
  let top = 0;
  row.forEach((p, c) => {
    if (p > row[top]!) top = c;
  });
  return top;
}
