import { rgbBits, rgbFrame } from '../imaging/colour/to-rgb.js';
import { lookUp } from '../imaging/lookup-table.js';
import {
  greyPicture,
  greyThrough,
  rgbPicture,
  shadesOf,
  type Picture,
  type Shades,
} from '../imaging/picture.js';
import type { StoredPixels } from '../imaging/stored-pixels.js';
import { voiGrey } from '../imaging/voi-presentation.js';
import type { VoiPresentation } from '../imaging/voi-presentation.js';

/** The frame that is shown of several. */
export function shownFrame({ frames }: Pick<StoredPixels, 'frames'>): number {
  return Math.floor(frames / 2);
}

/**
 * The middle frame. Colour is shown as RGB, its uppermost eight bits. Grey goes through the modality transform, then the
 * first VOI table of the header, else its first window, else from the 1st to the 99th percentile; then MONOCHROME1 is
 * inverted; padding is black. Null where there is nothing to show: a palette without its tables.
 */
export function dicomPicture(pixels: StoredPixels, voi: VoiPresentation): (() => Picture) | null {
  const { rows, columns, padding } = pixels;
  const frame = shownFrame(pixels);
  const bits = rgbBits(pixels);
  if (bits !== null) {
    return () => {
      const rgb = rgbFrame(pixels, frame) ?? new Uint8Array(0);
      const eight = bits === 8 ? Uint8Array.from(rgb) : inEightBits(rgb, bits);
      return rgbPicture(eight, columns, rows);
    };
  }
  if (pixels.samplesPerPixel !== 1 || pixels.colourSpace === 'palette') return null;
  const values = pixels.stored.subarray(frame * rows * columns, (frame + 1) * rows * columns);
  const { slope, intercept } = pixels.rescalePerFrame?.[frame] ?? pixels.rescale;
  const table = pixels.modalityLookup;
  const modalityOf = (value: number): number =>
    table === null ? value * slope + intercept : lookUp(table, value);
  const isPadding = (value: number): boolean =>
    padding !== null && value >= padding.from && value <= padding.to;
  return () => {
    const grey = voiGrey(voi) ?? greyThrough(percentiles(values, modalityOf, isPadding));
    return greyPicture(values, columns, rows, {
      inverted: pixels.photometric === 'MONOCHROME1',
      isPadding,
      grey: (value) => grey(modalityOf(value)),
    });
  };
}

function percentiles(
  values: StoredPixels['stored'],
  modalityOf: (value: number) => number,
  isPadding: (value: number) => boolean,
): Shades {
  // Padding is told by stored values, so it is taken out first: what is no number is not looked at.
  return shadesOf(Float64Array.from(values, (value) => (isPadding(value) ? NaN : modalityOf(value))));
}

function inEightBits(rgb: ArrayLike<number>, bits: number): Uint8Array {
  const largest = 2 ** bits - 1;
  return Uint8Array.from(rgb, (value) => Math.round((255 * value) / largest));
}
