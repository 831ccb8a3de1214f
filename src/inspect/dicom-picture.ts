import { greyPicture, rgbPicture, type Picture } from '../imaging/picture.js';
import type { StoredPixels } from '../imaging/stored-pixels.js';

/**
 * The middle frame: colour as it is, grey through the window of the header or from the 1st to the 99th percentile,
 * MONOCHROME1 inverted. Null where there is nothing to show as it is: colour that is not RGB of 8 bit, palettes.
 */
export function dicomPicture(pixels: StoredPixels): (() => Picture) | null {
  const { rows, columns, samplesPerPixel: samples, stored } = pixels;
  const frame = Math.floor(pixels.frames / 2);
  const size = rows * columns * samples;
  const values = stored.subarray(frame * size, (frame + 1) * size);
  if (samples === 3) {
    const plain = pixels.photometric === 'RGB' && values instanceof Uint8Array;
    return plain ? () => rgbPicture(values, columns, rows) : null;
  }
  if (samples !== 1 || pixels.photometric === 'PALETTE COLOR') return null;
  const inverted = pixels.photometric === 'MONOCHROME1';
  const { slope, intercept } = pixels.rescalePerFrame?.[frame] ?? pixels.rescale;
  if (pixels.window === null || pixels.modalityTable) {
    return () => greyPicture(values, columns, rows, { inverted });
  }
  const { centre, width } = pixels.window;
  const storedOf = (value: number): number => (value - intercept) / slope;
  const shades = { black: storedOf(centre - width / 2), white: storedOf(centre + width / 2) };
  return () => greyPicture(values, columns, rows, { inverted, shades });
}
