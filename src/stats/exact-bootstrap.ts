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
 * @param strata sizes of the strata; units come stratum after stratum
 * @param statistic NaN marks "undefined in this resample"
 * @param same number of each unit's kind, equal for units of a stratum that can change places: their draws are counted
 * together, on the first of them. Absent: every unit is its own kind
 * @throws AppError when there are more than five million patterns
 */
export function exactBootstrap(
  strata: readonly number[],
  statistic: (multiplicity: Uint32Array) => number,
  same?: ArrayLike<number>,
): Estimable<ExactDistribution> {
  const kinds = kindsOf(strata, same);
  let patterns = 1;
  for (const { draws, units } of kinds) {
    const k = units.length;
    patterns *= Math.exp(logGamma(draws + k) - logGamma(k) - logGamma(draws + 1));
  }
  if (patterns > MOST_PATTERNS)
    refuse(`about ${patterns.toExponential(1)} resamples to enumerate`, 'draw resamples instead');
  const multiplicity = new Uint32Array(strata.reduce((sum, n) => sum + n, 0));
  const mass = new Map<number, number>();
  let undefinedProbability = 0;
  enumerate(kinds, multiplicity, (logProbability) => {
    const value = statistic(multiplicity);
    const probability = Math.exp(logProbability);
    if (Number.isNaN(value)) undefinedProbability += probability;
    else {
      // Values that differ by rounding are one value.
      const key = Number(value.toPrecision(13));
      mass.set(key, (mass.get(key) ?? 0) + probability);
    }
  });
  if (mass.size === 0) return undefinedBecause('the statistic is undefined in every resample');
  const values = Float64Array.from(mass.keys()).sort();
  const kept = 1 - undefinedProbability;
  const probabilities = values.map((value) => mass.get(value)! / kept);
  return defined({ values, probabilities, undefinedProbability });
}

/** The kinds of one stratum: first unit of each, and log of its share. */
interface Kinds {
  draws: number;
  units: Uint32Array;
  logShares: Float64Array;
}

function kindsOf(strata: readonly number[], same?: ArrayLike<number>): Kinds[] {
  let offset = 0;
  return strata.map((draws) => {
    const first = new Map<number, number>();
    const count = new Map<number, number>();
    for (let i = offset; i < offset + draws; i += 1) {
      const kind = same === undefined ? i : same[i]!;
      if (!first.has(kind)) first.set(kind, i);
      count.set(kind, (count.get(kind) ?? 0) + 1);
    }
    offset += draws;
    const logShares = Float64Array.from(count.values(), (units) => Math.log(units / draws));
    return { draws, units: Uint32Array.from(first.values()), logShares };
  });
}

/** Depth first over the kinds, stratum after stratum; a stratum's last kind takes the draws that are left. */
function enumerate(
  kinds: readonly Kinds[],
  multiplicity: Uint32Array,
  visit: (logProbability: number) => void,
): void {
  const fill = (stratum: number, kind: number, left: number, logProbability: number): void => {
    const { units, logShares } = kinds[stratum]!;
    const put = (count: number): number => {
      multiplicity[units[kind]!] = count;
      return logProbability + count * logShares[kind]! - logFactorial(count);
    };
    if (kind < units.length - 1) {
      for (let count = 0; count <= left; count += 1) fill(stratum, kind + 1, left - count, put(count));
      return;
    }
    const total = put(left);
    const following = kinds[stratum + 1];
    if (following === undefined) visit(total);
    else fill(stratum + 1, 0, following.draws, total + logFactorial(following.draws));
  };
  const [first] = kinds;
  if (first !== undefined) fill(0, 0, first.draws, logFactorial(first.draws));
}

function logFactorial(n: number): number {
  return logGamma(n + 1);
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
