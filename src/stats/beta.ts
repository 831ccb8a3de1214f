import { binomialTerm } from './saddle-point.js';

/** Both tails of a distribution function, each with its own relative precision. */
export interface Tails {
  lower: number;
  upper: number;
}

/**
 * Regularized incomplete beta function: lower tail P(X <= x) and upper tail of Beta(a, b), a, b > 0 real. Continued
 * fraction (Lentz; DLMF 8.17.22) on the side where it converges fast, prefactor by Loader's binomial term.
 * @param y is 1 - x, given apart so that a point near 1 keeps its digits
 */
export function betaTails(x: number, a: number, b: number, y = 1 - x): Tails {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return { lower: NaN, upper: NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = lowerBeta(x, y, a, b);
    return { lower, upper: 1 - lower };
  }
  const upper = lowerBeta(y, x, b, a);
  return { lower: 1 - upper, upper };
}

/** P(X <= x), X ~ Beta(a, b). */
export function betaCdf(x: number, a: number, b: number): number {
  return betaTails(x, a, b).lower;
}

/** x^a y^b / B(a, b). */
function powerTerm(x: number, y: number, a: number, b: number): number {
  return (binomialTerm(a, a + b, x, y) * a * b) / (a + b);
}

/**
 * x^a y^b / B(a, b) over the continued fraction of Didonato and Morris (1992, ACM TOMS 18:360, eq. 9), which holds
 * a y - b x as one term: the classical form loses digits there when a shape is large.
 */
function lowerBeta(x: number, y: number, a: number, b: number): number {
  return Math.min(1, powerTerm(x, y, a, b) / continuedFraction(x, y, a, b));
}

function continuedFraction(x: number, y: number, a: number, b: number): number {
  const tiny = 1e-300;
  const offset = a * y - b * x + 1;
  const denominator = (m: number): number =>
    m + (m * (b - m) * x) / (a + 2 * m - 1) + ((a + m) * (offset + m * (1 + y))) / (a + 2 * m + 1);
  let fraction = (a * offset) / (a + 1);
  if (fraction === 0) fraction = tiny;
  let c = fraction;
  let d = 0;
  // The number of terms grows as the square root of the larger shape.
  const limit = 2000 + 20 * Math.ceil(Math.sqrt(Math.max(a, b)));
  for (let m = 1; m <= limit; m += 1) {
    const before = a + 2 * m - 1;
    const numerator = ((m * (a + m - 1)) / before) * ((a + b + m - 1) / before) * (b - m) * x * x;
    const term = denominator(m);
    d = term + numerator * d;
    if (d === 0) d = tiny;
    c = term + numerator / c;
    if (c === 0) c = tiny;
    d = 1 / d;
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 3e-16) break;
  }
  return fraction;
}

/** A point of (0, 1) with its complement, so that neither is lost to rounding. */
export interface Point {
  x: number;
  y: number;
}

/**
 * x with P(X <= x) = p, X ~ Beta(a, b), with 1 - x beside it.
 * @param q is 1 - p, given apart for far upper quantiles
 */
export function betaQuantilePoint(p: number, a: number, b: number, q = 1 - p): Point {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return { x: NaN, y: NaN };
  if (p === 0) return { x: 0, y: 1 };
  if (q === 0) return { x: 1, y: 0 };
  const mean = a / (a + b);
  if (betaTails(mean, a, b, b / (a + b)).lower >= p) return solveBelow(p, a, b, mean);
  const mirrored = solveBelow(q, b, a, b / (a + b));
  return { x: mirrored.y, y: mirrored.x };
}

/** x with P(X <= x) = p, X ~ Beta(a, b). */
export function betaQuantile(p: number, a: number, b: number): number {
  return betaQuantilePoint(p, a, b).x;
}

/** Newton steps on log P against log x (smooth and concave there), kept inside a shrinking bracket. */
function solveBelow(p: number, a: number, b: number, start: number): Point {
  const target = Math.log(p);
  let low = -745;
  let high = Math.log(start);
  let u = high;
  for (let i = 0; i < 200; i += 1) {
    const x = Math.exp(u);
    const y = -Math.expm1(u);
    const cdf = betaTails(x, a, b, y).lower;
    const error = Math.log(cdf) - target;
    if (error > 0) high = u;
    else low = u;
    const slope = powerTerm(x, y, a, b) / (y * cdf);
    let next = u - error / slope;
    if (!(next >= low && next <= high)) next = (low + high) / 2;
    if (Math.abs(next - u) <= 4e-16 * Math.max(1, Math.abs(u)) || next === u) {
      u = next;
      break;
    }
    u = next;
  }
  return u <= -744.9 ? { x: 0, y: 1 } : { x: Math.exp(u), y: -Math.expm1(u) };
}
