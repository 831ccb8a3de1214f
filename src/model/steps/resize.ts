import type { ModelImage } from '../model-image.js';

export type ResizeMethod = 'area' | 'bilinear';

/** One output place as a weighted sum of consecutive input places. */
interface Tap {
  first: number;
  weights: Float64Array;
}

/**
 * Resizes with pixel centres at half-integers: output place i covers [i·s, (i + 1)·s] of the input, s = input / output.
 *
 * - `area`: mean of the input over that stretch, parts of pixels by their share. Going up it repeats pixels.
 * - `bilinear`: value at the centre (i + ½)·s − ½ between its two neighbours, edges held; no smoothing going down. The
 *   same as `torch.nn.functional.interpolate(mode='bilinear', align_corners=False)`.
 *
 * Both are separable: columns first, then rows.
 */
export function resize(image: ModelImage, rows: number, columns: number, method: ResizeMethod): ModelImage {
  if (rows === image.rows && columns === image.columns) return image;
  const taps = method === 'area' ? areaTaps : bilinearTaps;
  const narrow = alongColumns(image.values, image.rows, image.columns, taps(image.columns, columns));
  return { ...image, rows, columns, values: alongRows(narrow, columns, taps(image.rows, rows)) };
}

function areaTaps(from: number, to: number): Tap[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) => {
    const start = i * scale;
    const end = Math.min(from, (i + 1) * scale);
    const first = Math.min(from - 1, Math.floor(start));
    const last = Math.min(from, Math.max(first + 1, Math.ceil(end)));
    const shares = Float64Array.from({ length: last - first }, (_share, k) =>
      Math.max(0, Math.min(end, first + k + 1) - Math.max(start, first + k)),
    );
    const total = shares.reduce((sum, share) => sum + share, 0);
    return { first, weights: shares.map((share) => share / total) };
  });
}

function bilinearTaps(from: number, to: number): Tap[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) => {
    const centre = Math.min(from - 1, Math.max(0, (i + 0.5) * scale - 0.5));
    const first = Math.min(Math.floor(centre), Math.max(0, from - 2));
    const share = centre - first;
    return { first, weights: from === 1 ? Float64Array.of(1) : Float64Array.of(1 - share, share) };
  });
}

function alongColumns(
  values: Float64Array,
  rows: number,
  columns: number,
  taps: readonly Tap[],
): Float64Array {
  const out = new Float64Array(rows * taps.length);
  for (let row = 0; row < rows; row += 1) {
    const base = row * columns;
    for (let column = 0; column < taps.length; column += 1) {
      const { first, weights } = taps[column]!;
      let sum = 0;
      for (let k = 0; k < weights.length; k += 1) sum += weights[k]! * values[base + first + k]!;
      out[row * taps.length + column] = sum;
    }
  }
  return out;
}

function alongRows(values: Float64Array, columns: number, taps: readonly Tap[]): Float64Array {
  const out = new Float64Array(taps.length * columns);
  for (let row = 0; row < taps.length; row += 1) {
    const { first, weights } = taps[row]!;
    const target = row * columns;
    for (let k = 0; k < weights.length; k += 1) {
      const weight = weights[k]!;
      const source = (first + k) * columns;
      for (let column = 0; column < columns; column += 1) {
        out[target + column] = out[target + column]! + weight * values[source + column]!;
      }
    }
  }
  return out;
}
