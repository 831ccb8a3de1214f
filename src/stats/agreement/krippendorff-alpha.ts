import type { Estimable } from '../../core/estimable.js';
import { defined, undefinedBecause } from '../../core/estimable.js';
import { refuse, requireMeasurement } from '../argument.js';

/** How far two values are apart: Krippendorff's metrics for each scale. */
export type MeasurementScale = 'nominal' | 'ordinal' | 'interval' | 'ratio';

export interface KrippendorffAlpha {
  alpha: Estimable;
  /** Values in units that at least two readers rated. */
  pairableValues: number;
  units: number;
}

/**
 * Krippendorff's alpha from the coincidence matrix, any number of readers, gaps allowed (Krippendorff 2011, Computing
 * Krippendorff's alpha-reliability). Each unit's pairs weigh 1/(m-1), m its number of values; irr 0.84.1 forgets that
 * for more than two readers without gaps.
 * @param ratings ratings[reader][unit], null when missing
 * @throws AppError STATS-ARGUMENT for rows of unequal length, values that are not finite, or a ratio scale with values below 0
 */
export function krippendorffAlpha(
  ratings: readonly (readonly (number | null)[])[],
  scale: MeasurementScale,
): KrippendorffAlpha {
  const columns = requireRatings(ratings, scale);
  const units: number[][] = [];
  for (let u = 0; u < columns; u += 1) {
    const values = ratings.map((row) => row[u] ?? null).filter((value) => value !== null);
    if (values.length >= 2) units.push(values);
  }
  const values = [...new Set(units.flat())].sort((a, b) => a - b);
  const pairable = units.reduce((sum, unit) => sum + unit.length, 0);
  const base = { pairableValues: pairable, units: units.length };
  if (pairable === 0) return { ...base, alpha: undefinedBecause('no unit with two ratings') };
  const index = new Map(values.map((value, k) => [value, k]));
  const size = values.length;
  const coincidence = new Float64Array(size * size);
  for (const unit of units) {
    const tally = new Float64Array(size);
    for (const value of unit) tally[index.get(value)!] = tally[index.get(value)!]! + 1;
    for (let c = 0; c < size; c += 1) {
      if (tally[c] === 0) continue;
      for (let k = 0; k < size; k += 1) {
        coincidence[c * size + k] =
          coincidence[c * size + k]! + (tally[c]! * (tally[k]! - (c === k ? 1 : 0))) / (unit.length - 1);
      }
    }
  }
  const count = Float64Array.from(values, (_, c) =>
    coincidence.subarray(c * size, (c + 1) * size).reduce((a, b) => a + b, 0),
  );
  let observed = 0;
  let expected = 0;
  for (let c = 0; c < size; c += 1) {
    for (let k = c + 1; k < size; k += 1) {
      const gap = distance(scale, values, count, c, k);
      observed += coincidence[c * size + k]! * gap;
      expected += count[c]! * count[k]! * gap;
    }
  }
  if (expected === 0)
    return { ...base, alpha: undefinedBecause('no expected disagreement (one value only)') };
  return { ...base, alpha: defined(1 - ((pairable - 1) * observed) / expected) };
}

/** Squared difference of the scale. */
function distance(
  scale: MeasurementScale,
  values: readonly number[],
  count: Float64Array,
  c: number,
  k: number,
): number {
  if (scale === 'nominal') return 1;
  if (scale === 'interval') return (values[k]! - values[c]!) ** 2;
  if (scale === 'ratio') return ((values[k]! - values[c]!) / (values[k]! + values[c]!)) ** 2;
  let between = -(count[c]! + count[k]!) / 2;
  for (let g = c; g <= k; g += 1) between += count[g]!;
  return between * between;
}

function requireRatings(ratings: readonly (readonly (number | null)[])[], scale: MeasurementScale): number {
  const first = ratings[0];
  if (first === undefined) return 0;
  for (const row of ratings) {
    if (row.length !== first.length)
      refuse('the rows of ratings differ in length', 'give one rating or null a unit in each row');
    for (const value of row) {
      if (value !== null) requireMeasurement('a rating', value);
      if (scale === 'ratio' && value !== null && value < 0)
        refuse(`a rating of ${value} on a ratio scale`, 'a ratio scale starts at 0');
    }
  }
  return first.length;
}
