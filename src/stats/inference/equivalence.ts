import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import {
  nonInferiority,
  requireMargin,
  type EstimatedDifference,
  type OneSidedTest,
} from './non-inferiority.js';

export interface Equivalence {
  /** H0 difference <= -margin. */
  aboveLower: OneSidedTest;
  /** H0 difference >= upper margin; z is for the reversed difference. */
  belowUpper: OneSidedTest;
  /** The larger of the two: at most alpha means equivalent, as does an interval of level 1 - 2 alpha inside the margins. */
  p: number;
}

/**
 * Two one-sided tests (Schuirmann 1987, J Pharmacokinet Biopharm 15:657).
 * @param margin how far below 0 is still equivalent
 * @param upperMargin how far above; the same when left out
 * @returns undefined when the standard error is 0
 */
export function equivalence(
  estimate: EstimatedDifference,
  margin: number,
  upperMargin = margin,
): Estimable<Equivalence> {
  requireMargin(margin);
  requireMargin(upperMargin);
  const above = nonInferiority(estimate, margin);
  const below = nonInferiority({ ...estimate, difference: -estimate.difference }, upperMargin);
  if (!above.defined) return above;
  if (!below.defined) return below;
  return defined({
    aboveLower: above.value,
    belowUpper: below.value,
    p: Math.max(above.value.pOneSided, below.value.pOneSided),
  });
}
