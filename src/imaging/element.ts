import { AppError } from '../core/error.js';

/** Bytes of a data set and how its elements are written. */
export interface Encoding {
  bytes: Uint8Array;
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

export const SHORT_VRS = new Set('AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US'.split(' '));
export const LONG_VRS = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));

export function encodingOf(
  bytes: Uint8Array,
  syntax: { littleEndian: boolean; explicitVr: boolean },
  place: string,
): Encoding {
  return {
    bytes,
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

export function isVr(text: string): boolean {
  return SHORT_VRS.has(text) || LONG_VRS.has(text);
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
