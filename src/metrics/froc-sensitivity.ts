import { refuse } from '../stats/argument.js';
import type { FrocCurve } from './froc-curve.js';

/** A sensitivity read from the curve. */
export interface SensitivityAtFp {
  sensitivity: number;
  /** The operating point's rating; null when interpolation made the value, which then belongs to no threshold. */
  threshold: number | null;
  /** The curve ends before the asked rate and its last value was held. */
  beyondLastPoint: boolean;
}

/** LUNA16: the competition performance metric averages the sensitivity at these false positives per image. */
export const LUNA16_RATES: readonly number[] = [0.125, 0.25, 0.5, 1, 2, 4, 8];
/** CAMELYON16 averages at these. */
export const CAMELYON16_RATES: readonly number[] = [0.25, 0.5, 1, 2, 4, 8];

/**
 * Sensitivity at `fpPerImage` false positives per image. `step` (default of this library): the best attained point with
 * no more false positives, so it has a threshold. `linear`: the polyline through (0,0) and the operating points, held
 * constant after the last; at a vertical rise the upper point counts (numpy.interp as the challenges use it).
 */
export function sensitivityAtFp(
  curve: FrocCurve,
  fpPerImage: number,
  rule: 'step' | 'linear',
): SensitivityAtFp {
  if (!(fpPerImage >= 0)) refuse(`${fpPerImage} false positives per image`, 'give a rate from 0');
  const { fpPerImage: x, sensitivity: y, rating } = curve;
  let last = 0;
  for (let k = 1; k < x.length; k += 1) if (x[k]! <= fpPerImage) last = k;
  const beyondLastPoint = last === x.length - 1 && fpPerImage > x[last]!;
  if (rule === 'step' || last === x.length - 1 || x[last] === fpPerImage) {
    return { sensitivity: y[last]!, threshold: rating[last]!, beyondLastPoint };
  }
  const share = (fpPerImage - x[last]!) / (x[last + 1]! - x[last]!);
  return { sensitivity: y[last]! + share * (y[last + 1]! - y[last]!), threshold: null, beyondLastPoint };
}

/**
 * Mean sensitivity over declared rates: with LUNA16_RATES the competition performance metric (Niemeijer et al. 2011,
 * doi:10.1109/TMI.2010.2072789; Setio et al. 2017), with CAMELYON16_RATES that challenge's score.
 */
export function meanSensitivity(curve: FrocCurve, rates: readonly number[], rule: 'step' | 'linear'): number {
  if (rates.length === 0) refuse('no rate to average over', 'name the false positives per image');
  let sum = 0;
  for (const rate of rates) sum += sensitivityAtFp(curve, rate, rule).sensitivity;
  return sum / rates.length;
}
