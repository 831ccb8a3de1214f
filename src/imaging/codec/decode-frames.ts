import { inflateRawSync } from 'node:zlib';
import { AppError } from '../../core/error.js';
import { interleave, unpackBits } from '../native-pixels.js';
import type { PixelDescription } from '../pixel-description.js';
import { keepStoredBits } from '../stored-bits.js';
import { readCodestreamHeader, withoutJp2 } from './codestream-header.js';
import type { CodestreamHeader } from './codestream-header.js';
import { cutShort, damaged, undecodable } from './damage.js';
import { decodeJpegDct } from './jpeg-dct.js';
import { decodeJpegLossless } from './jpeg-lossless.js';
import { decodeRle } from './rle.js';
import { decodeWithWasm } from './wasm-codecs.js';

/** One image to decode: compressed bytes of its frames, and what its header says. */
export interface DecodeTask {
  coding: 'rle' | 'deflate' | 'codestream';
  frames: readonly Uint8Array[];
  description: PixelDescription;
}

/**
 * Stored values as `nativeStoredBytes` gives them: frames × rows × columns × samples, interleaved, little endian,
 * masked and sign-extended.
 * @throws AppError IMAGE-INVALID, IMAGE-TRUNCATED, IMAGE-UNSUPPORTED
 */
export async function decodeFrames({ coding, frames, description }: DecodeTask): Promise<Uint8Array> {
  const one: PixelDescription = { ...description, frames: 1 };
  const width = Math.max(8, one.bitsAllocated) / 8;
  const frameBytes = one.rows * one.columns * one.samplesPerPixel * width;
  const bytes = new Uint8Array(frameBytes * frames.length);
  for (const [index, frame] of frames.entries()) {
    const decoded =
      coding === 'codestream'
        ? await decodeCodestream(withoutJp2(frame), one)
        : coding === 'rle'
          ? unrolled(frame, one)
          : inflated(frame, one);
    if (decoded.length !== frameBytes) {
      throw new AppError('DEFECT', 'a frame was decoded to another length', { hint: 'report this' });
    }
    bytes.set(decoded, index * frameBytes);
  }
  return one.bitsStored === one.bitsAllocated ? bytes : keepStoredBits(bytes, one);
}

/** One-bit frames are packed as in native pixels, each ending on a byte (PS3.5 A.4.2). */
function unrolled(frame: Uint8Array, one: PixelDescription): Uint8Array {
  const pixels = one.rows * one.columns;
  if (one.bitsAllocated === 1) return unpackBits(decodeRle(frame, Math.ceil(pixels / 8), 1, 1), one);
  return decodeRle(frame, pixels, one.samplesPerPixel, one.bitsAllocated / 8);
}

/** Deflated Image Frame Compression (PS3.5 A.4.14): the native bytes of each frame, raw deflate. */
function inflated(frame: Uint8Array, one: PixelDescription): Uint8Array {
  const length = Math.ceil((one.rows * one.columns * one.samplesPerPixel * one.bitsAllocated) / 8);
  let bytes: Uint8Array;
  try {
    bytes = inflateRawSync(frame, { maxOutputLength: length + 2 });
  } catch {
    throw damaged('a deflated frame cannot be inflated');
  }
  if (bytes.length < length) throw cutShort('a deflated frame ends before its last pixel');
  if (bytes.length > length + (length % 2)) throw damaged('a deflated frame is longer than the image');
  const exact = bytes.subarray(0, length);
  if (one.bitsAllocated === 1) return unpackBits(exact, one);
  return one.planarConfiguration === 1 ? interleave(exact, one) : exact;
}

async function decodeCodestream(codestream: Uint8Array, one: PixelDescription): Promise<Uint8Array> {
  const header = readCodestreamHeader(codestream);
  const { coding } = header;
  if (coding === 'jpeg-other') throw undecodable('hierarchical or arithmetic JPEG');
  if (coding === 'jpeg-dct' || coding === 'jpeg-lossless') {
    const { samples } = coding === 'jpeg-dct' ? decodeJpegDct(codestream) : decodeJpegLossless(codestream);
    return settle(samples, header, one);
  }
  // CharLS may run on for ever past the end of a codestream that was cut.
  if (coding === 'jpeg-ls' && !endsWithMarker(codestream)) throw cutShort('the end of the image is missing');
  const bytes = await decodeWithWasm(codestream, header);
  const { buffer, byteOffset, length } = bytes;
  const wide = header.precision > 8;
  if (header.signed === true) {
    return settle(wide ? new Int16Array(buffer, byteOffset, length / 2) : new Int8Array(buffer), header, one);
  }
  return settle(wide ? new Uint16Array(buffer, byteOffset, length / 2) : bytes, header, one);
}

/** EOI (FFD9); entropy-coded data of JPEG-LS never holds a byte over 0x7F after 0xFF (14495-1 C.1). */
function endsWithMarker(codestream: Uint8Array): boolean {
  return (
    Buffer.from(codestream.buffer, codestream.byteOffset, codestream.length).lastIndexOf(
      'ffd9',
      undefined,
      'hex',
    ) > 0
  );
}

/**
 * Decoded samples in the container of the header. A codestream without a sign, of fewer bits than are stored, holds
 * signed values in its own highest bit.
 */
function settle(
  samples: Uint8Array | Int8Array | Uint16Array | Int16Array,
  { precision, signed }: CodestreamHeader,
  { bitsAllocated, bitsStored, signed: wanted }: PixelDescription,
): Uint8Array {
  if (precision > Math.max(8, bitsAllocated)) throw undecodable('more bits than the header allocates');
  const bytes = new Uint8Array(samples.length * (Math.max(8, bitsAllocated) / 8));
  const values =
    bitsAllocated <= 8
      ? bytes
      : bitsAllocated === 16
        ? new Uint16Array(bytes.buffer)
        : new Uint32Array(bytes.buffer);
  values.set(samples);
  if (wanted && signed !== true && precision < bitsStored) {
    const shift = 32 - precision;
    for (let i = 0; i < values.length; i += 1) values[i] = (values[i]! << shift) >> shift;
  }
  return bytes;
}
