/**
 * e^x over the sum of e^x of all values: logits of classes become probabilities that add up to 1. The largest value is
 * taken off first, so that nothing overflows.
 */
export function softmax(values: Float64Array): Float64Array {
  const largest = values.reduce((most, x) => Math.max(most, x), -Infinity);
  const powers = values.map((x) => Math.exp(x - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
