/** `values.map` without its species protocol, which costs ten times the arithmetic on an image. */
export function mapValues(values: Float64Array, change: (value: number) => number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i += 1) out[i] = change(values[i] as number);
  return out;
}
