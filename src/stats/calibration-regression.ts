import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requirePredictions } from './brier.js';
import { expit } from './delong.js';

export interface LogisticRecalibration {
  /** 0 when perfectly calibrated. */
  intercept: number;
  interceptStandardError: number;
  /** 1 when perfectly calibrated; below 1: predictions too extreme. */
  slope: number;
  slopeStandardError: number;
}

/**
 * Calibration intercept and slope: logit P(event) = a + b logit(p) by maximum likelihood (Cox 1958; Van Calster et al.
 * 2019, BMC Med 17:230). Undefined with p of 0 or 1, one class absent, equal probabilities or (quasi-)separation,
 * where no finite estimate exists.
 */
export function calibrationSlope(
  probability: ArrayLike<number>,
  truth: ArrayLike<number>,
): Estimable<LogisticRecalibration> {
  const logits = logitsOf(probability, truth);
  return logits.defined ? fitSlope(logits.value, truth, null) : logits;
}

/** Whole counts of each unit, from resampling; null: each once. */
export type UnitWeights = ArrayLike<number> | null;

/**
 * The fit itself, of logits of which each may count several times or not at all.
 * @param start where Newton's steps begin; the fit of the whole sample saves steps in a resample
 */
export function fitSlope(
  x: Float64Array,
  truth: ArrayLike<number>,
  weight: UnitWeights,
  start = { a: 0, b: 1 },
): Estimable<LogisticRecalibration> {
  if (!overlaps(x, truth, weight))
    return undefinedBecause('perfect separation or equal probabilities: no finite estimate');
  let { a, b } = start;
  let fit = likelihood(x, truth, weight, a, b);
  for (let step = 0; step < 200; step += 1) {
    const { information, score } = fit;
    const determinant = information.aa * information.bb - information.ab ** 2;
    if (!(determinant > 0)) return undefinedBecause('the information matrix is singular');
    let da = (information.bb * score.a - information.ab * score.b) / determinant;
    let db = (information.aa * score.b - information.ab * score.a) / determinant;
    let next = likelihood(x, truth, weight, a + da, b + db);
    // Halving keeps a full Newton step from overshooting far tails.
    for (
      let halving = 0;
      halving < 60 && next.value < fit.value - 1e-12 * Math.abs(fit.value);
      halving += 1
    ) {
      da /= 2;
      db /= 2;
      next = likelihood(x, truth, weight, a + da, b + db);
    }
    a += da;
    b += db;
    fit = next;
    if (Math.abs(da) < 1e-13 * (1 + Math.abs(a)) && Math.abs(db) < 1e-13 * (1 + Math.abs(b))) break;
  }
  const { aa, ab, bb } = fit.information;
  const determinant = aa * bb - ab * ab;
  return defined({
    intercept: a,
    interceptStandardError: Math.sqrt(bb / determinant),
    slope: b,
    slopeStandardError: Math.sqrt(aa / determinant),
  });
}

/** Calibration-in-the-large: the intercept with the slope held at 1. Undefined with p of 0 or 1 and one class absent. */
export function calibrationInTheLarge(
  probability: ArrayLike<number>,
  truth: ArrayLike<number>,
): Estimable<{ intercept: number; standardError: number }> {
  const logits = logitsOf(probability, truth);
  return logits.defined ? fitIntercept(logits.value, truth, null) : logits;
}

/** The fit itself. @param start where the steps begin */
export function fitIntercept(
  x: Float64Array,
  truth: ArrayLike<number>,
  weight: UnitWeights,
  start = 0,
): Estimable<{ intercept: number; standardError: number }> {
  if (oneClass(truth, weight)) return undefinedBecause('one class absent');
  let a = start;
  let information = 0;
  for (let step = 0; step < 500; step += 1) {
    const fit = likelihood(x, truth, weight, a, 1);
    information = fit.information.aa;
    const da = Math.max(-2, Math.min(2, fit.score.a / information));
    a += da;
    if (Math.abs(da) < 1e-14 * (1 + Math.abs(a))) break;
  }
  return defined({ intercept: a, standardError: 1 / Math.sqrt(information) });
}

function oneClass(truth: ArrayLike<number>, weight: UnitWeights): boolean {
  const seen = [false, false];
  for (let i = 0; i < truth.length; i += 1) if (weight === null || weight[i]! > 0) seen[truth[i]!] = true;
  return !(seen[0]! && seen[1]!);
}

/** Log odds of each prediction; undefined with p of 0 or 1, and with one class absent. */
export function logitsOf(probability: ArrayLike<number>, truth: ArrayLike<number>): Estimable<Float64Array> {
  requirePredictions(probability, truth);
  const logits = new Float64Array(truth.length);
  let events = 0;
  for (let i = 0; i < truth.length; i += 1) {
    const p = probability[i]!;
    if (p === 0 || p === 1) return undefinedBecause('a probability of 0 or 1 has no logit');
    logits[i] = Math.log(p) - Math.log1p(-p);
    events += truth[i]!;
  }
  if (events === 0 || events === truth.length) return undefinedBecause('one class absent');
  return defined(logits);
}

/** A finite maximum exists if and only if the classes overlap strictly on the line. */
function overlaps(x: Float64Array, truth: ArrayLike<number>, weight: UnitWeights): boolean {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < x.length; i += 1) {
    if (weight !== null && weight[i] === 0) continue;
    const c = truth[i] === 1 ? 1 : 0;
    low[c] = Math.min(low[c]!, x[i]!);
    high[c] = Math.max(high[c]!, x[i]!);
  }
  return low[1]! < high[0]! && low[0]! < high[1]!;
}

interface Fit {
  value: number;
  score: { a: number; b: number };
  information: { aa: number; ab: number; bb: number };
}

function likelihood(
  x: Float64Array,
  truth: ArrayLike<number>,
  weight: UnitWeights,
  a: number,
  b: number,
): Fit {
  let value = 0;
  let scoreA = 0;
  let scoreB = 0;
  let aa = 0;
  let ab = 0;
  let bb = 0;
  for (let i = 0; i < x.length; i += 1) {
    const times = weight === null ? 1 : weight[i]!;
    if (times === 0) continue;
    const eta = a + b * x[i]!;
    const p = expit(eta);
    const signed = truth[i] === 1 ? -eta : eta;
    value -= times * (signed > 0 ? signed + Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)));
    const rest = times * (truth[i]! - p);
    scoreA += rest;
    scoreB += rest * x[i]!;
    const information = times * p * (1 - p);
    aa += information;
    ab += information * x[i]!;
    bb += information * x[i]! * x[i]!;
  }
  return { value, score: { a: scoreA, b: scoreB }, information: { aa, ab, bb } };
}
