import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { normalTwoSided } from '../normal.js';
import { ecdfSteps } from './ecdf-steps.js';

export interface MannWhitney {
  /** Pairs in which the reference value is larger, ties one half. */
  u: number;
  /** Two-sided, normal with tie correction and continuity correction (R wilcox.test, exact = FALSE); undefined when all tie. */
  p: Estimable;
}

/** Mann & Whitney 1947. Undefined when a sample is empty. */
export function mannWhitneyTest(
  reference: ArrayLike<number>,
  fresh: ArrayLike<number>,
): Estimable<MannWhitney> {
  const steps = ecdfSteps(reference, fresh);
  const { n, m } = steps;
  if (n === 0 || m === 0) return undefinedBecause('a sample is empty');
  let u = 0;
  let below = 0;
  let ties = 0;
  steps.value.forEach((_, k) => {
    u += steps.reference[k]! * (below + steps.fresh[k]! / 2);
    below += steps.fresh[k]!;
    const t = steps.reference[k]! + steps.fresh[k]!;
    ties += t * t * t - t;
  });
  const total = n + m;
  const variance = total < 2 ? 0 : ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  const excess = u - (n * m) / 2;
  const corrected = excess - Math.sign(excess) * 0.5;
  return defined({
    u,
    p:
      variance > 0
        ? defined(Math.min(1, normalTwoSided(corrected / Math.sqrt(variance))))
        : undefinedBecause('all values tie'),
  });
}

/**
 * Two-sample Cramér-von Mises statistic with mid-ranks (Anderson 1962, doi:10.1214/aoms/1177704477; scipy). Undefined when
 * a sample is empty.
 */
export function cramerVonMises(reference: ArrayLike<number>, fresh: ArrayLike<number>): Estimable {
  const steps = ecdfSteps(reference, fresh);
  const { n, m } = steps;
  if (n === 0 || m === 0) return undefinedBecause('a sample is empty');
  let before = 0;
  let i = 0;
  let j = 0;
  let u = 0;
  steps.value.forEach((_, k) => {
    const a = steps.reference[k]!;
    const b = steps.fresh[k]!;
    const rank = before + (a + b + 1) / 2;
    for (let step = 1; step <= a; step += 1) u += n * (rank - (i + step)) ** 2;
    for (let step = 1; step <= b; step += 1) u += m * (rank - (j + step)) ** 2;
    before += a + b;
    i += a;
    j += b;
  });
  const product = n * m;
  const total = n + m;
  return defined(u / (product * total) - (4 * product - 1) / (6 * total));
}
