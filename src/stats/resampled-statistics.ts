import { requireSameLength } from './argument.js';

/** Statistics of data as functions of multiplicities, for the bootstrap; NaN marks "undefined in this resample". */
export type Resampled = (multiplicity: Uint32Array) => number;

export function meanOfMultiplicities(x: ArrayLike<number>): Resampled {
  return (multiplicity) => {
    let sum = 0;
    let n = 0;
    for (let i = 0; i < x.length; i += 1) {
      sum += multiplicity[i]! * x[i]!;
      n += multiplicity[i]!;
    }
    return n === 0 ? NaN : sum / n;
  };
}

/** Plug-in variance, divisor n. */
export function varianceOfMultiplicities(x: ArrayLike<number>): Resampled {
  const meanOf = meanOfMultiplicities(x);
  return (multiplicity) => {
    const mean = meanOf(multiplicity);
    let squares = 0;
    let n = 0;
    for (let i = 0; i < x.length; i += 1) {
      squares += multiplicity[i]! * (x[i]! - mean) ** 2;
      n += multiplicity[i]!;
    }
    return n === 0 ? NaN : squares / n;
  };
}

/** Pearson correlation of pairs; undefined when either is constant in the resample. */
export function correlationOfMultiplicities(x: ArrayLike<number>, y: ArrayLike<number>): Resampled {
  requireSameLength(x, y, 'x and y');
  const meanX = meanOfMultiplicities(x);
  const meanY = meanOfMultiplicities(y);
  return (multiplicity) => {
    const mx = meanX(multiplicity);
    const my = meanY(multiplicity);
    let xx = 0;
    let yy = 0;
    let xy = 0;
    let distinct = 0;
    for (let i = 0; i < x.length; i += 1) {
      const weight = multiplicity[i]!;
      if (weight === 0) continue;
      distinct += 1;
      xx += weight * (x[i]! - mx) ** 2;
      yy += weight * (y[i]! - my) ** 2;
      xy += weight * (x[i]! - mx) * (y[i]! - my);
    }
    // One pair drawn n times leaves only rounding in the sums.
    return distinct < 2 || xx === 0 || yy === 0 ? NaN : xy / Math.sqrt(xx * yy);
  };
}
