import { betaQuantilePoint, betaTails } from './beta.js';
import { normalQuantile, normalUpper } from './normal.js';

/** P(T > t), Student's t with real df > 0; the normal distribution at df = Infinity. */
export function studentUpper(t: number, df: number): number {
  if (df === Infinity) return normalUpper(t);
  const square = t * t;
  if (square === Infinity) return t > 0 ? 0 : 1;
  const half = 0.5 * betaTails(df / (df + square), df / 2, 0.5, square / (df + square)).lower;
  return t >= 0 ? half : 1 - half;
}

export function studentCdf(t: number, df: number): number {
  return studentUpper(-t, df);
}

/** P(|T| >= |t|). */
export function studentTwoSided(t: number, df: number): number {
  return 2 * studentUpper(Math.abs(t), df);
}

/** t with P(T <= t) = p, real df > 0 (Hillis and Welch degrees of freedom are not whole). */
export function studentQuantile(p: number, df: number): number {
  if (df === Infinity) return normalQuantile(p);
  if (!(p >= 0 && p <= 1 && df > 0)) return NaN;
  if (p === 0.5) return 0;
  const outer = p < 0.5 ? p : 1 - p;
  const { x, y } = betaQuantilePoint(2 * outer, df / 2, 0.5);
  const size = Math.sqrt((df * y) / x);
  return p < 0.5 ? -size : size;
}
