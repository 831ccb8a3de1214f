import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import type { ReaderStudy } from './reader-study.js';

/** Success scores of one cell: 1 where a positive case outranks a negative one, 1/2 where equal, 0 also where unread. */
export interface SuccessMatrix {
  /** score[negative * positives + positive] */
  readonly score: Float64Array;
  readonly negatives: number;
  readonly positives: number;
  /** 1 where the cell read the case. */
  readonly readNegative: Uint8Array;
  readonly readPositive: Uint8Array;
  readonly ofNegative: Float64Array;
  readonly ofPositive: Float64Array;
  readonly sum: number;
  /** Pairs of read cases. */
  readonly pairs: number;
}

export function successMatrices(study: ReaderStudy): SuccessMatrix[] {
  const negatives = Array.from(study.truth.keys()).filter((i) => study.truth[i] === 0);
  const positives = Array.from(study.truth.keys()).filter((i) => study.truth[i] === 1);
  return study.ratings.map((rating, cell) => {
    const read = study.read[cell]!;
    const score = new Float64Array(negatives.length * positives.length);
    const ofNegative = new Float64Array(negatives.length);
    const ofPositive = new Float64Array(positives.length);
    let sum = 0;
    negatives.forEach((negative, n) => {
      if (read[negative] === 0) return;
      positives.forEach((positive, p) => {
        if (read[positive] === 0) return;
        const value =
          rating[positive]! > rating[negative]! ? 1 : rating[positive] === rating[negative] ? 0.5 : 0;
        score[n * positives.length + p] = value;
        ofNegative[n] = ofNegative[n]! + value;
        ofPositive[p] = ofPositive[p]! + value;
        sum += value;
      });
    });
    const readNegative = Uint8Array.from(negatives, (i) => read[i]!);
    const readPositive = Uint8Array.from(positives, (i) => read[i]!);
    return {
      score,
      negatives: negatives.length,
      positives: positives.length,
      readNegative,
      readPositive,
      ofNegative,
      ofPositive,
      sum,
      pairs: total(readNegative) * total(readPositive),
    };
  });
}

/**
 * Sums behind the first four moments of two cells: same pair of cases, same positive case, same negative case, any;
 * and how many terms each has.
 */
export interface ProductSums {
  readonly sum: readonly [number, number, number, number];
  readonly count: readonly [number, number, number, number];
}

export function productSums(a: SuccessMatrix, b: SuccessMatrix): ProductSums {
  const bothNegative = dot(a.readNegative, b.readNegative);
  const bothPositive = dot(a.readPositive, b.readPositive);
  return {
    sum: [
      dot(a.score, b.score),
      dot(a.ofPositive, b.ofPositive),
      dot(a.ofNegative, b.ofNegative),
      a.sum * b.sum,
    ],
    count: [
      bothNegative * bothPositive,
      bothPositive * total(a.readNegative) * total(b.readNegative),
      bothNegative * total(a.readPositive) * total(b.readPositive),
      a.pairs * b.pairs,
    ],
  };
}

/** Exclusive terms from inclusive ones: a pair counted as "same positive case" must not be the same pair. */
export function exclusive4([s1, s2, s3, s4]: readonly [number, number, number, number]): [
  number,
  number,
  number,
  number,
] {
  return [s1, s2 - s1, s3 - s1, s4 - s3 - s2 + s1];
}

/**
 * Unbiased covariance of the AUCs of two cells: with moments M and shares c of the pairs of terms, sum c M - M4
 * (Gallas 2006, doi:10.1016/j.acra.2005.11.030, one reader). Undefined when fewer than two cases of a class were read.
 */
export function cellMoments(a: SuccessMatrix, b: SuccessMatrix): { covariance: Estimable } {
  const { sum, count } = productSums(a, b);
  const terms = exclusive4(count);
  const values = exclusive4(sum);
  if (terms[3] === 0) return { covariance: undefinedBecause('fewer than two cases in a class') };
  const last = values[3] / terms[3];
  let covariance = -last;
  for (let k = 0; k < 4; k += 1) covariance += values[k]! / count[3];
  return { covariance: defined(withoutRounding(covariance)) };
}

/** Differences of moments (of order 1) below this are rounding. */
export function withoutRounding(covariance: number): number {
  return Math.abs(covariance) < 1e-14 ? 0 : covariance;
}

/** A moment of the success over the terms that have its pattern. */
export function momentOf(sum: number, terms: number): Estimable {
  return terms === 0 ? undefinedBecause('no pair of readings of this pattern') : defined(sum / terms);
}

/** Moments that weigh nothing may be undefined. */
export function weightedSum(coefficients: readonly number[], moments: readonly Estimable[]): Estimable {
  let sum = 0;
  for (let k = 0; k < coefficients.length; k += 1) {
    const moment = moments[k]!;
    if (coefficients[k] === 0) continue;
    if (!moment.defined) return moment;
    sum += coefficients[k]! * moment.value;
  }
  return defined(withoutRounding(sum));
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

export function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]!;
  return sum;
}
