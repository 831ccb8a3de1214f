import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { requireProbability } from '../argument.js';
import { normalCdf } from '../normal.js';
import { bisect } from '../root.js';
import { errorQuantiles, requireOpenUnit, requirePositive, type ErrorRates } from './requirements.js';

/** Power of the two-sample test of proportions at n a group, pooled variance under H0, near tail only (power.prop.test). */
export function twoProportionPower(
  n: number,
  p1: number,
  p2: number,
  alpha: number,
  sides: 1 | 2 = 2,
): Estimable {
  requirePositive('n', n);
  requireProbability('p1', p1);
  requireProbability('p2', p2);
  requireOpenUnit('alpha', alpha);
  const { zAlpha } = errorQuantiles({ alpha, sides, power: 0.5 });
  const { pooled, separate } = spreads(p1, p2);
  if (separate === 0) return undefinedBecause('no variance');
  return defined(normalCdf((Math.sqrt(n) * Math.abs(p1 - p2) - zAlpha * pooled) / separate));
}

/** Cases a group, real: round up (Fleiss, Levin & Paik 2003, formula 4.14). Undefined without a difference. */
export function twoProportionSize(p1: number, p2: number, rates: ErrorRates): Estimable {
  requireProbability('p1', p1);
  requireProbability('p2', p2);
  if (p1 === p2) return undefinedBecause('no difference');
  const { zAlpha, zBeta } = errorQuantiles(rates);
  const { pooled, separate } = spreads(p1, p2);
  return defined(((zAlpha * pooled + zBeta * separate) / (p1 - p2)) ** 2);
}

/** Cohen's h, difference of arcsine-transformed proportions (Cohen 1988). */
export function cohenH(p1: number, p2: number): number {
  requireProbability('p1', p1);
  requireProbability('p2', p2);
  return 2 * Math.asin(Math.sqrt(p1)) - 2 * Math.asin(Math.sqrt(p2));
}

/** Cases a group for the arcsine test, both tails counted when two-sided. Undefined without a difference. */
export function arcsineSize(p1: number, p2: number, rates: ErrorRates): Estimable {
  const h = Math.abs(cohenH(p1, p2));
  if (h === 0) return undefinedBecause('no difference');
  const { zAlpha, zBeta } = errorQuantiles(rates);
  const near = (2 * (zAlpha + zBeta) ** 2) / h ** 2;
  const power = (n: number): number =>
    normalCdf(h * Math.sqrt(n / 2) - zAlpha) +
    (rates.sides === 2 ? normalCdf(-h * Math.sqrt(n / 2) - zAlpha) : 0);
  return defined(bisect((n) => power(n) - rates.power, near / 1000, near * 2 + 1));
}

function spreads(p1: number, p2: number): { pooled: number; separate: number } {
  const sum = p1 + p2;
  return { pooled: Math.sqrt(sum * (1 - sum / 2)), separate: Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2)) };
}
