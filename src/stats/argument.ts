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

/** Counts may be fractional (effective counts of clustered data) when `integer` is false. */
export function requireCount(name: string, value: number, integer = true): void {
  if (!Number.isFinite(value) || value < 0 || (integer && !Number.isInteger(value))) {
    refuse(`${name} is ${value}`, `give ${name} as ${integer ? 'a whole number' : 'a finite number'} from 0`);
  }
}

/** @param x successes among `n` */
export function requireSuccesses(x: number, n: number, integer = true): void {
  requireCount('n', n, integer);
  requireCount('x', x, integer);
  if (x > n) refuse(`${x} successes among ${n}`, 'successes cannot exceed the number of trials');
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
