import type { ColourSpace } from './colour-space.js';
import type { Palette } from './palette.js';

/** What `rgbFrame` needs of an image. */
export interface ColourPixels {
  /** Frames × rows × columns × samples. */
  stored: ArrayLike<number>;
  rows: number;
  columns: number;
  bitsStored: number;
  colourSpace: ColourSpace;
  palette: Palette | null;
}

export type RgbSamples = Uint8Array | Uint16Array | Uint32Array;

/** Bits of an RGB sample; null where there is no colour. */
export function rgbBits({ colourSpace, palette, bitsStored }: ColourPixels): number | null {
  if (colourSpace === 'grey') return null;
  return colourSpace === 'palette' ? (palette?.bits ?? null) : bitsStored;
}

/**
 * One frame as RGB: palettes looked up, YBR converted (PS3.3 C.7.6.3.1.2), RGB as it is. Values are rounded to the
 * nearest and kept within the bits of the image, as the Independent JPEG Group's decoder does it.
 * @param into the array of an earlier frame, to be used again
 * @returns rows × columns × 3; null where there is no colour
 */
export function rgbFrame(pixels: ColourPixels, frame: number, into?: RgbSamples): RgbSamples | null {
  const bits = rgbBits(pixels);
  if (bits === null) return null;
  const count = pixels.rows * pixels.columns;
  const rgb = into ?? samplesOf(bits, 3 * count);
  if (pixels.colourSpace === 'palette') {
    if (pixels.palette !== null) fromPalette(pixels.stored, frame * count, count, pixels.palette, rgb);
    return rgb;
  }
  const from = frame * 3 * count;
  if (pixels.colourSpace === 'rgb') {
    for (let i = 0; i < rgb.length; i += 1) rgb[i] = withoutSign(pixels.stored[from + i]!, bits);
    return rgb;
  }
  const matrix = pixels.colourSpace === 'ybr-full' ? FULL : partial(bits);
  fromYbr(pixels.stored, from, bits, matrix, rgb);
  return rgb;
}

/** Colours have no sign, even where PixelRepresentation claims one. */
function withoutSign(value: number, bits: number): number {
  return value < 0 ? value + 2 ** bits : value;
}

function samplesOf(bits: number, length: number): RgbSamples {
  if (bits <= 8) return new Uint8Array(length);
  return bits <= 16 ? new Uint16Array(length) : new Uint32Array(length);
}

function fromPalette(
  stored: ArrayLike<number>,
  from: number,
  count: number,
  { first, red, green, blue }: Palette,
  rgb: RgbSamples,
): void {
  const last = red.length - 1;
  for (let i = 0; i < count; i += 1) {
    const entry = Math.min(last, Math.max(0, stored[from + i]! - first));
    rgb[3 * i] = red[entry]!;
    rgb[3 * i + 1] = green[entry]!;
    rgb[3 * i + 2] = blue[entry]!;
  }
}

/** R = gain·(Y − black) + red·Cr, and so on; Cb and Cr counted from their middle. */
interface Matrix {
  black: number;
  gain: number;
  red: number;
  greenCb: number;
  greenCr: number;
  blue: number;
}

/** ITU-R BT.601, full range, as in JFIF. */
const FULL: Matrix = { black: 0, gain: 1, red: 1.402, greenCb: -0.34414, greenCr: -0.71414, blue: 1.772 };

/** BT.601 with Y from 16 to 235 and chrominance from 16 to 240 of 255. */
function partial(bits: number): Matrix {
  const chrominance = 255 / 224;
  return {
    black: 16 * 2 ** (bits - 8),
    gain: 255 / 219,
    red: FULL.red * chrominance,
    greenCb: FULL.greenCb * chrominance,
    greenCr: FULL.greenCr * chrominance,
    blue: FULL.blue * chrominance,
  };
}

function fromYbr(stored: ArrayLike<number>, from: number, bits: number, m: Matrix, rgb: RgbSamples): void {
  const middle = 2 ** (bits - 1);
  const largest = 2 ** bits - 1;
  const keep = (value: number): number =>
    value <= 0 ? 0 : value >= largest ? largest : Math.floor(value + 0.5);
  for (let i = 0; i < rgb.length; i += 3) {
    const y = m.gain * (withoutSign(stored[from + i]!, bits) - m.black);
    const cb = withoutSign(stored[from + i + 1]!, bits) - middle;
    const cr = withoutSign(stored[from + i + 2]!, bits) - middle;
    rgb[i] = keep(y + m.red * cr);
    rgb[i + 1] = keep(y + m.greenCb * cb + m.greenCr * cr);
    rgb[i + 2] = keep(y + m.blue * cb);
  }
}
