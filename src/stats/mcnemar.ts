import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireCount } from './argument.js';
import { binomialPmf, binomialTails } from './binomial.js';
import { chiSquareTails } from './gamma.js';
import type { PairedTable } from './paired-table.js';
import type { ChiSquareTest } from './two-by-two-tests.js';

/**
 * Asymptotic McNemar test (1947, Psychometrika 12:153); with the continuity correction very conservative. Undefined
 * (0/0) without a discordant pair.
 */
export function mcnemar(
  table: PairedTable,
  options: { continuity?: boolean } = {},
): Estimable<ChiSquareTest> {
  const { onlyFirst: b, onlySecond: c } = table;
  requireCount('onlyFirst', b);
  requireCount('onlySecond', c);
  if (b + c === 0) return undefinedBecause('no discordant pair');
  const size = Math.max(0, Math.abs(b - c) - (options.continuity === true ? 1 : 0));
  const statistic = (size * size) / (b + c);
  return defined({ statistic, df: 1, p: chiSquareTails(statistic, 1).upper });
}

/** Exact conditional McNemar test, two-sided: twice the smaller binomial tail, at most 1; 1 without a discordant pair. */
export function mcnemarExact({ onlyFirst: b, onlySecond: c }: PairedTable): number {
  requireCount('onlyFirst', b);
  requireCount('onlySecond', c);
  return b === c ? 1 : Math.min(1, 2 * binomialTails(Math.min(b, c), b + c, 0.5).lower);
}

/** Mid-p McNemar test, two-sided (Fagerland, Lydersen and Laake 2013, BMC Med Res Methodol 13:91). */
export function mcnemarMidP({ onlyFirst: b, onlySecond: c }: PairedTable): number {
  requireCount('onlyFirst', b);
  requireCount('onlySecond', c);
  if (b === c) return 1;
  const least = Math.min(b, c);
  return 2 * binomialTails(least, b + c, 0.5).lower - binomialPmf(least, b + c, 0.5);
}
