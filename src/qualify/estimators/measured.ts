import type { Estimable } from '../../core/estimable.js';
import { intervalAbout } from '../../stats/clustered-difference.js';
import { undefinedBecause } from '../../core/estimable.js';
import type { Interval } from '../../stats/interval.js';
import { criticalNormal } from '../../stats/normal.js';
import type { Measured } from '../estimator.js';

/** A number of `details`: null where it is undefined. */
export function detail(value: Estimable): number | null {
  return value.defined ? value.value : null;
}

/** A list among `details`, counted from 1: name_1, name_2 … */
export function listed(name: string, values: ArrayLike<number | null>): Record<string, number | null> {
  return Object.fromEntries(Array.from(values, (value, i) => [`${name}_${i + 1}`, value]));
}

/** Limits among `details`. */
export function limits(name: string, interval: Estimable<Interval>): Record<string, number | null> {
  return {
    [`${name}Lower`]: interval.defined ? interval.value.lower : null,
    [`${name}Upper`]: interval.defined ? interval.value.upper : null,
  };
}

/** The parts of a result that may not exist; an undefined one is the estimate, with its reason. */
export function measured<T>(
  result: Estimable<T>,
  n: number,
  parts: (value: T) => Omit<Measured, 'n'>,
): Measured {
  return result.defined ? { ...parts(result.value), n } : { estimate: result, n };
}

/** estimate ± z SE, not cut to any range; a standard error of 0 gives none: it says nothing of the next sample. */
export function normalInterval(
  estimate: Estimable,
  standardError: Estimable,
  level: number,
): Estimable<Interval> {
  if (!estimate.defined) return estimate;
  if (standardError.defined && standardError.value === 0) return undefinedBecause('the standard error is 0');
  return intervalAbout(estimate.value, standardError, criticalNormal(level));
}
