import { defined, type Estimable } from '../../core/estimable.js';
import { dot, momentOf, total, weightedSum } from './bdg-moments.js';
import {
  everyPair,
  type BckComponents,
  type BdgCovariance,
  type MrmcUStatistics,
} from './mrmc-ustatistics.js';
import type { ReaderStudy } from './reader-study.js';

/** Successes of one reader under one modality on the cases of one class. */
interface SuccessVector {
  /** 1 right, 0 wrong or unread; one a case. */
  readonly success: Float64Array;
  readonly read: Uint8Array;
}

/**
 * U-statistics of a share of right calls (sensitivity, specificity) averaged over readers, any design (Gallas, Pennello
 * and Myers 2007, J Opt Soc Am A 24:B70): four moments, of two readings that share reader and case, reader, case, or
 * neither. Readers that read more cases weigh more. The cases of the other class play no part, so their component is 0.
 * @param study cases of one class only @param right whether a rating is a right call
 */
export function proportionUStatistics(
  study: ReaderStudy,
  right: (rating: number) => boolean,
): MrmcUStatistics {
  const readers = study.readers.length;
  const cells = study.ratings.map((ratings, cell): SuccessVector => {
    const read = study.read[cell]!;
    return {
      read,
      success: Float64Array.from(ratings, (rating, i) => (read[i] === 1 && right(rating) ? 1 : 0)),
    };
  });
  const of = (modality: number): readonly SuccessVector[] =>
    cells.slice(modality * readers, (modality + 1) * readers);
  return everyPair(study.modalities.length, (a, b) => proportionCovariance(of(a), of(b)));
}

function proportionCovariance(
  first: readonly SuccessVector[],
  second: readonly SuccessVector[],
): BdgCovariance {
  // Same reader and case, same reader, same case, any.
  const sum = new Float64Array(4);
  const count = new Float64Array(4);
  first.forEach((a, r) => {
    second.forEach((b, s) => {
      const shared = [dot(a.success, b.success), total(a.success) * total(b.success)];
      const terms = [dot(a.read, b.read), total(a.read) * total(b.read)];
      for (let k = 0; k < 2; k += 1) {
        if (r === s) {
          sum[k]! += shared[k]!;
          count[k]! += terms[k]!;
        }
        sum[k + 2]! += shared[k]!;
        count[k + 2]! += terms[k]!;
      }
    });
  });
  const whole = count[3]!;
  const values = exclusive(sum);
  const terms = exclusive(count);
  const coefficients = terms.map((term, k) => (whole === 0 ? 0 : term / whole - (k === 3 ? 1 : 0)));
  const moments = values.map((value, k) => momentOf(value, terms[k]!));
  const biasedMoments = Array.from(sum, (value, k) => momentOf(value, count[k]!));
  const [c1 = 0, c2 = 0, c3 = 0] = coefficients;
  return {
    aucA: pooled(first),
    aucB: pooled(second),
    moments,
    biasedMoments,
    coefficients,
    covariance: weightedSum(coefficients, moments),
    biasedCovariance: weightedSum(coefficients, biasedMoments),
    bck: componentsOf(moments),
    biasedBck: componentsOf(biasedMoments),
    dfN: Infinity,
    dfD: Math.round(1 / (c1 + c3) - 1),
    dfR: Math.round(1 / (c1 + c2) - 1),
  };
}

/** Terms of exactly one pattern from terms that hold it and more. */
function exclusive([both, reader, same, any]: Float64Array | readonly number[]): number[] {
  const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = [both, reader, same, any];
  return [s0, s1 - s0, s2 - s0, s3 - s2 - s1 + s0];
}

function componentsOf(moments: readonly Estimable[]): Estimable<BckComponents> {
  const m: number[] = [];
  for (const moment of moments) {
    if (!moment.defined) return moment;
    m.push(moment.value);
  }
  const [both = 0, reader = 0, same = 0, none = 0] = m;
  return defined({
    N: 0,
    D: same - none,
    ND: 0,
    R: reader - none,
    NR: 0,
    DR: both - reader - same + none,
    RND: 0,
  });
}

function pooled(cells: readonly SuccessVector[]): number {
  let right = 0;
  let read = 0;
  for (const cell of cells) {
    right += total(cell.success);
    read += total(cell.read);
  }
  return read === 0 ? 0 : right / read;
}
