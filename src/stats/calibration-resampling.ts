import { refuse, requireSameLength } from './argument.js';
import { requirePredictions } from './brier.js';
import type { Binning } from './calibration-bins.js';
import { binOfWidth } from './calibration-bins.js';
import { fitIntercept, fitSlope, logitsOf } from './calibration-regression.js';
import { ascendingOrder } from './sort-scores.js';

/** A number of calibration as a function of cluster multiplicities, for the bootstrap; NaN where it is undefined. */
type OfMultiplicities = (multiplicity: Uint32Array) => number;

/**
 * Calibration slope, intercept and calibration-in-the-large of resamples: logits are taken once, and Newton's method
 * starts from the fit of the whole sample.
 * @param cluster cluster of each unit, 0 … clusters - 1
 */
export function calibrationOfMultiplicities(
  number: 'slope' | 'intercept' | 'in-the-large',
  probability: Float64Array,
  truth: Uint8Array,
  cluster: ArrayLike<number>,
): OfMultiplicities {
  requireSameLength(probability, cluster, 'probability and cluster');
  const logits = logitsOf(probability, truth);
  if (!logits.defined) return () => NaN;
  const x = logits.value;
  const weight = new Float64Array(x.length);
  const spread = (multiplicity: Uint32Array): Float64Array => {
    for (let i = 0; i < weight.length; i += 1) weight[i] = multiplicity[cluster[i]!]!;
    return weight;
  };
  if (number === 'in-the-large') {
    const whole = fitIntercept(x, truth, null);
    const start = whole.defined ? whole.value.intercept : 0;
    return (multiplicity) => {
      const fit = fitIntercept(x, truth, spread(multiplicity), start);
      return fit.defined ? fit.value.intercept : NaN;
    };
  }
  const whole = fitSlope(x, truth, null);
  const start = whole.defined ? { a: whole.value.intercept, b: whole.value.slope } : { a: 0, b: 1 };
  return (multiplicity) => {
    const fit = fitSlope(x, truth, spread(multiplicity), start);
    return fit.defined ? fit.value[number] : NaN;
  };
}

/** Expected calibration error of resamples; the bins of equal mass are cut anew in each. */
export function calibrationErrorOfMultiplicities(
  probability: Float64Array,
  truth: Uint8Array,
  cluster: ArrayLike<number>,
  bins: number,
  binning: Exclude<Binning, 'equal-width-left-closed'>,
): OfMultiplicities {
  requirePredictions(probability, truth);
  requireSameLength(probability, cluster, 'probability and cluster');
  if (!Number.isInteger(bins) || bins < 1) refuse(`${bins} bins`, 'give a whole number of bins from 1');
  const gap = new Float64Array(bins);
  const sum = (cases: number): number => {
    let error = 0;
    for (let bin = 0; bin < bins; bin += 1) error += Math.abs(gap[bin]!);
    return cases === 0 ? NaN : error / cases;
  };
  if (binning === 'equal-width') {
    const place = Uint32Array.from(probability, (p) => binOfWidth(p, bins, false));
    return (multiplicity) => {
      gap.fill(0);
      let cases = 0;
      for (let i = 0; i < place.length; i += 1) {
        const times = multiplicity[cluster[i]!]!;
        gap[place[i]!]! += times * (truth[i]! - probability[i]!);
        cases += times;
      }
      return sum(cases);
    };
  }
  const order = ascendingOrder(probability);
  return (multiplicity) => {
    gap.fill(0);
    let cases = 0;
    for (let i = 0; i < order.length; i += 1) cases += multiplicity[cluster[i]!]!;
    const size = Math.floor(cases / bins);
    const larger = cases % bins;
    let bin = 0;
    // Room left in the bin; the first `larger` bins hold one more.
    let room = size + (larger > 0 ? 1 : 0);
    for (let k = 0; k < order.length; k += 1) {
      const unit = order[k]!;
      let times = multiplicity[cluster[unit]!]!;
      while (times > 0) {
        while (room === 0) {
          bin += 1;
          room = size + (bin < larger ? 1 : 0);
        }
        const taken = Math.min(times, room);
        gap[bin]! += taken * (truth[unit]! - probability[unit]!);
        room -= taken;
        times -= taken;
      }
    }
    return sum(cases);
  };
}
