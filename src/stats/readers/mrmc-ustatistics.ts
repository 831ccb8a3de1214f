import { defined, type Estimable } from '../../core/estimable.js';
import {
  exclusive4,
  momentOf,
  productSums,
  successMatrices,
  weightedSum,
  type SuccessMatrix,
} from './bdg-moments.js';
import type { ReaderStudy } from './reader-study.js';

/** Eight numbers, one for each BDG moment. */
export type Eight = readonly number[];

/** BCK components: N negative cases, D positive (diseased) cases, R readers and their interactions. */
export interface BckComponents {
  N: number;
  D: number;
  ND: number;
  R: number;
  NR: number;
  DR: number;
  RND: number;
}

/** Moments of the reader-averaged AUC of two modalities (or of one with itself). */
export interface BdgCovariance {
  aucA: number;
  aucB: number;
  /** Unbiased moments; undefined where no pair of readings has that pattern. */
  moments: Estimable[];
  /** Moments with repeated terms left in: the empirical distribution, iMRMC's MLE. */
  biasedMoments: Estimable[];
  coefficients: Eight;
  /** Variance, or covariance, of the two averages; the unbiased one may be negative. */
  covariance: Estimable;
  biasedCovariance: Estimable;
  bck: Estimable<BckComponents>;
  biasedBck: Estimable<BckComponents>;
  /** Degrees of freedom of each factor: effective numbers of negative cases, positive cases, readers, less 1. */
  dfN: number;
  dfD: number;
  dfR: number;
}

/**
 * Variance of the AUC averaged over readers by U-statistics, any design (Gallas 2006, doi:10.1016/j.acra.2005.11.030;
 * Gallas, Bandos, Samuelson & Wagner 2009, doi:10.1080/03610920802610084), as iMRMC. Readers that read more pairs weigh
 * more. Positions are those of the study's modalities.
 */
export function bdgCovariance(study: ReaderStudy, a: number, b: number): BdgCovariance {
  const readers = study.readers.length;
  const success = successMatrices(study);
  const cellsOf = (modality: number): SuccessMatrix[] =>
    success.slice(modality * readers, (modality + 1) * readers);
  return successCovariance(cellsOf(a), cellsOf(b));
}

/**
 * The same of any figure of merit that is the mean of a success over pairs of a negative and a positive case: the AUC, or
 * wAFROC, where the success of a pair is the weight of the lesions that outrank the false positives.
 * @param first success of each reader under one modality, `second` under the other, over the same cases
 */
export function successCovariance(
  first: readonly SuccessMatrix[],
  second: readonly SuccessMatrix[],
): BdgCovariance {
  const sum = new Float64Array(8);
  const count = new Float64Array(8);
  first.forEach((cellA, r) => {
    second.forEach((cellB, s) => {
      if (cellA.pairs === 0 || cellB.pairs === 0) return;
      const products = productSums(cellA, cellB);
      for (let k = 0; k < 4; k += 1) {
        if (r === s) {
          sum[k]! += products.sum[k]!;
          count[k]! += products.count[k]!;
        }
        sum[k + 4]! += products.sum[k]!;
        count[k + 4]! += products.count[k]!;
      }
    });
  });
  const values = exclusive8(sum);
  const terms = exclusive8(count);
  const whole = count[7]!;
  const coefficients = terms.map((term, k) => (whole === 0 ? 0 : term / whole - (k === 7 ? 1 : 0)));
  const moments = values.map((value, k) => momentOf(value, terms[k]!));
  const biasedMoments = Array.from(sum, (value, k) => momentOf(value, count[k]!));
  const weight = bckCoefficients(coefficients);
  return {
    aucA: pooled(first),
    aucB: pooled(second),
    moments,
    biasedMoments,
    coefficients,
    covariance: weightedSum(coefficients, moments),
    biasedCovariance: weightedSum(coefficients, biasedMoments),
    bck: bckOf(moments),
    biasedBck: bckOf(biasedMoments),
    dfN: Math.round(1 / weight.N - 1),
    dfD: Math.round(1 / weight.D - 1),
    dfR: Math.round(1 / weight.R - 1),
  };
}

function pooled(cells: readonly SuccessMatrix[]): number {
  let sum = 0;
  let pairs = 0;
  for (const cell of cells) {
    sum += cell.sum;
    pairs += cell.pairs;
  }
  return pairs === 0 ? 0 : sum / pairs;
}

/** Moments 1 to 4 share the reader; 5 to 8 must not. */
function exclusive8(inclusive: Float64Array): number[] {
  const four = (from: number): readonly [number, number, number, number] => [
    inclusive[from]!,
    inclusive[from + 1]!,
    inclusive[from + 2]!,
    inclusive[from + 3]!,
  ];
  const same = exclusive4(four(0));
  const any = exclusive4(four(4));
  return [...same, ...any.map((value, k) => value - same[k]!)];
}

/** Equation 19 of Gallas et al. 2009. */
function bckOf(moments: readonly Estimable[]): Estimable<BckComponents> {
  const m: number[] = [];
  for (const moment of moments) {
    if (!moment.defined) return moment;
    m.push(moment.value);
  }
  const [m1, m2, m3, m4, m5, m6, m7, m8] = m as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return defined({
    N: m7 - m8,
    D: m6 - m8,
    ND: m5 - m6 - m7 + m8,
    R: m4 - m8,
    NR: m3 - m4 - m7 + m8,
    DR: m2 - m4 - m6 + m8,
    RND: m1 - m2 - m3 + m4 - m5 + m6 + m7 - m8,
  });
}

/** What each component weighs in the variance: the shares of the moments that hold it. */
export function bckCoefficients(c: Eight): BckComponents {
  const [c1, c2, c3, c4, c5, c6, c7] = c as [number, number, number, number, number, number, number];
  return {
    N: c1 + c3 + c5 + c7,
    D: c1 + c2 + c5 + c6,
    ND: c1 + c5,
    R: c1 + c2 + c3 + c4,
    NR: c1 + c3,
    DR: c1 + c2,
    RND: c1,
  };
}

/** U-statistic covariance of every pair of modalities; order: all single ones, then pairs. */
export interface MrmcUStatistics {
  single: BdgCovariance[];
  /** pair[k] for modalities (first, second), first < second. */
  pairs: { first: number; second: number; covariance: BdgCovariance }[];
}

export function mrmcUStatistics(study: ReaderStudy): MrmcUStatistics {
  return successUStatistics(successMatrices(study), study.modalities.length);
}

/** @param cells modality * readers + reader, all over the same cases */
export function successUStatistics(cells: readonly SuccessMatrix[], modalities: number): MrmcUStatistics {
  return everyPair(modalities, (a, b) => {
    const readers = cells.length / modalities;
    const of = (modality: number): readonly SuccessMatrix[] =>
      cells.slice(modality * readers, (modality + 1) * readers);
    return successCovariance(of(a), of(b));
  });
}

/** Covariances of all modalities with themselves and with each other. */
export function everyPair(
  modalities: number,
  covariance: (a: number, b: number) => BdgCovariance,
): MrmcUStatistics {
  const pairs: MrmcUStatistics['pairs'] = [];
  for (let first = 0; first < modalities; first += 1) {
    for (let second = first + 1; second < modalities; second += 1)
      pairs.push({ first, second, covariance: covariance(first, second) });
  }
  return { single: Array.from({ length: modalities }, (_, m) => covariance(m, m)), pairs };
}
