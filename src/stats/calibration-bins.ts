import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireBins } from './argument.js';
import { requirePredictions } from './brier.js';
import { ascendingOrder } from './sort-scores.js';

/** One bin of a reliability table; the means are undefined in an empty bin. */
export interface CalibrationBin {
  count: number;
  meanPrediction: Estimable;
  observed: Estimable;
}

/**
 * How cases are put into bins. `equal-width`: (lower, upper], p = 0 in the first. `equal-width-left-closed`:
 * [lower, upper), p = 1 in the last. Edges are i/M (0.3 × 10 is below 3 in binary: never floor(p M)).
 * `equal-mass`: stable order by p cut into M runs, the first ones one larger (numpy.array_split).
 */
export type Binning = 'equal-width' | 'equal-width-left-closed' | 'equal-mass';

/** @param bins number of bins, declared beforehand: the errors below depend on it */
export function calibrationBins(
  probability: Float64Array,
  truth: ArrayLike<number>,
  bins: number,
  binning: Binning = 'equal-width',
): CalibrationBin[] {
  requirePredictions(probability, truth);
  requireBins(bins);
  const place =
    binning === 'equal-mass' ? massBins(probability, bins) : widthBins(probability, bins, binning);
  const count = new Float64Array(bins);
  const predicted = new Float64Array(bins);
  const observed = new Float64Array(bins);
  place.forEach((bin, i) => {
    count[bin]! += 1;
    predicted[bin]! += probability[i]!;
    observed[bin]! += truth[i]!;
  });
  const empty = undefinedBecause('empty bin');
  return Array.from(count, (cases, bin) => ({
    count: cases,
    meanPrediction: cases === 0 ? empty : defined(predicted[bin]! / cases),
    observed: cases === 0 ? empty : defined(observed[bin]! / cases),
  }));
}

function widthBins(probability: Float64Array, bins: number, binning: Binning): Uint32Array {
  return Uint32Array.from(probability, (p) => binOfWidth(p, bins, binning === 'equal-width-left-closed'));
}

/** Number of the bin of equal width that holds `p`, by the edges i / bins. */
export function binOfWidth(p: number, bins: number, leftClosed: boolean): number {
  // The product is only a first guess: the edges decide.
  let bin = Math.min(bins - 1, Math.floor(p * bins));
  if (leftClosed) {
    while (bin > 0 && p < bin / bins) bin -= 1;
    while (bin < bins - 1 && p >= (bin + 1) / bins) bin += 1;
  } else {
    while (bin > 0 && p <= bin / bins) bin -= 1;
    while (bin < bins - 1 && p > (bin + 1) / bins) bin += 1;
  }
  return bin;
}

function massBins(probability: Float64Array, bins: number): Uint32Array {
  const order = ascendingOrder(probability);
  const n = order.length;
  const size = Math.floor(n / bins);
  const larger = n % bins;
  const place = new Uint32Array(n);
  order.forEach((unit, rank) => {
    const border = larger * (size + 1);
    place[unit] = rank < border ? Math.floor(rank / (size + 1)) : larger + Math.floor((rank - border) / size);
  });
  return place;
}

export interface CalibrationError {
  /** Expected calibration error: mean gap weighted by cases. Biased upward in small samples; a description only. */
  expected: number;
  /** Largest gap over non-empty bins. */
  maximum: number;
  rootMeanSquare: number;
}

/** Gaps |observed - mean prediction| summed up over bins. Undefined without cases. */
export function calibrationError(bins: readonly CalibrationBin[]): Estimable<CalibrationError> {
  let cases = 0;
  let sum = 0;
  let squares = 0;
  let maximum = 0;
  for (const { count, meanPrediction, observed } of bins) {
    if (!meanPrediction.defined || !observed.defined) continue;
    const gap = Math.abs(observed.value - meanPrediction.value);
    cases += count;
    sum += count * gap;
    squares += count * gap * gap;
    maximum = Math.max(maximum, gap);
  }
  if (cases === 0) return undefinedBecause('no cases');
  return defined({ expected: sum / cases, maximum, rootMeanSquare: Math.sqrt(squares / cases) });
}
