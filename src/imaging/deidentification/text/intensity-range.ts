/** Stored values of one frame, one sample a pixel. */
export type PlaneValues =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

export interface Plane {
  columns: number;
  rows: number;
  values: PlaneValues;
}

export interface IntensityRange {
  low: number;
  high: number;
}

const SAMPLED = 12_000;

/**
 * What most of the image holds, half a range beyond the 0.5th and the 99.5th percentile: a few hot pixels do not flatten
 * the rest, and letters brighter than any tissue still stand out. No window of the header is used: text shows at any.
 * @returns null for an image of one value
 */
export function intensityRange(values: PlaneValues): IntensityRange | null {
  // An odd step shares few factors with usual widths: not the same columns again and again.
  const step = Math.max(1, Math.floor(values.length / SAMPLED)) | 1;
  const seen = new Float64Array(Math.ceil(values.length / step));
  let count = 0;
  for (let i = 0; i < values.length; i += step) {
    const value = values[i]!;
    if (Number.isFinite(value)) seen[count++] = value;
  }
  if (count === 0) return null;
  const sorted = inOrder(seen.subarray(0, count), isWhole(values));
  const at = (share: number): number => sorted[Math.round(share * (count - 1))]!;
  const [low, high] = [at(0.005), at(0.995)];
  if (high === low) return wholeRange(values);
  const beyond = (high - low) / 2;
  return { low: Math.max(sorted[0]!, low - beyond), high: Math.min(sorted[count - 1]!, high + beyond) };
}

function wholeRange(values: PlaneValues): IntensityRange | null {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high > low && Number.isFinite(high - low) ? { low, high } : null;
}

/** Median difference of values two columns apart, over a sample: large where the whole image is noise. */
export function usualDifference({ columns, values }: Plane): number {
  const step = Math.max(1, Math.floor(values.length / SAMPLED)) | 1;
  const seen = new Float64Array(Math.ceil(values.length / step));
  let count = 0;
  for (let i = 2; i < values.length; i += step) {
    if (i % columns < 2) continue;
    const difference = Math.abs(values[i]! - values[i - 2]!);
    if (Number.isFinite(difference)) seen[count++] = difference;
  }
  return count === 0 ? 0 : inOrder(seen.subarray(0, count), isWhole(values))[count >> 1]!;
}

export function isWhole(values: PlaneValues): boolean {
  return !(values instanceof Float32Array || values instanceof Float64Array);
}

/** Whole numbers that span less are sorted by counting, which takes a tenth of the time. */
const COUNTED = 2 ** 17;

/** The values sorted, in place. */
function inOrder(values: Float64Array, whole: boolean): Float64Array {
  if (!whole || values.length === 0) return values.sort();
  let [low, high] = [values[0]!, values[0]!];
  for (let i = 1; i < values.length; i += 1) {
    const value = values[i]!;
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  if (high - low >= COUNTED) return values.sort();
  const counts = new Uint32Array(high - low + 1);
  for (let i = 0; i < values.length; i += 1) counts[values[i]! - low]! += 1;
  let to = 0;
  for (let k = 0; k < counts.length; k += 1) {
    for (let left = counts[k]!; left > 0; left -= 1) values[to++] = low + k;
  }
  return values;
}
