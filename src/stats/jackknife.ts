import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';

/**
 * BCa acceleration from leave-one-out values (Efron 1987, J Am Stat Assoc 82:171): with several strata resampled apart,
 * scipy's form: sum over strata of ΣU³/n³, divided by 6 (Σ over strata of ΣU²/n²)^1.5, U = (n-1)(mean - value).
 * Undefined when all values of every stratum are equal.
 * @param strata stratum number a value; absent: one stratum
 */
export function acceleration(leaveOneOut: Float64Array, strata?: ArrayLike<number>): Estimable {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < leaveOneOut.length; i += 1) {
    const value = leaveOneOut[i]!;
    if (!Number.isFinite(value)) return undefinedBecause('a leave-one-out value is undefined');
    const stratum = strata === undefined ? 0 : strata[i]!;
    const group = groups.get(stratum);
    if (group === undefined) groups.set(stratum, [value]);
    else group.push(value);
  }
  let cubes = 0;
  let squares = 0;
  for (const values of groups.values()) {
    const n = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    let sum2 = 0;
    let sum3 = 0;
    for (const value of values) {
      const u = (n - 1) * (mean - value);
      sum2 += u * u;
      sum3 += u * u * u;
    }
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
