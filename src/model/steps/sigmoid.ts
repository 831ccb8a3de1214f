/** 1 / (1 + e^−x) of each value, written so that neither end overflows. */
export function sigmoid(values: Float64Array): Float64Array {
  return values.map((x) => {
    const e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  });
}
