import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { requireLevel } from '../argument.js';
import type { Interval } from '../interval.js';
import { criticalNormal, normalTwoSided } from '../normal.js';
import { studentQuantile, studentTwoSided } from '../student-t.js';
import type { BdgCovariance } from './mrmc-ustatistics.js';

/** Above this many degrees of freedom iMRMC takes the normal distribution. */
const NORMAL_FROM = 50;

/** Interval and two-sided test of an average AUC (against 1/2) or of a difference (against 0). */
export interface BdgInference {
  estimate: number;
  /** Undefined when a moment is; may be negative with U-statistics: then nothing below is defined. */
  variance: Estimable;
  /** Satterthwaite-type df of Obuchowski, Gallas & Hillis 2012 (doi:10.1016/j.acra.2012.09.003), at least the smallest factor's. */
  df: Estimable;
  normalInterval: Estimable<Interval>;
  normalP: Estimable;
  tInterval: Estimable<Interval>;
  tP: Estimable;
}

/** @param kind `ustat` unbiased, `mle` by the empirical distribution, never negative */
export function averageInference(own: BdgCovariance, kind: 'ustat' | 'mle', level = 0.95): BdgInference {
  const variance = kind === 'ustat' ? own.covariance : own.biasedCovariance;
  return infer(own.aucA, 0.5, variance, satterthwaite(variance, [own], [1], own), level);
}

/** First minus second. */
export function differenceInference(
  first: BdgCovariance,
  second: BdgCovariance,
  between: BdgCovariance,
  kind: 'ustat' | 'mle',
  level = 0.95,
): BdgInference {
  const of = (part: BdgCovariance): Estimable => (kind === 'ustat' ? part.covariance : part.biasedCovariance);
  const parts = [first, second, between];
  const signs = [1, 1, -2];
  let variance: Estimable = defined(0);
  parts.forEach((part, k) => {
    const value = of(part);
    variance = !variance.defined
      ? variance
      : value.defined
        ? defined(variance.value + signs[k]! * value.value)
        : value;
  });
  const df = {
    dfN: Math.min(first.dfN, second.dfN),
    dfD: Math.min(first.dfD, second.dfD),
    dfR: Math.min(first.dfR, second.dfR),
  };
  return infer(first.aucA - second.aucA, 0, variance, satterthwaite(variance, parts, signs, df), level);
}

function satterthwaite(
  variance: Estimable,
  parts: readonly BdgCovariance[],
  signs: readonly number[],
  { dfN, dfD, dfR }: { dfN: number; dfD: number; dfR: number },
): Estimable {
  if (!variance.defined) return variance;
  if (variance.value < 0) return undefinedBecause('the variance estimate is negative');
  let N = 0;
  let D = 0;
  let R = 0;
  for (let k = 0; k < parts.length; k += 1) {
    const bck = parts[k]!.biasedBck;
    if (!bck.defined) return bck;
    N += signs[k]! * bck.value.N;
    D += signs[k]! * bck.value.D;
    R += signs[k]! * bck.value.R;
  }
  const least = Math.min(dfN, dfD, dfR);
  if (least < 1) return undefinedBecause('one reader, or one case in a class');
  const spread = N ** 2 / dfN ** 3 + D ** 2 / dfD ** 3 + R ** 2 / dfR ** 3;
  if (spread === 0) return undefinedBecause('no variance');
  return defined(Math.max(variance.value ** 2 / spread, least));
}

function infer(
  estimate: number,
  against: number,
  variance: Estimable,
  df: Estimable,
  level: number,
): BdgInference {
  requireLevel(level);
  const bad = !variance.defined
    ? variance
    : variance.value < 0
      ? undefinedBecause('the variance estimate is negative')
      : null;
  if (bad !== null || !variance.defined) {
    const none = bad ?? undefinedBecause('no variance');
    return { estimate, variance, df, normalInterval: none, normalP: none, tInterval: none, tP: none };
  }
  const error = Math.sqrt(variance.value);
  const around = (critical: number): Estimable<Interval> =>
    defined({ lower: estimate - critical * error, upper: estimate + critical * error });
  const statistic: Estimable =
    error === 0 ? undefinedBecause('the variance is 0') : defined((estimate - against) / error);
  const normalInterval = around(criticalNormal(level));
  const normalP = statistic.defined ? defined(normalTwoSided(statistic.value)) : statistic;
  if (!df.defined) return { estimate, variance, df, normalInterval, normalP, tInterval: df, tP: df };
  if (df.value > NORMAL_FROM)
    return { estimate, variance, df, normalInterval, normalP, tInterval: normalInterval, tP: normalP };
  const whole = Math.floor(df.value);
  return {
    estimate,
    variance,
    df,
    normalInterval,
    normalP,
    tInterval: around(studentQuantile(1 - (1 - level) / 2, whole)),
    tP: statistic.defined ? defined(studentTwoSided(statistic.value, whole)) : statistic,
  };
}
