import type { StoredPixels } from './stored-pixels.js';

/** At most this many values are looked at: enough for a mean, little beside the digest of the same bytes. */
const SAMPLES = 16_384;

/**
 * Mean and standard deviation of the modality values (stored × slope + intercept) of every k-th value, frame after
 * frame; null where they are no numbers. A description of how bright images are, not a measurement: padding is counted,
 * a modality lookup table is not applied.
 */
export function intensityOf(
  pixels: Pick<StoredPixels, 'stored' | 'rescale' | 'rescalePerFrame'>,
): { mean: number; sd: number } | null {
  const { stored } = pixels;
  if (stored.length === 0) return null;
  const rescales = pixels.rescalePerFrame ?? [pixels.rescale];
  const frameSize = stored.length / rescales.length;
  const step = Math.max(1, Math.floor(stored.length / SAMPLES));
  let [n, mean, squares] = [0, 0, 0];
  for (let i = 0; i < stored.length; i += step) {
    const { slope, intercept } = rescales[Math.floor(i / frameSize)] ?? pixels.rescale;
    const value = stored[i]! * slope + intercept;
    n += 1;
    const delta = value - mean;
    mean += delta / n;
    squares += delta * (value - mean);
  }
  const sd = Math.sqrt(squares / n);
  return Number.isFinite(mean) && Number.isFinite(sd) ? { mean, sd } : null;
}
