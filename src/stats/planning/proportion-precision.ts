import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { requireLevel } from '../argument.js';
import { binomialPmf } from '../binomial.js';
import { clopperPearson } from '../clopper-pearson.js';
import type { Interval } from '../interval.js';
import { criticalNormal } from '../normal.js';
import { wilson } from '../wilson.js';
import { requireOpenUnit, requirePositive, roundHalfEven } from './requirements.js';

/** Interval whose half width is planned. */
export type PrecisionMethod = 'wilson' | 'clopper-pearson';

/** z² p (1 - p) / halfWidth², real: round up. The classic of Buderer 1996; too small near 0 and 1. */
export function waldPrecisionSize(expected: number, halfWidth: number, level: number): number {
  requireOpenUnit('the expected proportion', expected);
  requirePositive('the half width', halfWidth);
  requireLevel(level);
  return (criticalNormal(level) ** 2 * expected * (1 - expected)) / halfWidth ** 2;
}

/** The width jumps with n: this many sizes in a row must be narrow enough. */
const RUN = 60;
const LARGEST = 2_000_000;

/**
 * Smallest n such that n and the next 59 sizes have half the width of the interval at x = round(expected n) within the
 * wanted half width.
 * @returns undefined beyond 2 million
 */
export function precisionSize(
  expected: number,
  halfWidth: number,
  level: number,
  method: PrecisionMethod,
): Estimable {
  requireOpenUnit('the expected proportion', expected);
  requirePositive('the half width', halfWidth);
  requireLevel(level);
  let run = 0;
  for (let n = 1; n <= LARGEST; n += 1) {
    const limits = intervalOf(method, roundHalfEven(expected * n), n, level);
    run = limits.defined && (limits.value.upper - limits.value.lower) / 2 <= halfWidth ? run + 1 : 0;
    if (run === RUN) return defined(n - RUN + 1);
  }
  return undefinedBecause('more than 2 million cases');
}

/** Mean width of the interval at a planned n when the true proportion is as expected. */
export function expectedWidth(
  expected: number,
  n: number,
  level: number,
  method: PrecisionMethod,
): Estimable {
  requireOpenUnit('the expected proportion', expected);
  let sum = 0;
  for (let x = 0; x <= n; x += 1) {
    const limits = intervalOf(method, x, n, level);
    if (!limits.defined) return limits;
    sum += binomialPmf(x, n, expected) * (limits.value.upper - limits.value.lower);
  }
  return defined(sum);
}

/** Cases to enrol so that `diseased` of them have the condition (Buderer 1996, doi:10.1111/j.1553-2712.1996.tb03538.x). */
export function enrolmentForPrevalence(diseased: number, prevalence: number): number {
  requirePositive('the number of diseased cases', diseased);
  if (prevalence !== 1) requireOpenUnit('prevalence', prevalence);
  return Math.ceil(diseased / prevalence - 1e-9);
}

function intervalOf(method: PrecisionMethod, x: number, n: number, level: number): Estimable<Interval> {
  return method === 'wilson' ? wilson(x, n, { level }) : clopperPearson(x, n, { level });
}
