import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { calibrationBins } from './calibration-bins.js';
import { chiSquareTails } from './gamma.js';

export interface HosmerLemeshow {
  chiSquare: number;
  groups: number;
  /** df = g: external validation. */
  pExternal: number;
  /** df = g - 2: only for a model fitted on these cases. */
  pDevelopment: Estimable;
}

/**
 * Hosmer-Lemeshow test on groups of equal size by predicted probability (Hosmer and Lemeshow 1980). Not recommended as
 * the primary look at calibration: its power follows the sample size. Undefined when a group expects no event or only
 * events, and with fewer cases than groups.
 */
export function hosmerLemeshow(
  probability: Float64Array,
  truth: ArrayLike<number>,
  groups = 10,
): Estimable<HosmerLemeshow> {
  let chiSquare = 0;
  for (const { count, meanPrediction, observed } of calibrationBins(
    probability,
    truth,
    groups,
    'equal-mass',
  )) {
    if (!meanPrediction.defined || !observed.defined) return undefinedBecause('fewer cases than groups');
    const p = meanPrediction.value;
    const gap = count * (observed.value - p);
    if (p === 0 || p === 1) return undefinedBecause('a group expects no event or only events');
    chiSquare += (gap * gap) / (count * p * (1 - p));
  }
  return defined({
    chiSquare,
    groups,
    pExternal: chiSquareTails(chiSquare, groups).upper,
    pDevelopment:
      groups > 2
        ? defined(chiSquareTails(chiSquare, groups - 2).upper)
        : undefinedBecause('no degrees of freedom'),
  });
}
