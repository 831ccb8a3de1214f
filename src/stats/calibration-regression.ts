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
  if (!logits.defined) return logits;
  const x = logits.value;
  if (!overlaps(x, truth))
    return undefinedBecause('perfect separation or equal probabilities: no finite estimate');
  let a = 0;
  let b = 1;
  let fit = likelihood(x, truth, a, b);
  for (let step = 0; step < 200; step += 1) {
    const { information, score } = fit;
    const determinant = information.aa * information.bb - information.ab ** 2;
    if (!(determinant > 0)) return undefinedBecause('the information matrix is singular');
    let da = (information.bb * score.a - information.ab * score.b) / determinant;
    let db = (information.aa * score.b - information.ab * score.a) / determinant;
    let next = likelihood(x, truth, a + da, b + db);
    // Halving keeps a full Newton step from overshooting far tails.
    for (
      let halving = 0;
      halving < 60 && next.value < fit.value - 1e-12 * Math.abs(fit.value);
      halving += 1
    ) {
      da /= 2;
      db /= 2;
      next = likelihood(x, truth, a + da, b + db);
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
  if (!logits.defined) return logits;
  let a = 0;
  let information = 0;
  for (let step = 0; step < 500; step += 1) {
    const fit = likelihood(logits.value, truth, a, 1);
    information = fit.information.aa;
    const da = Math.max(-2, Math.min(2, fit.score.a / information));
    a += da;
    if (Math.abs(da) < 1e-14 * (1 + Math.abs(a))) break;
  }
  return defined({ intercept: a, standardError: 1 / Math.sqrt(information) });
}

function logitsOf(probability: ArrayLike<number>, truth: ArrayLike<number>): Estimable<Float64Array> {
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
function overlaps(x: Float64Array, truth: ArrayLike<number>): boolean {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < x.length; i += 1) {
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

function likelihood(x: Float64Array, truth: ArrayLike<number>, a: number, b: number): Fit {
  const fit: Fit = { value: 0, score: { a: 0, b: 0 }, information: { aa: 0, ab: 0, bb: 0 } };
  for (let i = 0; i < x.length; i += 1) {
    const eta = a + b * x[i]!;
    const p = expit(eta);
    const signed = truth[i] === 1 ? -eta : eta;
    fit.value -= signed > 0 ? signed + Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed));
    const rest = truth[i]! - p;
    fit.score.a += rest;
    fit.score.b += rest * x[i]!;
    const weight = p * (1 - p);
    fit.information.aa += weight;
    fit.information.ab += weight * x[i]!;
    fit.information.bb += weight * x[i]! * x[i]!;
  }
  return fit;
}
