import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';

/**
 * BCa acceleration from leave-one-out values (Efron 1987, J Am Stat Assoc 82:171): with several strata resampled apart,
 * scipy's form: sum over strata of ΣU³/n³, divided by 6 (Σ over strata of ΣU²/n²)^1.5, U = (n-1)(mean - value).
 * Undefined when all values of every stratum are equal.
 * @param strata stratum number a value; absent: one stratum
 */
export function acceleration(leaveOneOut: Float64Array, strata?: ArrayLike<number>): Estimable {
  const groups = new Map<number, { n: number; mean: number; sum2: number; sum3: number }>();
  const groupOf = (i: number): { n: number; mean: number; sum2: number; sum3: number } => {
    const stratum = strata === undefined ? 0 : strata[i]!;
    let group = groups.get(stratum);
    if (group === undefined) {
      group = { n: 0, mean: 0, sum2: 0, sum3: 0 };
      groups.set(stratum, group);
    }
    return group;
  };
  for (let i = 0; i < leaveOneOut.length; i += 1) {
    const value = leaveOneOut[i]!;
    if (!Number.isFinite(value)) return undefinedBecause('a leave-one-out value is undefined');
    const group = groupOf(i);
    group.n += 1;
    group.mean += value;
  }
  for (const group of groups.values()) group.mean /= group.n;
  for (let i = 0; i < leaveOneOut.length; i += 1) {
    const group = groupOf(i);
    const u = (group.n - 1) * (group.mean - leaveOneOut[i]!);
    group.sum2 += u * u;
    group.sum3 += u * u * u;
  }
  let cubes = 0;
  let squares = 0;
  for (const { n, mean, sum2, sum3 } of groups.values()) {
    // Values that differ only by rounding are equal.
    const rounding = (n - 1) * Number.EPSILON * 8 * Math.abs(mean);
    if (sum2 <= n * rounding * rounding) continue;
    squares += sum2 / (n * n);
    cubes += sum3 / (n * n * n);
  }
  if (!(squares > 0)) return undefinedBecause('jackknife variance 0');
  return defined(cubes / (6 * squares ** 1.5));
}

/** Jackknife standard error: sqrt((n-1)/n Σ (value - mean)²) (Quenouille, Tukey; Efron 1982). */
export function jackknifeStandardError(leaveOneOut: Float64Array): Estimable {
  const n = leaveOneOut.length;
  if (n < 2) return undefinedBecause('fewer than two units');
  const mean = leaveOneOut.reduce((sum, value) => sum + value, 0) / n;
  if (!Number.isFinite(mean)) return undefinedBecause('a leave-one-out value is undefined');
  const squares = leaveOneOut.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return defined(Math.sqrt(((n - 1) / n) * squares));
}
