import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { refuse, requireCount, requireProbability } from '../argument.js';
import { binomialPmf, binomialTails } from '../binomial.js';
import { errorQuantiles, requireOpenUnit, type ErrorRates } from './requirements.js';

/**
 * Pairs for McNemar's test, real: round up (Connor 1987, doi:10.2307/2531961).
 * @param onlyFirst probability that only the first is right, @param onlySecond only the second
 * @returns undefined when both are equal
 */
export function mcnemarSize(onlyFirst: number, onlySecond: number, rates: ErrorRates): Estimable {
  requireDiscordance(onlyFirst, onlySecond);
  const difference = onlyFirst - onlySecond;
  if (difference === 0) return undefinedBecause('no difference');
  const { zAlpha, zBeta } = errorQuantiles(rates);
  const discordant = onlyFirst + onlySecond;
  return defined(
    ((zAlpha * Math.sqrt(discordant) + zBeta * Math.sqrt(discordant - difference ** 2)) / difference) ** 2,
  );
}

/**
 * Exact power of the two-sided conditional McNemar test at n pairs, by summing over all discordant counts.
 * @param test `exact` doubles the smaller tail; `mid-p` takes half of the observed term away from it first
 */
export function mcnemarPower(
  pairs: number,
  onlyFirst: number,
  onlySecond: number,
  alpha: number,
  test: 'exact' | 'mid-p',
): number {
  requireCount('pairs', pairs);
  requireDiscordance(onlyFirst, onlySecond);
  requireOpenUnit('alpha', alpha);
  const discordant = onlyFirst + onlySecond;
  if (discordant === 0) return 0;
  const share = onlyFirst / discordant;
  let power = 0;
  for (let m = 1; m <= pairs; m += 1) {
    const weight = binomialPmf(m, pairs, discordant);
    if (weight === 0) continue;
    const critical = lowestCritical(m, alpha, test);
    if (critical < 0) continue;
    // Rejects when at most `critical` of the m favour one side.
    power += weight * (binomialTails(critical, m, share).lower + binomialTails(critical, m, 1 - share).lower);
  }
  return Math.min(1, power);
}

/** Largest count of the smaller side that rejects, -1 when none does. */
function lowestCritical(m: number, alpha: number, test: 'exact' | 'mid-p'): number {
  let critical = -1;
  for (let x = 0; 2 * x < m; x += 1) {
    const tail = binomialTails(x, m, 0.5).lower - (test === 'mid-p' ? 0.5 * binomialPmf(x, m, 0.5) : 0);
    if (2 * tail > alpha) break;
    critical = x;
  }
  return critical;
}

function requireDiscordance(onlyFirst: number, onlySecond: number): void {
  requireProbability('the first discordant probability', onlyFirst);
  requireProbability('the second discordant probability', onlySecond);
  if (onlyFirst + onlySecond > 1)
    refuse(`discordant probabilities sum to ${onlyFirst + onlySecond}`, 'their sum is at most 1');
}
