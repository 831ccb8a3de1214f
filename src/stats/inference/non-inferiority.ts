import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { refuse, requireMeasurement } from '../argument.js';
import { normalUpper } from '../normal.js';
import { studentUpper } from '../student-t.js';
import { ALPHA_SLACK, requireAlpha } from './p-values.js';

/** A test statistic with its one-sided p value, P(Z >= z). */
export interface OneSidedTest {
  z: number;
  pOneSided: number;
}

/** An estimated difference, first minus second, larger is better; df Infinity for a normal statistic. */
export interface EstimatedDifference {
  difference: number;
  standardError: number;
  df?: number;
}

/**
 * Non-inferiority by the estimate: H0 difference <= -margin against difference > -margin. Rejecting at one-sided
 * alpha is the same as a lower limit of level 1 - 2 alpha above -margin. Margin 0 is superiority.
 * @param margin from 0, in the unit of the difference, fixed with its rationale beforehand
 * @returns undefined when the standard error is 0
 */
export function nonInferiority(estimate: EstimatedDifference, margin: number): Estimable<OneSidedTest> {
  requireMargin(margin);
  return against(estimate, -margin);
}

/** Superiority by the estimate: H0 difference <= 0. */
export function superiority(estimate: EstimatedDifference): Estimable<OneSidedTest> {
  return against(estimate, 0);
}

function against(
  { difference, standardError, df = Infinity }: EstimatedDifference,
  bound: number,
): Estimable<OneSidedTest> {
  requireMeasurement('the difference', difference);
  if (!(standardError >= 0)) refuse(`standard error ${standardError}`, 'a standard error is not negative');
  if (!(df > 0)) refuse(`${df} degrees of freedom`, 'leave df out for a normal statistic');
  if (standardError === 0) return undefinedBecause('the standard error is 0');
  const z = (difference - bound) / standardError;
  return defined({ z, pOneSided: df === Infinity ? normalUpper(z) : studentUpper(z, df) });
}

/** From a score statistic at the margin (Tango, Miettinen-Nurminen, Farrington-Manning). */
export function oneSidedTest(z: number): OneSidedTest {
  return { z, pOneSided: normalUpper(z) };
}

export interface SuperiorityAfterNonInferiority {
  nonInferior: boolean;
  /** False, and not tested, unless non-inferior. */
  superior: boolean;
}

/**
 * Non-inferiority, then superiority, at the same one-sided alpha without a penalty: a fixed sequence of nested
 * hypotheses (Morikawa & Yoshida 1995; CPMP/EWP/482/99).
 */
export function superiorityAfterNonInferiority(
  nonInferiorityP: number,
  superiorityP: number,
  alphaOneSided: number,
): SuperiorityAfterNonInferiority {
  requireAlpha(alphaOneSided);
  const nonInferior = nonInferiorityP <= alphaOneSided + ALPHA_SLACK;
  return { nonInferior, superior: nonInferior && superiorityP <= alphaOneSided + ALPHA_SLACK };
}

export function requireMargin(margin: number): void {
  if (!(margin >= 0 && margin < Infinity))
    refuse(`margin ${margin}`, 'give a margin from 0, larger is laxer');
}
