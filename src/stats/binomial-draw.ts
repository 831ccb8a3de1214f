import type { ResampleStream } from './resample-stream.js';
import { stirlingError } from './saddle-point.js';

/**
 * One draw from Bin(n, p): inversion for small means, else transformed rejection with squeeze (Hörmann 1993, J Stat Comput
 * Simul 46:101, algorithm BTRS), whose cost does not grow with n.
 */
export function drawBinomial(stream: ResampleStream, n: number, p: number): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawBinomial(stream, n, 1 - p);
  return n * p < 10 ? byInversion(stream, n, p) : byRejection(stream, n, p);
}

function byInversion(stream: ResampleStream, n: number, p: number): number {
  const odds = p / (1 - p);
  for (;;) {
    let term = Math.exp(n * Math.log1p(-p));
    let u = stream.uniform();
    // The tail beyond 110 has no probability a double can hold when the mean is below 10.
    for (let k = 0; k <= Math.min(n, 110); k += 1) {
      if (u < term) return k;
      u -= term;
      term *= (odds * (n - k)) / (k + 1);
    }
  }
}

function byRejection(stream: ResampleStream, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  for (;;) {
    let v = stream.uniform();
    const u = stream.uniform() - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= squeeze) return k;
    const alpha = (2.83 + 5.1 / b) * spread;
    v = Math.log((v * alpha) / (a / (us * us) + b));
    if (v <= logRatio(k, n, p)) return k;
  }
}

/** log of P(k) / P(mode). */
function logRatio(k: number, n: number, p: number): number {
  const mode = Math.floor((n + 1) * p);
  return logTerm(k, n, p) - logTerm(mode, n, p);
}

/** log P(k) up to what k does not touch: k log(p/q) - log k! - log (n - k)!. */
function logTerm(k: number, n: number, p: number): number {
  return k * Math.log(p / (1 - p)) - logFactorial(k) - logFactorial(n - k);
}

function logFactorial(n: number): number {
  return n === 0 ? 0 : (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + stirlingError(n);
}
