import type { StoredPixels } from './stored-pixels.js';

/** About this many values are looked at, less than twice as many: enough for a mean, little beside a digest. */
const SAMPLES = 16_384;

/**
 * Mean and standard deviation of the modality values (stored × slope + intercept) of every k-th value, frame after
 * frame; null where they are no numbers. A description of how bright images are, not a measurement: padding is counted,
 * a modality lookup table is not applied.
 */
export function intensityOf(
  pixels: Pick<StoredPixels, 'stored' | 'rescale' | 'rescalePerFrame'>,
): { mean: number; sd: number } | null {
  const { stored, rescale } = pixels;
  if (stored.length === 0) return null;
  const found =
    stored.BYTES_PER_ELEMENT <= 2 && pixels.rescalePerFrame === null
      ? fromSums(stored, rescale)
      : valueByValue(stored, pixels.rescalePerFrame ?? [rescale]);
  return Number.isFinite(found.mean) && Number.isFinite(found.sd) ? found : null;
}

function stepOf(stored: StoredPixels['stored']): number {
  return Math.max(1, Math.floor(stored.length / SAMPLES));
}

/** Of at most 32,767 integers of 16 bits: their sum stays below 2^31, that of their squares below 2^53, both exact. */
function fromSums(
  stored: StoredPixels['stored'],
  { slope, intercept }: StoredPixels['rescale'],
): { mean: number; sd: number } {
  const step = stepOf(stored);
  const n = Math.ceil(stored.length / step);
  const signed = stored instanceof Int16Array || stored instanceof Int8Array;
  const { sum, squares } = sums(unsigned(stored), step, signed ? 32 - 8 * stored.BYTES_PER_ELEMENT : 0);
  // Exact, so that a narrow distribution far from 0 loses nothing.
  const spread = Number(BigInt(n) * BigInt(squares) - BigInt(sum) * BigInt(sum));
  return { mean: (sum / n) * slope + intercept, sd: Math.abs(slope) * (Math.sqrt(spread) / n) };
}

/** The same bytes: a loop that meets arrays with and without sign is several times slower. */
function unsigned(stored: StoredPixels['stored']): Uint16Array | Uint8Array {
  const { buffer, byteOffset, length } = stored;
  return stored.BYTES_PER_ELEMENT === 2
    ? new Uint16Array(buffer, byteOffset, length)
    : new Uint8Array(buffer, byteOffset, length);
}

/** @param up bits above a value that has a sign: moved up by so many and down again it gets it back; else 0 */
function sums(values: Uint16Array | Uint8Array, step: number, up: number): { sum: number; squares: number } {
  // Two chains of squares, so that one need not wait for the other; the sum is of 32 bit.
  let [sum, squares, others] = [0, 0, 0];
  let i = 0;
  for (const last = values.length - step; i < last; i += 2 * step) {
    const one = (values[i]! << up) >> up;
    const next = (values[i + step]! << up) >> up;
    sum = (sum + one + next) | 0;
    squares += one * one;
    others += next * next;
  }
  if (i < values.length) {
    const one = (values[i]! << up) >> up;
    sum = (sum + one) | 0;
    squares += one * one;
  }
  return { sum, squares: squares + others };
}

/** Welford's running mean and sum of squared differences. */
function valueByValue(
  stored: StoredPixels['stored'],
  rescales: readonly StoredPixels['rescale'][],
): { mean: number; sd: number } {
  const step = stepOf(stored);
  const frameSize = stored.length / rescales.length;
  let [n, mean, squares] = [0, 0, 0];
  for (let i = 0; i < stored.length; i += step) {
    const { slope, intercept } = rescales[Math.floor(i / frameSize)]!;
    const value = stored[i]! * slope + intercept;
    n += 1;
    const delta = value - mean;
    mean += delta / n;
    squares += delta * (value - mean);
  }
  return { mean, sd: Math.sqrt(squares / n) };
}
