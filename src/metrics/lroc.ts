import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { refuse, requireSameLength, requireScores } from '../stats/argument.js';
import { pairwiseWins } from './pairwise-wins.js';

/** One rating a case, one location a case: LROC (Swensson 1996, doi:10.1118/1.597758). */
export interface LrocData {
  readonly normal: ArrayLike<number>;
  readonly abnormal: ArrayLike<number>;
  /** 1 when the abnormal case was localised correctly, else 0; same length as `abnormal`. */
  readonly correct: ArrayLike<number>;
}

export interface LrocEstimate {
  /** Mean over pairs of correct x (1 if abnormal > normal, 1/2 if equal); chance is not 1/2. */
  area: Estimable;
  /** DeLong-type (U-statistic) standard error of the area; undefined with one case in a class. */
  standardError: Estimable;
  /** Largest ordinate of the LROC curve. */
  fractionCorrectlyLocalized: Estimable;
  /** Area under the plain ROC curve of the same ratings. */
  rocArea: Estimable;
}

/** @throws AppError STATS-ARGUMENT for unequal lengths, a rating that is NaN or a location that is not 0 or 1 */
export function lroc(data: LrocData): LrocEstimate {
  checkLroc(data);
  const { normal, abnormal, correct } = data;
  const m = abnormal.length;
  const n = normal.length;
  const located = m === 0 ? undefinedBecause('no abnormal case') : defined(total(correct) / m);
  if (m === 0 || n === 0) {
    const none = undefinedBecause(m === 0 ? 'no abnormal case' : 'no normal case');
    return { area: none, standardError: none, fractionCorrectlyLocalized: located, rocArea: none };
  }
  const wins = pairwiseWins(abnormal, normal);
  const rocArea = total(wins) / (m * n);
  const abnormalMean = Float64Array.from(wins, (value, i) => (value * correct[i]!) / n);
  // A normal case's column: correctly localised abnormal cases that outrank it.
  const rightOnes = Float64Array.from({ length: m }, (_, i) =>
    correct[i] === 1 ? abnormal[i]! : NaN,
  ).filter((v) => !Number.isNaN(v));
  const normalMean = pairwiseWins(normal, rightOnes).map((beats) => (rightOnes.length - beats) / m);
  const area = total(abnormalMean) / m;
  return {
    area: defined(area),
    standardError:
      m < 2 || n < 2
        ? undefinedBecause('one case in a class')
        : defined(Math.sqrt(variance(abnormalMean, area) / m + variance(normalMean, area) / n)),
    fractionCorrectlyLocalized: located,
    rocArea: defined(rocArea),
  };
}

export function checkLroc(data: LrocData): void {
  requireSameLength(data.abnormal, data.correct, 'abnormal ratings and locations');
  requireScores(data.abnormal);
  requireScores(data.normal);
  for (let i = 0; i < data.correct.length; i += 1) {
    if (data.correct[i] !== 0 && data.correct[i] !== 1)
      refuse(
        `location ${i} is ${String(data.correct[i])}`,
        'write 1 for a correct location and 0 for a wrong one',
      );
  }
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]!;
  return sum;
}

function variance(values: Float64Array, mean: number): number {
  let sum = 0;
  for (const value of values) sum += (value - mean) ** 2;
  return sum / (values.length - 1);
}
