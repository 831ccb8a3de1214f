import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { auc } from '../auc.js';
import type { ReaderStudy } from './reader-study.js';

/**
 * What each reader reached under each modality, and the covariance of these values: all that the Obuchowski-Rockette
 * analysis needs. Cells are numbered modality * readers + reader.
 */
export interface ReaderPerformance {
  readonly modalities: number;
  readonly readers: number;
  /** One value a cell. */
  readonly value: Float64Array;
  /** covariance[cell][cell] */
  readonly covariance: readonly Float64Array[];
}

/** Performance of one reader under one modality on some cases. */
export type CellMetric = (rating: Float64Array, truth: Uint8Array) => Estimable;

/** Empirical AUC, ties 1/2. */
export const areaMetric: CellMetric = (rating, truth) => auc(rating, truth);

/** Share of positive cases called positive. @param called whether a rating is a positive call */
export function sensitivityMetric(called: (rating: number) => boolean): CellMetric {
  return (rating, truth) => shareCalled(rating, truth, 1, called);
}

/** Share of negative cases not called positive. */
export function specificityMetric(called: (rating: number) => boolean): CellMetric {
  return (rating, truth) => shareCalled(rating, truth, 0, (value) => !called(value));
}

function shareCalled(
  rating: Float64Array,
  truth: Uint8Array,
  label: 0 | 1,
  right: (rating: number) => boolean,
): Estimable {
  let whole = 0;
  let part = 0;
  rating.forEach((value, i) => {
    if (truth[i] !== label) return;
    whole += 1;
    if (right(value)) part += 1;
  });
  return whole === 0
    ? undefinedBecause(label === 1 ? 'no positive case' : 'no negative case')
    : defined(part / whole);
}

/** The cases of one class only: sensitivity and specificity are jackknifed over the cases they are made of. */
export function casesOfClass(study: ReaderStudy, label: 0 | 1): ReaderStudy {
  const keep = Array.from(study.truth.keys()).filter((i) => study.truth[i] === label);
  return {
    ...study,
    cases: keep.map((i) => study.cases[i]!),
    truth: Uint8Array.from(keep, () => label),
    ratings: study.ratings.map((row) => Float64Array.from(keep, (i) => row[i]!)),
    read: study.read.map((row) => Uint8Array.from(keep, (i) => row[i]!)),
  };
}

/** Ratings and truths of the cases a cell has read, without one of them when `leftOut` is its index. */
export function readCases(
  study: ReaderStudy,
  cell: number,
  leftOut = -1,
): { rating: Float64Array; truth: Uint8Array } {
  const read = study.read[cell]!;
  const keep = Array.from(read.keys()).filter((i) => read[i] === 1 && i !== leftOut);
  return {
    rating: Float64Array.from(keep, (i) => study.ratings[cell]![i]!),
    truth: Uint8Array.from(keep, (i) => study.truth[i]!),
  };
}

/** Values of every cell, without one case when `leftOut` is its index. */
export function cellValues(study: ReaderStudy, metric: CellMetric, leftOut = -1): Estimable<Float64Array> {
  const values = new Float64Array(study.ratings.length);
  for (let cell = 0; cell < values.length; cell += 1) {
    const { rating, truth } = readCases(study, cell, leftOut);
    const value = metric(rating, truth);
    if (!value.defined)
      return undefinedBecause(leftOut < 0 ? value.reason : `${value.reason} when one case is left out`);
    values[cell] = value.value;
  }
  return defined(values);
}
