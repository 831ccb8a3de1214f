import { refuse } from './argument.js';

/** The nine sample quantiles of Hyndman and Fan (1996, Am Stat 50:361). 7 is the default of R, numpy and scipy. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/**
 * Sample quantile. Infinite values are ranks like any other.
 * @param sorted ascending, at least one value, no NaN
 * @param p in [0, 1]
 */
export function quantileSorted(sorted: Float64Array, p: number, type: QuantileType = 7): number {
  if (sorted.length === 0) refuse('a quantile of no values', 'give at least one value');
  if (!(p >= 0 && p <= 1)) refuse(`quantile probability ${p}`, 'give a fraction from 0 to 1');
  return type <= 3 ? discontinuous(sorted, p, type) : continuous(sorted, p, type);
}

/** R's slack: a position within 4 ulp of a whole number counts as whole. */
const SLACK = 4 * Number.EPSILON;

function discontinuous(sorted: Float64Array, p: number, type: 1 | 2 | 3 | QuantileType): number {
  const position = type === 3 ? sorted.length * p - 0.5 : sorted.length * p;
  const j = Math.floor(position + SLACK);
  const whole = position <= j + SLACK * Math.max(1, j);
  const below = at(sorted, j);
  const above = at(sorted, j + 1);
  if (!whole) return above;
  if (type === 1) return below;
  if (type === 2) return below === above ? below : (below + above) / 2;
  return j % 2 === 0 ? below : above;
}

/** Plotting positions (i - a) / (n + 1 - 2a) joined by straight lines; type 4 has a = 0, b = 1. */
function continuous(sorted: Float64Array, p: number, type: QuantileType): number {
  const n = sorted.length;
  if (type === 7) return interpolate(sorted, (n - 1) * p + 1);
  const [a, b] =
    type === 4
      ? [0, 1]
      : type === 5
        ? [0.5, 0.5]
        : type === 6
          ? [0, 0]
          : type === 8
            ? [1 / 3, 1 / 3]
            : [3 / 8, 3 / 8];
  return interpolate(sorted, a + p * (n + 1 - a - b));
}

function interpolate(sorted: Float64Array, position: number): number {
  const j = Math.floor(position + SLACK);
  let fraction = position - j;
  if (Math.abs(fraction) < SLACK) fraction = 0;
  const below = at(sorted, j);
  const above = at(sorted, j + 1);
  // Between -Infinity and a number every point of the line is -Infinity.
  if (fraction === 0 || below === above || below === -Infinity) return below;
  return fraction === 1 ? above : below + fraction * (above - below);
}

/** 1-based order statistic, held at the ends. */
function at(sorted: Float64Array, i: number): number {
  return sorted[Math.min(Math.max(i, 1), sorted.length) - 1]!;
}
