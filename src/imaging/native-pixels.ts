import { AppError } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import type { Element } from './element.js';
import type { PixelDescription } from './pixel-description.js';
import { keepStoredBits } from './stored-bits.js';

/**
 * Bytes a native PixelData value must have, before a pad byte.
 * YBR_FULL_422 and YBR_PARTIAL_422 hold two luminance and two shared chrominance samples for each pair of pixels (PS3.3 C.7.6.3.1.2).
 */
export function nativeLength(description: PixelDescription): number {
  const { rows, columns, frames, samplesPerPixel, bitsAllocated } = description;
  const samples = rows * columns * frames * (isSubsampled(description) ? 2 : samplesPerPixel);
  return Math.ceil((samples * bitsAllocated) / 8);
}

/**
 * Holds the length of the value against what the header needs, before anything is allocated. Less than a frame too much
 * is left out with a doubt: some writers fill up. A whole frame too much means that the header is wrong.
 * @param findings receives the doubt
 * @throws AppError IMAGE-INVALID
 */
export function checkNativeLength(
  element: Element,
  description: PixelDescription,
  place: string,
  findings: Finding[],
): void {
  const needed = nativeLength(description);
  if (element.undefinedLength) {
    throw new AppError(
      'IMAGE-INVALID',
      'the transfer syntax is uncompressed, but the pixel data is in fragments',
      {
        place,
        hint: 'correct the transfer syntax at the source of the file',
      },
    );
  }
  if (isSubsampled(description) && description.columns % 2 !== 0) {
    throw new AppError(
      'IMAGE-INVALID',
      `${description.photometric} with ${description.columns} columns, which are not even`,
      {
        place,
        hint: 'export the image as YBR_FULL or RGB',
      },
    );
  }
  if (!element.encoding.littleEndian && description.bitsAllocated === 32 && element.vr === 'OW') {
    findings.push({
      code: 'IMAGE-BIG-ENDIAN-WORDS',
      severity: 'warning',
      path: place,
      message:
        '32-bit samples in big endian words of 16 bit, which readers take apart differently; four bytes are one sample here',
      fix: 'compare the values with their source, or export the image in little endian',
      args: { bitsAllocated: 32, vr: 'OW' },
    });
  }
  // An odd value is padded to even length.
  const excess = element.length - needed;
  if (excess === 0 || (excess === 1 && needed % 2 === 1)) return;
  const { rows, columns, frames, samplesPerPixel, bitsAllocated } = description;
  if (excess > 0 && excess < needed / frames) {
    findings.push({
      code: 'IMAGE-PIXELS-EXCESS',
      severity: 'warning',
      path: place,
      message: `the pixel data has ${excess} bytes more than the image needs; they are left out`,
      fix: 'compare the image with its source',
      args: { excess, needed },
    });
    return;
  }
  throw new AppError(
    'IMAGE-INVALID',
    `the pixel data has ${element.length} bytes, but ${frames} × ${rows} × ${columns} × ${samplesPerPixel} ` +
      `of ${bitsAllocated} bit need ${needed}`,
    { place, hint: 'the header and the pixels do not belong together: fetch the file again from its source' },
  );
}

/**
 * Stored values of native pixels as little-endian bytes: frames × rows × columns × samples, samples interleaved
 * whatever PlanarConfiguration says, 1-bit data as one byte 0 or 1 each; only bits HighBit-BitsStored+1 … HighBit,
 * moved down to bit 0 and sign-extended for PixelRepresentation 1. This is what `sha256-pixels-le` is over.
 * @returns a view of the file where nothing has to change, else a new array
 */
export function nativeStoredBytes(element: Element, description: PixelDescription): Uint8Array {
  const { bytes: file, littleEndian } = element.encoding;
  const padded = nativeLength(description) + (description.bitsAllocated === 8 ? element.length % 2 : 0);
  const value = new Uint8Array(
    file.buffer,
    file.byteOffset + element.valueOffset,
    Math.min(padded, file.length - element.valueOffset),
  );
  const { bitsAllocated } = description;
  const raw = littleEndian ? value : toLittleEndian(element, description);
  if (bitsAllocated === 1) return unpackBits(raw, description);
  let bytes = raw.subarray(0, nativeLength(description));
  if (isSubsampled(description)) bytes = spreadChrominance(bytes, bitsAllocated / 8);
  else if (description.planarConfiguration === 1) bytes = interleave(bytes, description);
  if (description.float || description.bitsStored === bitsAllocated) return bytes;
  return keepStoredBits(bytes, description);
}

function isSubsampled(description: PixelDescription): boolean {
  return description.photometric.endsWith('_422');
}

/** In big endian files OW words are swapped, so 8-bit samples in OW change places in pairs; OB is as it is. */
function toLittleEndian(element: Element, { bitsAllocated }: PixelDescription): Uint8Array {
  const { bytes } = element.encoding;
  // A copy: swapping in place would change the caller's file.
  const copy = new Uint8Array(bytes.subarray(element.valueOffset, element.valueOffset + element.length));
  const words = Buffer.from(copy.buffer);
  if (bitsAllocated === 64) words.swap64();
  else if (bitsAllocated === 32) words.swap32();
  else if (element.vr !== 'OB' && copy.length % 2 === 0) words.swap16();
  return copy;
}

/** Least significant bit first, running on over row and frame borders (PS3.5 section 8.1.1). */
export function unpackBits(raw: Uint8Array, { rows, columns, frames }: PixelDescription): Uint8Array {
  const pixels = new Uint8Array(rows * columns * frames);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = (raw[i >> 3]! >> (i & 7)) & 1;
  return pixels;
}

/** Plane by plane → pixel by pixel. */
export function interleave(bytes: Uint8Array, description: PixelDescription): Uint8Array {
  const { rows, columns, frames, samplesPerPixel, bitsAllocated } = description;
  const width = bitsAllocated / 8;
  const plane = rows * columns;
  if (samplesPerPixel !== 3) return bytes;
  if (width === 1) {
    const result = new Uint8Array(bytes.length);
    interleaveThree(bytes, result, plane, frames);
    return result;
  }
  const aligned = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
  const values = (of: Uint8Array): Uint16Array | Uint32Array =>
    width === 2
      ? new Uint16Array(of.buffer, of.byteOffset, of.length / 2)
      : new Uint32Array(of.buffer, of.byteOffset, of.length / 4);
  const result = new Uint8Array(bytes.length);
  interleaveThree(values(aligned), values(result), plane, frames);
  return result;
}

function interleaveThree(
  from: Uint8Array | Uint16Array | Uint32Array,
  into: Uint8Array | Uint16Array | Uint32Array,
  plane: number,
  frames: number,
): void {
  let to = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    const first = 3 * frame * plane;
    const [second, third] = [first + plane, first + 2 * plane];
    for (let pixel = 0; pixel < plane; pixel += 1) {
      into[to] = from[first + pixel]!;
      into[to + 1] = from[second + pixel]!;
      into[to + 2] = from[third + pixel]!;
      to += 3;
    }
  }
}

/** Y1 Y2 Cb Cr → Y1 Cb Cr Y2 Cb Cr: chrominance repeated, colours not converted. */
function spreadChrominance(bytes: Uint8Array, width: number): Uint8Array {
  const pairs = bytes.length / (4 * width);
  const result = new Uint8Array(pairs * 6 * width);
  const order = [0, 2, 3, 1, 2, 3];
  let to = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    for (const sample of order) {
      const from = (pair * 4 + sample) * width;
      for (let byte = 0; byte < width; byte += 1) result[to++] = bytes[from + byte]!;
    }
  }
  return result;
}
