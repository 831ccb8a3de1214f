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

/** Of at most 32,768 integers of 16 bits: sum and sum of squares stay below 2^53 and are exact. */
function fromSums(
  stored: StoredPixels['stored'],
  { slope, intercept }: StoredPixels['rescale'],
): { mean: number; sd: number } {
  const step = stepOf(stored);
  let [n, sum, squares] = [0, 0, 0];
  for (let i = 0; i < stored.length; i += step) {
    const value = stored[i]!;
    n += 1;
    sum += value;
    squares += value * value;
  }
  // Exact, so that a narrow distribution far from 0 loses nothing.
  const spread = Number(BigInt(n) * BigInt(squares) - BigInt(sum) * BigInt(sum));
  return { mean: (sum / n) * slope + intercept, sd: Math.abs(slope) * (Math.sqrt(spread) / n) };
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
