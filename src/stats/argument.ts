import { AppError } from '../core/error.js';

/** What an estimator cannot be asked: coded errors, for tables of numbers that mean nothing. Undefined results are not errors. */

export function refuse(message: string, hint: string): never {
  throw new AppError('STATS-ARGUMENT', message, { hint });
}

/** @param level confidence as a fraction strictly between 0 and 1 */
export function requireLevel(level: number): void {
  if (!(level > 0 && level < 1))
    refuse(`confidence level ${level} is not between 0 and 1`, 'write 95 % as 0.95');
}

export function requireProbability(name: string, value: number): void {
  if (!(value >= 0 && value <= 1))
    refuse(`${name} ${value} is not between 0 and 1`, 'probabilities are fractions from 0 to 1');
}

/** A difference of two proportions, as a margin states it. */
export function requireDifference(delta: number): void {
  if (!(delta >= -1 && delta <= 1))
    refuse(`a difference of proportions of ${delta}`, 'write a margin of 5 percentage points as 0.05');
}

/**
 * Counts may be fractional (effective counts of clustered data) when `integer` is false. Above 2^53 whole numbers are
 * not told apart, and the series behind exact limits would never end.
 */
export function requireCount(name: string, value: number, integer = true): void {
  if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER) || (integer && !Number.isInteger(value))) {
    refuse(
      `${name} is ${value}`,
      `give ${name} as ${integer ? 'a whole number' : 'a number'} from 0 to 2^53`,
    );
  }
}

/** @param x successes among `n` */
export function requireSuccesses(x: number, n: number, integer = true): void {
  requireCount('n', n, integer);
  requireCount('x', x, integer);
  if (x > n) refuse(`${x} successes among ${n}`, 'successes cannot exceed the number of trials');
}

/** Beyond this the square of a difference is infinite. */
const LARGEST_MEASUREMENT = 1e150;

/** A measured value whose squares are taken. @param what names it in the error */
export function requireMeasurement(what: string, value: number | undefined): void {
  if (!(Math.abs(value ?? NaN) <= LARGEST_MEASUREMENT))
    refuse(`${what} is ${String(value)}`, 'give finite measurements, at most 1e150 in size');
}

export function requireSameLength(a: { length: number }, b: { length: number }, names: string): void {
  if (a.length !== b.length)
    refuse(`${names} differ in length: ${a.length} and ${b.length}`, 'give one value a case in each');
}

/** Infinite scores are allowed (a failed case is ranked worst); NaN has no rank. */
export function requireScores(score: ArrayLike<number>): void {
  for (let i = 0; i < score.length; i += 1) {
    if (Number.isNaN(score[i]))
      refuse(`score ${i} is not a number`, 'rank a failed case worst with -Infinity or Infinity');
  }
}

/** @param truth 1 positive, 0 negative */
export function requireBinary(truth: ArrayLike<number>): void {
  for (let i = 0; i < truth.length; i += 1) {
    if (truth[i] !== 0 && truth[i] !== 1)
      refuse(`truth ${i} is ${String(truth[i])}`, 'truth is 1 for positive and 0 for negative');
  }
}

/** More bins than these describe no distribution, and their table would only fill the memory. */
const MOST_BINS = 10_000;

export function requireBins(bins: number): void {
  if (!Number.isInteger(bins) || bins < 1 || bins > MOST_BINS)
    refuse(`${bins} bins`, `give a whole number of bins from 1 to ${MOST_BINS}`);
}
