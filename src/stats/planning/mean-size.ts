import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { requireLevel, requireMeasurement } from '../argument.js';
import { noncentralFUpper } from '../fisher-f.js';
import { criticalNormal } from '../normal.js';
import { studentQuantile } from '../student-t.js';
import { requireOpenUnit, requirePositive, type ErrorRates } from './requirements.js';

const LARGEST = 1_000_000;

/**
 * Smallest n whose t interval of a mean (such as of Dice) has at most the wanted half width when the standard deviation
 * is as expected.
 */
export function meanPrecisionSize(sd: number, halfWidth: number, level: number): Estimable {
  requirePositive('the standard deviation', sd);
  requirePositive('the half width', halfWidth);
  requireLevel(level);
  const start = Math.max(2, Math.floor((criticalNormal(level) * sd) ** 2 / halfWidth ** 2));
  for (let n = start; n <= LARGEST; n += 1) {
    if ((studentQuantile(1 - (1 - level) / 2, n - 1) * sd) / Math.sqrt(n) <= halfWidth) return defined(n);
  }
  return undefinedBecause('more than a million cases');
}

/** Power of the two-sided one-sample t test of a mean against a goal: non-central F with 1 and n - 1 df. */
export function meanTestPower(n: number, difference: number, sd: number, alpha: number): Estimable {
  requirePositive('the standard deviation', sd);
  requireOpenUnit('alpha', alpha);
  if (n < 2) return undefinedBecause('fewer than two cases');
  const t = studentQuantile(1 - alpha / 2, n - 1);
  return defined(noncentralFUpper(t * t, 1, n - 1, n * (difference / sd) ** 2));
}

/** Smallest n with the wanted power of that test; `rates.sides` 1 tests at twice alpha, the other tail being negligible. */
export function meanTestSize(difference: number, sd: number, rates: ErrorRates): Estimable {
  requireOpenUnit('power', rates.power);
  requireMeasurement('the difference', difference);
  if (difference === 0) return undefinedBecause('no difference');
  const alpha = rates.sides === 2 ? rates.alpha : 2 * rates.alpha;
  const reaches = (n: number): boolean => {
    const power = meanTestPower(n, difference, sd, alpha);
    return power.defined && power.value >= rates.power;
  };
  // More cases, more power: double until it is reached, then halve the gap.
  let enough = 2;
  while (!reaches(enough)) {
    if (enough >= LARGEST) return undefinedBecause('more than a million cases');
    enough = Math.min(2 * enough, LARGEST);
  }
  let few = enough === 2 ? 1 : Math.floor(enough / 2);
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (reaches(middle)) enough = middle;
    else few = middle;
  }
  return defined(enough);
}
