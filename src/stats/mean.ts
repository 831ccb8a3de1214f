/**
 * Mean taken about the first value: equal values have exactly their value as mean, so that what does not vary has a
 * spread of exactly 0. NaN for no value.
 */
export function meanOf(values: ArrayLike<number>): number {
  const first = values[0] ?? NaN;
  let sum = 0;
  for (let i = 1; i < values.length; i += 1) sum += values[i]! - first;
  return first + sum / values.length;
}
