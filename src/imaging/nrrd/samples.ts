import { AppError } from '../../core/error.js';
import type { Finding } from '../../core/finding.js';
import { gunzipExpected } from '../bounded-gunzip.js';
import { LIMITS } from '../limits.js';
import { BYTES_OF, littleEndian, type ScalarType } from '../scalar-values.js';
import type { NrrdLayout } from './layout.js';

/**
 * The samples as bytes, little endian, first axis fastest.
 * @param data the file of the data, or what follows the header
 * @throws AppError IMAGE-TRUNCATED, IMAGE-INVALID, IMAGE-UNSUPPORTED
 */
export function nrrdSamples(
  data: Uint8Array,
  layout: NrrdLayout,
  place: string,
  findings: Finding[],
): Uint8Array {
  if (layout.bytes > LIMITS.fileBytes) {
    throw new AppError('IMAGE-UNSUPPORTED', `the header asks for ${layout.bytes} bytes of samples`, {
      place,
      hint: `images up to ${LIMITS.fileBytes} bytes are read: take out what is not needed`,
    });
  }
  const lines = skipLines(data, layout.lineSkip, place);
  if (layout.encoding === 'ascii') return fromText(lines, layout, place);
  const skip = Math.max(0, layout.byteSkip);
  const content =
    layout.encoding === 'gzip'
      ? gunzipExpected(lines, skip + layout.bytes, place)
      : layout.encoding === 'hex'
        ? fromHex(lines, skip + layout.bytes, place)
        : lines;
  const start = layout.byteSkip === -1 ? content.length - layout.bytes : skip;
  const excess = content.length - start - layout.bytes;
  if (start < 0 || excess < 0) throw truncated(layout.bytes, Math.max(0, content.length - skip), place);
  if (excess > 0) {
    findings.push({
      code: 'IMAGE-PIXELS-EXCESS',
      severity: 'warning',
      path: place,
      message: `${excess} bytes follow the samples`,
      fix: 'compare the image with its source',
      args: { excessBytes: excess },
    });
  }
  return littleEndian(content.subarray(start, start + layout.bytes), layout.type, layout.endian === 'big');
}

function skipLines(data: Uint8Array, lines: number, place: string): Uint8Array {
  let at = 0;
  for (let line = 0; line < lines; line += 1) {
    const end = data.indexOf(0x0a, at);
    if (end === -1) throw new AppError('IMAGE-TRUNCATED', `there are no ${lines} lines to skip`, HINT(place));
    at = end + 1;
  }
  return data.subarray(at);
}

/** Two digits a byte; white space does not count. */
function fromHex(data: Uint8Array, expected: number, place: string): Uint8Array {
  if (data.length < 2 * expected) throw truncated(expected, Math.floor(data.length / 2), place);
  const bytes = new Uint8Array(expected);
  let digits = 0;
  for (const code of data) {
    if (code <= 0x20) continue;
    const digit = parseInt(String.fromCharCode(code), 16);
    if (Number.isNaN(digit))
      throw new AppError('IMAGE-INVALID', 'a digit of the data is not hexadecimal', HINT(place));
    if (digits >= 2 * expected) {
      throw new AppError('IMAGE-INVALID', 'there are more samples than the header says', HINT(place));
    }
    bytes[digits >> 1] = (bytes[digits >> 1]! << 4) | digit;
    digits += 1;
  }
  if (digits < 2 * expected) throw truncated(expected, digits >> 1, place);
  return bytes;
}

const SPAN: Partial<Record<ScalarType, readonly [number, number]>> = {
  uint8: [0, 0xff],
  int8: [-0x80, 0x7f],
  uint16: [0, 0xffff],
  int16: [-0x8000, 0x7fff],
  uint32: [0, 0xffffffff],
  int32: [-0x80000000, 0x7fffffff],
};

/** Decimal numbers between white space or commas. */
function fromText(data: Uint8Array, { sizes, type, bytes }: NrrdLayout, place: string): Uint8Array {
  const count = sizes.reduce((product, size) => product * size, 1);
  // Each number takes a digit and what parts it from the next.
  if (data.length < 2 * count - 1) throw truncated(bytes, data.length, place);
  const out = new DataView(new ArrayBuffer(bytes));
  const width = BYTES_OF[type];
  let [at, written] = [0, 0];
  while (at < data.length) {
    while (at < data.length && isGap(data[at]!)) at += 1;
    if (at === data.length) break;
    const start = at;
    while (at < data.length && !isGap(data[at]!)) at += 1;
    if (written === count) {
      throw new AppError('IMAGE-INVALID', 'there are more samples than the header says', HINT(place));
    }
    const text = Buffer.from(data.buffer, data.byteOffset + start, Math.min(64, at - start)).toString(
      'latin1',
    );
    write(out, written * width, text, type, place);
    written += 1;
  }
  if (written < count) throw truncated(bytes, written * width, place);
  return new Uint8Array(out.buffer);
}

function isGap(code: number): boolean {
  return code <= 0x20 || code === 0x2c;
}

function write(out: DataView, at: number, text: string, type: ScalarType, place: string): void {
  const float = type === 'float32' || type === 'float64';
  const wellFormed = float
    ? /^[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|nan|inf(inity)?)$/i.test(text)
    : /^[+-]?\d{1,20}$/.test(text);
  if (!wellFormed) throw new AppError('IMAGE-INVALID', 'a sample is no number of its type', HINT(place));
  if (type === 'int64' || type === 'uint64') {
    const value = BigInt(text.replace(/^\+/, ''));
    const fits = type === 'int64' ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value);
    if (fits !== value) throw new AppError('IMAGE-INVALID', 'a sample does not fit its type', HINT(place));
    out.setBigUint64(at, BigInt.asUintN(64, value), true);
    return;
  }
  const value = /nan/i.test(text)
    ? NaN
    : /inf/i.test(text)
      ? Infinity * (text.startsWith('-') ? -1 : 1)
      : Number(text);
  const span = SPAN[type];
  if (span !== undefined && (value < span[0] || value > span[1])) {
    throw new AppError('IMAGE-INVALID', 'a sample does not fit its type', HINT(place));
  }
  if (type === 'float64') out.setFloat64(at, value, true);
  else if (type === 'float32') out.setFloat32(at, value, true);
  else if (BYTES_OF[type] === 4) out.setInt32(at, value, true);
  else if (BYTES_OF[type] === 2) out.setInt16(at, value, true);
  else out.setInt8(at, value);
}

function truncated(need: number, have: number, place: string): AppError {
  return new AppError('IMAGE-TRUNCATED', `the samples need ${need} bytes, and the file has ${have}`, {
    place,
    hint: 'fetch the file again from its source and compare its size',
  });
}

const HINT = (place: string): { place: string; hint: string } => ({
  place,
  hint: 'export the image again as NRRD',
});
