import { defined, undefinedBecause, type Estimable } from '../../core/estimable.js';
import { refuse } from '../argument.js';
import { ecdfSteps } from './ecdf-steps.js';

/** Area between the two distribution functions, in the unit of the values (Wasserstein distance of order 1). */
export function wasserstein(reference: ArrayLike<number>, fresh: ArrayLike<number>): Estimable {
  return integral(reference, fresh, Math.abs);
}

/**
 * Energy distance √(2 ∫ (F - G)²) in one dimension (Székely & Rizzo 2013, doi:10.1016/j.jspi.2013.03.018; scipy). Its
 * square is the V-statistic of `energyStatistic`.
 */
export function energyDistance(reference: ArrayLike<number>, fresh: ArrayLike<number>): Estimable {
  const area = integral(reference, fresh, (gap) => gap * gap);
  return area.defined ? defined(Math.sqrt(2 * area.value)) : area;
}

function integral(
  reference: ArrayLike<number>,
  fresh: ArrayLike<number>,
  f: (gap: number) => number,
): Estimable {
  const steps = ecdfSteps(reference, fresh);
  if (steps.n === 0 || steps.m === 0) return undefinedBecause('a sample is empty');
  let sum = 0;
  let i = 0;
  let j = 0;
  for (let k = 0; k + 1 < steps.value.length; k += 1) {
    i += steps.reference[k]!;
    j += steps.fresh[k]!;
    const width = steps.value[k + 1]! - steps.value[k]!;
    if (!Number.isFinite(width)) refuse('a value is infinite', 'give finite values');
    sum += width * f(i / steps.n - j / steps.m);
  }
  return defined(sum);
}
