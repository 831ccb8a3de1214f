import { betaQuantilePoint, betaTails, type Tails } from './beta.js';
import { chiSquareTails } from './gamma.js';
import { normalDensity } from './normal.js';
import { poissonTerm } from './saddle-point.js';

/** Tails of the F distribution at `f`; degrees of freedom are real and positive (Hillis and Satterthwaite df). */
export function fTails(f: number, df1: number, df2: number): Tails {
  if (!(df1 > 0 && df2 > 0) || Number.isNaN(f)) return { lower: NaN, upper: NaN };
  if (f <= 0) return { lower: 0, upper: 1 };
  if (f === Infinity) return { lower: 1, upper: 0 };
  const whole = df1 * f + df2;
  return betaTails((df1 * f) / whole, df1 / 2, df2 / 2, df2 / whole);
}

/** f with P(F <= f) = p. */
export function fQuantile(p: number, df1: number, df2: number): number {
  const { x, y } = betaQuantilePoint(p, df1 / 2, df2 / 2);
  return y === 0 ? Infinity : (df2 * x) / (df1 * y);
}

/** From here on the mixture has too many terms, and its numerator is (Z + sqrt(lambda))² but for a part in a million. */
const LARGE_NONCENTRALITY = 1e6;

/**
 * P(F > f) of the non-central F distribution, a Poisson mixture of beta tails summed outward from its largest weight
 * (Johnson, Kotz & Balakrishnan 1995, section 30.3).
 * @param noncentrality lambda, from 0
 */
export function noncentralFUpper(f: number, df1: number, df2: number, noncentrality: number): number {
  if (!(df1 > 0 && df2 > 0 && noncentrality >= 0) || Number.isNaN(f)) return NaN;
  if (f <= 0) return 1;
  if (f === Infinity) return 0;
  if (noncentrality === Infinity) return 1;
  if (noncentrality > LARGE_NONCENTRALITY) return largeNoncentralFUpper(f, df1, df2, noncentrality);
  const rate = noncentrality / 2;
  const whole = df1 * f + df2;
  const x = (df1 * f) / whole;
  const y = df2 / whole;
  const term = (j: number): number => {
    const weight = rate === 0 ? (j === 0 ? 1 : 0) : poissonTerm(j, rate);
    return weight === 0 ? 0 : weight * betaTails(x, df1 / 2 + j, df2 / 2, y).upper;
  };
  const middle = Math.floor(rate);
  let sum = term(middle);
  for (let j = middle + 1; ; j += 1) {
    const next = term(j);
    sum += next;
    if (next <= 1e-18 * sum || (rate > 0 && poissonTerm(j, rate) < 1e-20)) break;
  }
  for (let j = middle - 1; j >= 0; j -= 1) {
    const next = term(j);
    sum += next;
    if (next <= 1e-18 * sum) break;
  }
  return Math.min(1, sum);
}

/**
 * The numerator is (Z + sqrt(lambda))², Z standard normal, plus a chi-square of df1 - 1, here at its mean; what Z leaves
 * is a chi-square tail of the denominator, summed by the trapezoid rule, which is exact to rounding for a normal density.
 */
function largeNoncentralFUpper(f: number, df1: number, df2: number, noncentrality: number): number {
  const step = 1 / 16;
  let sum = 0;
  for (let z = -9; z <= 9; z += step) {
    const numerator = (z + Math.sqrt(noncentrality)) ** 2 + df1 - 1;
    sum += normalDensity(z) * chiSquareTails((df2 / (df1 * f)) * numerator, df2).lower;
  }
  return Math.min(1, sum * step);
}
