import { AppError } from '../core/error.js';

/** Bytes of a data set and how its elements are written. */
export interface Encoding {
  bytes: Uint8Array;
  /** The same bytes, for text. */
  buffer: Buffer;
  view: DataView;
  littleEndian: boolean;
  explicitVr: boolean;
  /** File the bytes come from, for errors. */
  place: string;
}

export interface Element {
  /** Group in the upper, element in the lower 16 bits. */
  tag: number;
  /** Null in implicit encoding. */
  vr: string | null;
  /** Offset of the tag. */
  start: number;
  valueOffset: number;
  /** Bytes of the value, delimiter left out; for undefined length what the walk found. */
  length: number;
  undefinedLength: boolean;
  /** Encoding of the value: a sequence of VR UN is implicit little endian whatever surrounds it. */
  encoding: Encoding;
}

/** A value representation (PS3.5 section 6.2) and the width of its length field in explicit encoding. */
export interface Vr {
  name: string;
  /** Two reserved bytes and a length of four, else a length of two. */
  long: boolean;
}

const SHORT_VRS = 'AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US'.split(' ');
const LONG_VRS = 'OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' ');

/** By its two letters as a number: a string for each element of each file would cost more than all else of the walk. */
const VRS = new Map<number, Vr>(
  [...SHORT_VRS, ...LONG_VRS].map((name) => [
    name.charCodeAt(0) * 256 + name.charCodeAt(1),
    { name, long: LONG_VRS.includes(name) },
  ]),
);

/** Undefined when the two bytes are no VR. */
export function vrAt(bytes: Uint8Array, offset: number): Vr | undefined {
  return VRS.get(bytes[offset]! * 256 + bytes[offset + 1]!);
}

export function encodingOf(
  bytes: Uint8Array,
  syntax: { littleEndian: boolean; explicitVr: boolean },
  place: string,
): Encoding {
  return {
    bytes,
    buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    littleEndian: syntax.littleEndian,
    explicitVr: syntax.explicitVr,
    place,
  };
}

/** `(0028,0010)`, as the standard writes a tag. */
export function tagText(tag: number): string {
  const hex = (tag >>> 0).toString(16).padStart(8, '0').toUpperCase();
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
}

export function truncated(encoding: Encoding, what: string): AppError {
  return new AppError('IMAGE-TRUNCATED', `the file is cut short or a length is damaged: ${what}`, {
    place: encoding.place,
    hint: 'fetch the file again from its source and compare its size',
  });
}

export function invalid(encoding: Encoding, what: string, hint: string): AppError {
  return new AppError('IMAGE-INVALID', what, { place: encoding.place, hint });
}
