import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { meanOf } from '../mean.js';
import { differences } from './bland-altman.js';

/**
 * Lin's concordance correlation 2 s_ab / (s_a² + s_b² + (mean a - mean b)²) (Lin 1989, doi:10.2307/2532051).
 * @param divisor of the (co)variances: `n` as Lin defined it, `n-1` as some tools do
 * @returns undefined without two pairs or without any variance
 */
export function concordanceCorrelation(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  divisor: 'n' | 'n-1' = 'n',
): Estimable {
  const { difference } = differences(first, second);
  const n = difference.length;
  if (n < 2) return undefinedBecause('fewer than two pairs');
  const meanA = meanOf(first);
  const meanB = meanOf(second);
  let squares = 0;
  let product = 0;
  for (let i = 0; i < n; i += 1) {
    squares += (first[i]! - meanA) ** 2 + (second[i]! - meanB) ** 2;
    product += (first[i]! - meanA) * (second[i]! - meanB);
  }
  const by = divisor === 'n' ? n : n - 1;
  const whole = squares / by + (meanA - meanB) ** 2;
  return whole === 0 ? undefinedBecause('no variance') : defined((2 * product) / by / whole);
}
