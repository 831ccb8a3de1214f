import { createHash } from 'node:crypto';
import { rgbBits, rgbFrame } from '../imaging/colour/to-rgb.js';
import type { StoredPixels } from '../imaging/stored-pixels.js';

/**
 * A colour image read as RGB: palettes looked up, YBR converted, RGB as it is; all frames, a frame at a time. The digest
 * is over frames × rows × columns × 3, a byte up to 8 bits, else two or four, little endian. Grey images have none.
 */
export function colourFacts(pixels: StoredPixels): Record<string, unknown> {
  const bits = rgbBits(pixels);
  if (bits === null) return {};
  const hash = createHash('sha256');
  let [min, max, sum] = [Infinity, -Infinity, 0];
  let rgb: ReturnType<typeof rgbFrame> = null;
  for (let frame = 0; frame < pixels.frames; frame += 1) {
    rgb = rgbFrame(pixels, frame, rgb ?? undefined);
    if (rgb === null) return {};
    for (let i = 0; i < rgb.length; i += 1) {
      const value = rgb[i] ?? 0;
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
    }
    hash.update(new Uint8Array(rgb.buffer, rgb.byteOffset, rgb.byteLength));
  }
  const mean = sum / (pixels.frames * pixels.rows * pixels.columns * 3);
  return {
    colourSpace: pixels.colourSpace,
    palette: paletteFacts(pixels),
    rgbAfterColourConversion: { bits, min, max, mean, 'sha256-rgb-le': hash.digest('hex') },
  };
}

function paletteFacts({ palette }: StoredPixels): Record<string, unknown> | null {
  if (palette === null) return null;
  return { entries: palette.red.length, first: palette.first, bits: palette.bits };
}
