import { cutShort, damaged } from './damage.js';

const HEADER_BYTES = 64;

/**
 * RLE Lossless (PS3.5 annex G): one segment a byte of a sample, the most significant first, sample after sample.
 * @param pixels of one frame
 * @param bytesPerSample 1, 2 or 4
 * @returns samples interleaved, little endian
 * @throws AppError IMAGE-INVALID, IMAGE-TRUNCATED
 */
export function decodeRle(
  frame: Uint8Array,
  pixels: number,
  samples: number,
  bytesPerSample: number,
): Uint8Array {
  const segments = samples * bytesPerSample;
  const bounds = segmentBounds(frame, segments);
  const result = new Uint8Array(pixels * segments);
  for (let segment = 0; segment < segments; segment += 1) {
    const sample = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    const source = frame.subarray(bounds[segment], bounds[segment + 1]);
    unpack(source, result, sample * bytesPerSample + byte, segments, pixels);
  }
  return result;
}

function segmentBounds(frame: Uint8Array, segments: number): number[] {
  if (frame.length < HEADER_BYTES) throw cutShort(`the RLE header needs 64 bytes, ${frame.length} are there`);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const count = view.getUint32(0, true);
  if (count !== segments) throw damaged(`the RLE header names ${count} segments, the image has ${segments}`);
  const bounds: number[] = [];
  for (let i = 0; i < count; i += 1) bounds.push(view.getUint32(4 + 4 * i, true));
  bounds.push(frame.length);
  if (bounds[0] !== HEADER_BYTES || bounds.some((to, i) => i > 0 && to <= bounds[i - 1]!)) {
    throw damaged('the RLE segments do not follow each other');
  }
  return bounds;
}

/** PackBits into every `step`-th byte. What follows the last pixel is padding. */
function unpack(source: Uint8Array, to: Uint8Array, first: number, step: number, pixels: number): void {
  let at = 0;
  let out = first;
  const end = first + pixels * step;
  while (out < end) {
    if (at >= source.length) throw cutShort('an RLE segment ends before its last pixel');
    const control = source[at++]!;
    if (control === 128) continue;
    const run = control > 128;
    const count = run ? 257 - control : control + 1;
    if (out + count * step > end) throw damaged('an RLE segment holds more pixels than the image');
    if (at + (run ? 1 : count) > source.length) throw cutShort('an RLE segment ends inside a run');
    const stop = out + count * step;
    if (run) {
      const value = source[at++]!;
      for (; out < stop; out += step) to[out] = value;
    } else {
      for (; out < stop; out += step) to[out] = source[at++]!;
    }
  }
}
