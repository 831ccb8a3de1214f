/** Smallest, largest and mean value; null each for nothing, and for values that are no numbers. */
export function range(values: ArrayLike<number>): {
  min: number | null;
  max: number | null;
  mean: number | null;
} {
  if (values.length === 0) return { min: null, max: null, mean: null };
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const mean = sum / values.length;
  return Number.isFinite(mean) ? { min, max, mean } : { min: null, max: null, mean: null };
}
