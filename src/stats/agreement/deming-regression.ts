import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { refuse, requireLevel } from '../argument.js';
import type { Interval } from '../interval.js';
import { meanOf } from '../mean.js';
import { studentQuantile } from '../student-t.js';
import { differences } from './bland-altman.js';

export interface LineEstimate {
  intercept: number;
  slope: number;
  interceptInterval: Estimable<Interval>;
  slopeInterval: Estimable<Interval>;
}

/**
 * Deming regression of y on x with both measured with error (Deming 1943; Linnet 1990, doi:10.1002/sim.4780091210);
 * jackknife intervals with t(n - 2) (CLSI EP09).
 * @param errorRatio variance of the error of y over that of x; 1 gives orthogonal regression
 * @returns undefined with fewer than two pairs or without covariance
 */
export function demingRegression(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { errorRatio = 1, level = 0.95 } = {},
): Estimable<LineEstimate> {
  requireLevel(level);
  if (!(errorRatio > 0)) refuse(`error ratio ${errorRatio}`, 'give a ratio above 0');
  differences(x, y);
  const line = fit(x, y, errorRatio, -1);
  if (!line.defined) return line;
  const n = x.length;
  const pseudo: { slope: number[]; intercept: number[] } = { slope: [], intercept: [] };
  let reason: string | null = n < 4 ? 'fewer than four pairs' : null;
  for (let i = 0; i < n && reason === null; i += 1) {
    const without = fit(x, y, errorRatio, i);
    if (!without.defined) reason = `${without.reason} when one pair is left out`;
    else {
      pseudo.slope.push(n * line.value.slope - (n - 1) * without.value.slope);
      pseudo.intercept.push(n * line.value.intercept - (n - 1) * without.value.intercept);
    }
  }
  const interval = (values: readonly number[], centre: number): Estimable<Interval> => {
    if (reason !== null) return undefinedBecause(reason);
    const mean = values.reduce((a, b) => a + b, 0) / n;
    const error = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1) / n);
    const half = studentQuantile(1 - (1 - level) / 2, n - 2) * error;
    return defined({ lower: centre - half, upper: centre + half });
  };
  return defined({
    ...line.value,
    slopeInterval: interval(pseudo.slope, line.value.slope),
    interceptInterval: interval(pseudo.intercept, line.value.intercept),
  });
}

function fit(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  ratio: number,
  skip: number,
): Estimable<{ slope: number; intercept: number }> {
  const left = (values: ArrayLike<number>): number[] => Array.from(values).filter((_, i) => i !== skip);
  if (left(x).length < 2) return undefinedBecause('fewer than two pairs');
  const meanX = meanOf(left(x));
  const meanY = meanOf(left(y));
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i += 1) {
    if (i === skip) continue;
    xx += (x[i]! - meanX) ** 2;
    yy += (y[i]! - meanY) ** 2;
    xy += (x[i]! - meanX) * (y[i]! - meanY);
  }
  if (xy === 0) return undefinedBecause('no covariance');
  const gap = yy - ratio * xx;
  const slope = (gap + Math.sqrt(gap * gap + 4 * ratio * xy * xy)) / (2 * xy);
  return defined({ slope, intercept: meanY - slope * meanX });
}
