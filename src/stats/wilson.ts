import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireLevel, requireSuccesses } from './argument.js';
import type { Interval, Sides } from './interval.js';
import { criticalNormal } from './normal.js';

export interface WilsonOptions {
  /** Fraction, 0.95. */
  level: number;
  /** Newcombe's method 4: the correction is always 1/(2n) (R's prop.test shrinks it near one half). */
  continuity?: boolean;
  sides?: Sides;
}

/**
 * Wilson score interval of a proportion (Wilson 1927, J Am Stat Assoc 22:209; with continuity correction Newcombe
 * 1998, Stat Med 17:857, method 4). Inverts the score test; inside [0, 1]; not degenerate at 0 or n.
 * Undefined for n = 0.
 * @param x successes; may be fractional (Rao-Scott effective counts)
 * @param n trials; may be fractional
 */
export function wilson(x: number, n: number, options: WilsonOptions): Estimable<Interval> {
  requireLevel(options.level);
  requireSuccesses(x, n, false);
  if (n === 0) return undefinedBecause('no trials');
  const z = criticalNormal(options.level, options.sides);
  return defined(options.continuity === true ? corrected(x, n, z) : plain(x, n, z));
}

function plain(x: number, n: number, z: number): Interval {
  const square = z * z;
  const centre = x + square / 2;
  const half = z * Math.sqrt((x * (n - x)) / n + square / 4);
  return {
    lower: x === 0 ? 0 : Math.max(0, (centre - half) / (n + square)),
    upper: x === n ? 1 : Math.min(1, (centre + half) / (n + square)),
  };
}

function corrected(x: number, n: number, z: number): Interval {
  const square = z * z;
  const p = x / n;
  const q = (n - x) / n;
  const below = z * Math.sqrt(square - 2 - 1 / n + 4 * p * (n * q + 1));
  const above = z * Math.sqrt(square + 2 - 1 / n + 4 * p * (n * q - 1));
  return {
    lower: x === 0 ? 0 : Math.max(0, (2 * x + square - 1 - below) / (2 * (n + square))),
    upper: x === n ? 1 : Math.min(1, (2 * x + square + 1 + above) / (2 * (n + square))),
  };
}
