import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { requireSameLength } from '../stats/argument.js';
import type { FrocData } from './froc-data.js';

/**
 * AFROC-type figures of merit (Chakraborty & Berbaum 2004; Chakraborty & Zhai 2016, Med Phys 43:2548): the chance
 * that a lesion outranks the highest false positive of a case. The letter w: each diseased case counts once, its
 * lesions by weight. The digit 1: false positives of all cases, to be used only without non-diseased cases.
 */
export type FrocFigureOfMerit = 'AFROC' | 'AFROC1' | 'wAFROC' | 'wAFROC1';

export const FROC_FIGURES_OF_MERIT: readonly FrocFigureOfMerit[] = ['AFROC', 'AFROC1', 'wAFROC', 'wAFROC1'];

/**
 * Figure of merit by its pairs: 1 when the lesion's highest rating exceeds the case's highest false positive, 1/2 when
 * equal. Unmarked is -Infinity, so two unmarked tie: no marks at all give 0.5.
 * @param multiplicity how often each case is counted; once each when left out
 * @returns undefined without a lesion, or without a non-diseased case (AFROC, wAFROC)
 */
export function frocFigureOfMerit(
  data: FrocData,
  kind: FrocFigureOfMerit,
  multiplicity?: Uint32Array,
): Estimable {
  if (multiplicity !== undefined) requireSameLength(multiplicity, data.diseased, 'multiplicities and cases');
  const times = (index: number): number => (multiplicity === undefined ? 1 : multiplicity[index]!);
  const everyCase = kind === 'AFROC1' || kind === 'wAFROC1';
  const weighted = kind === 'wAFROC' || kind === 'wAFROC1';

  const rivals: number[] = [];
  for (let i = 0; i < data.cases; i += 1)
    if ((everyCase || data.diseased[i] === 0) && times(i) > 0) rivals.push(i);
  rivals.sort((a, b) => order(data.highestFalse[a]!, data.highestFalse[b]!));
  const below = new Float64Array(rivals.length + 1);
  rivals.forEach((index, k) => {
    below[k + 1] = below[k]! + times(index);
  });
  const rivalCount = below[rivals.length]!;

  let lesions = 0;
  let won = 0;
  data.lesionCase.forEach((index, l) => {
    const weight = times(index) * (weighted ? data.lesionWeight[l]! : 1);
    if (weight === 0) return;
    lesions += weight;
    const rating = data.lesionRating[l]!;
    const lower = firstAt(rivals, data.highestFalse, rating, false);
    const upper = firstAt(rivals, data.highestFalse, rating, true);
    won += (weight * (below[lower]! + below[upper]!)) / 2;
  });
  if (lesions === 0) return undefinedBecause('no lesion');
  if (rivalCount === 0) return undefinedBecause('no non-diseased case');
  return defined(won / (rivalCount * lesions));
}

/** Ascending with equal infinities comparing equal. */
function order(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** First position whose rating is not below (or, when `after`, is above) the given one. */
function firstAt(sorted: readonly number[], rating: Float64Array, value: number, after: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const here = rating[sorted[middle]!]!;
    if (here < value || (after && here === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Value with one case left out, in case order: the raw material of the jackknife. */
export function leaveOneCaseOut(data: FrocData, kind: FrocFigureOfMerit): Estimable<Float64Array> {
  const multiplicity = new Uint32Array(data.cases).fill(1);
  const values = new Float64Array(data.cases);
  if (data.cases < 2) return undefinedBecause('fewer than two cases');
  for (let i = 0; i < data.cases; i += 1) {
    multiplicity[i] = 0;
    const value = frocFigureOfMerit(data, kind, multiplicity);
    if (!value.defined) return undefinedBecause(`${value.reason} when one case is left out`);
    values[i] = value.value;
    multiplicity[i] = 1;
  }
  return defined(values);
}

/** Jackknife variance over cases, (n-1)/n times the sum of squares about the mean (Efron & Tibshirani 1993, ch. 11). */
export function frocJackknifeVariance(data: FrocData, kind: FrocFigureOfMerit): Estimable {
  const left = leaveOneCaseOut(data, kind);
  if (!left.defined) return left;
  const n = data.cases;
  let mean = 0;
  for (const value of left.value) mean += value / n;
  let squares = 0;
  for (const value of left.value) squares += (value - mean) ** 2;
  return defined(((n - 1) / n) * squares);
}
