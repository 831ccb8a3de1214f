import type { Tails } from './beta.js';
import { poissonTerm, stirlingError } from './saddle-point.js';

/** log Gamma(x), x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : NaN;
  if (x < 1) return logGamma(x + 1) - Math.log(x);
  const n = x - 1;
  if (n === 0) return 0;
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + stirlingError(n);
}

/**
 * Regularized incomplete gamma function: both tails of the gamma distribution with shape a and scale 1. Series below
 * the mean, continued fraction (Lentz; DLMF 8.9.2) above it, prefactor by Loader's Poisson term.
 */
export function gammaTails(x: number, a: number): Tails {
  if (!(a > 0) || Number.isNaN(x)) return { lower: NaN, upper: NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  // x^a e^-x / Gamma(a + 1)
  const term = poissonTerm(a, x);
  if (x < a + 1) {
    const lower = Math.min(1, term * series(x, a));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, term * a * continuedFraction(x, a));
  return { lower: 1 - upper, upper };
}

function series(x: number, a: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; n < 1_000_000; n += 1) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum;
}

function continuedFraction(x: number, a: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 1_000_000; i += 1) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + an / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 2e-16) break;
  }
  return h;
}

/**
 * x with P(X <= x) = p, X ~ Gamma(shape a, scale 1).
 * @param q is 1 - p, given apart for far upper quantiles
 */
export function gammaQuantile(p: number, a: number, q = 1 - p): number {
  if (!(p >= 0 && p <= 1 && a > 0)) return NaN;
  if (p === 0) return 0;
  if (q === 0) return Infinity;
  const below = gammaTails(a, a).lower >= p;
  const target = Math.log(below ? p : q);
  let low = below ? -745 : Math.log(a);
  let high = below ? Math.log(a) : 709;
  let u = Math.log(a);
  for (let i = 0; i < 300; i += 1) {
    const x = Math.exp(u);
    const tails = gammaTails(x, a);
    const tail = below ? tails.lower : tails.upper;
    const error = below ? Math.log(tail) - target : target - Math.log(tail);
    if (error > 0) high = u;
    else low = u;
    // d log(tail) / d log(x) = x f(x) / tail
    const slope = (poissonTerm(a, x) * a) / tail;
    let next = u - error / slope;
    if (!(next >= low && next <= high)) next = (low + high) / 2;
    const moved = Math.abs(next - u);
    u = next;
    if (moved <= 4e-16 * Math.max(1, Math.abs(u))) break;
  }
  return u <= -744.9 ? 0 : Math.exp(u);
}

/** Chi-square tails, df > 0 real. */
export function chiSquareTails(x: number, df: number): Tails {
  return gammaTails(x / 2, df / 2);
}

export function chiSquareQuantile(p: number, df: number): number {
  return 2 * gammaQuantile(p, df / 2);
}
