import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse } from './argument.js';
import { logGamma } from './gamma.js';

/** The whole bootstrap distribution of a statistic: distinct values ascending with their probabilities (sum 1). */
export interface ExactDistribution {
  values: Float64Array;
  probabilities: Float64Array;
  /** Probability of resamples where the statistic is undefined, before they were left out. */
  undefinedProbability: number;
}

const MOST_PATTERNS = 5_000_000;

/**
 * Enumerates all resamples of small data: every multiplicity pattern with its multinomial probability, strata apart.
 * Proves a resampling scheme without Monte Carlo error. Undefined when no resample has a value.
 * @param strata sizes of the strata; multiplicities come stratum after stratum
 * @param statistic NaN marks "undefined in this resample"
 * @throws AppError when there are more than five million patterns
 */
export function exactBootstrap(
  strata: readonly number[],
  statistic: (multiplicity: Uint32Array) => number,
): Estimable<ExactDistribution> {
  let patterns = 1;
  for (const n of strata) patterns *= Math.exp(logGamma(2 * n) - logGamma(n) - logGamma(n + 1));
  if (patterns > MOST_PATTERNS)
    refuse(`about ${patterns.toExponential(1)} resamples to enumerate`, 'draw resamples instead');
  const total = strata.reduce((sum, n) => sum + n, 0);
  const multiplicity = new Uint32Array(total);
  const mass = new Map<number, number>();
  let undefinedProbability = 0;
  const visit = (logProbability: number): void => {
    const value = statistic(multiplicity);
    const probability = Math.exp(logProbability);
    if (Number.isNaN(value)) undefinedProbability += probability;
    else {
      // Values that differ by rounding are one value.
      const key = Number(value.toPrecision(13));
      mass.set(key, (mass.get(key) ?? 0) + probability);
    }
  };
  enumerate(strata, multiplicity, visit);
  if (mass.size === 0) return undefinedBecause('the statistic is undefined in every resample');
  const values = Float64Array.from(mass.keys()).sort();
  const kept = 1 - undefinedProbability;
  const probabilities = values.map((value) => mass.get(value)! / kept);
  return defined({ values, probabilities, undefinedProbability });
}

/** Depth first over the units, stratum after stratum; a stratum's last unit takes the draws that are left. */
function enumerate(
  strata: readonly number[],
  multiplicity: Uint32Array,
  visit: (logProbability: number) => void,
): void {
  const fill = (
    stratum: number,
    offset: number,
    position: number,
    left: number,
    logProbability: number,
  ): void => {
    const n = strata[stratum]!;
    if (position < n - 1) {
      for (let count = 0; count <= left; count += 1) {
        multiplicity[offset + position] = count;
        fill(stratum, offset, position + 1, left - count, logProbability - logFactorial(count));
      }
      return;
    }
    multiplicity[offset + position] = left;
    const total = logProbability - logFactorial(left);
    const following = strata[stratum + 1];
    if (following === undefined) visit(total);
    else fill(stratum + 1, offset + n, 0, following, total + logWays(following));
  };
  const [first] = strata;
  if (first !== undefined) fill(0, 0, 0, first, logWays(first));
}

function logFactorial(n: number): number {
  return logGamma(n + 1);
}

/** log(n! / n^n): the multinomial coefficient's numerator over the number of ordered resamples. */
function logWays(n: number): number {
  return logFactorial(n) - n * Math.log(n);
}

export function distributionMoments({ values, probabilities }: ExactDistribution): {
  mean: number;
  sd: number;
} {
  const mean = values.reduce((sum, value, i) => sum + value * probabilities[i]!, 0);
  const variance = values.reduce((sum, value, i) => sum + (value - mean) ** 2 * probabilities[i]!, 0);
  return { mean, sd: Math.sqrt(variance) };
}

/** Smallest value whose cumulative probability reaches p (to 1e-12). */
export function distributionQuantile({ values, probabilities }: ExactDistribution, p: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    sum += probabilities[i]!;
    if (sum >= p - 1e-12) return values[i]!;
  }
  return values[values.length - 1]!;
}

/** P(value < x) + P(value = x) / 2, equality to 1e-12 relative. */
export function distributionMidRank({ values, probabilities }: ExactDistribution, x: number): number {
  const slack = 1e-12 * Math.max(1, Math.abs(x));
  return values.reduce((sum, value, i) => {
    if (Math.abs(value - x) <= slack) return sum + probabilities[i]! / 2;
    return value < x ? sum + probabilities[i]! : sum;
  }, 0);
}
