import { createRequire } from 'node:module';
import { deflateRawSync } from 'node:zlib';
import { dicomFile, EXPLICIT, fragments } from '../dicom-writer.testkit.js';
import { radiographRows } from '../radiograph.testkit.js';
import type { Row } from '../dicom-writer.testkit.js';

/** Encoders for tests only: grey images of 16 bits a sample, written as `fragments` need them. */
interface Encoder {
  getDecodedBuffer(info: object): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  setDecompositions?(count: number): void;
  delete(): void;
}

type Codec = Record<'J2KEncoder' | 'HTJ2KEncoder' | 'JpegLSEncoder', (new () => Encoder) | undefined>;

const require = createRequire(import.meta.url);

export const SYNTAX = {
  rle: '1.2.840.10008.1.2.5',
  deflate: '1.2.840.10008.1.2.8.1',
  'jpeg-lossless': '1.2.840.10008.1.2.4.70',
  'jpeg-ls': '1.2.840.10008.1.2.4.80',
  'jpeg-2000': '1.2.840.10008.1.2.4.90',
  htj2k: '1.2.840.10008.1.2.4.201',
} as const;

export type Coding = keyof typeof SYNTAX;

/** Coded by `encode-dct.testkit.ts`, with loss. */
const LOSSY = {
  'jpeg-baseline': '1.2.840.10008.1.2.4.50',
  'jpeg-extended': '1.2.840.10008.1.2.4.51',
} as const;

/** One frame in any of the codings, without loss. */
export async function encode(
  coding: Coding,
  values: Uint16Array,
  rows: number,
  columns: number,
  bits = 12,
): Promise<Uint8Array> {
  if (coding === 'rle') return encodeRle(values);
  if (coding === 'deflate') return new Uint8Array(deflateRawSync(bytesOf(values)));
  if (coding === 'jpeg-lossless') return encodeLossless(values, rows, columns, bits);
  const path = {
    'jpeg-ls': '@cornerstonejs/codec-charls/wasmjs',
    'jpeg-2000': '@cornerstonejs/codec-openjpeg/wasmjs',
    htj2k: '@cornerstonejs/codec-openjph/wasmjs',
  }[coding];
  const silent = (): void => undefined;
  const codec = await (require(path) as (settings: object) => Promise<Codec>)({
    print: silent,
    printErr: silent,
  });
  const Class = codec.J2KEncoder ?? codec.HTJ2KEncoder ?? codec.JpegLSEncoder;
  if (Class === undefined) throw new Error('no encoder');
  const encoder = new Class();
  const info = {
    width: columns,
    height: rows,
    bitsPerSample: bits,
    componentCount: 1,
    isSigned: false,
    isUsingColorTransform: false,
  };
  encoder.getDecodedBuffer(info).set(bytesOf(values));
  // The images are too small for the usual five.
  encoder.setDecompositions?.(1);
  encoder.encode();
  const bytes = new Uint8Array(encoder.getEncodedBuffer());
  encoder.delete();
  return bytes;
}

/** A radiograph whose pixels are these fragments; `changes` as in `radiographRows`. */
export function compressedRadiograph(
  coding: Coding | keyof typeof LOSSY,
  parts: readonly Uint8Array[],
  changes: Record<number, Row | null> = {},
): Uint8Array {
  const even = parts.map((part) => (part.length % 2 === 0 ? part : Buffer.concat([part, Buffer.alloc(1)])));
  const rows = radiographRows({ ...changes, 0x7fe00010: null });
  return new Uint8Array(
    Buffer.concat([dicomFile(rows, { ...EXPLICIT, uid: { ...SYNTAX, ...LOSSY }[coding] }), fragments(even)]),
  );
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Literal runs only: high bytes, then low bytes. */
function encodeRle(values: Uint16Array): Uint8Array {
  const segment = (shift: number): Buffer => {
    const parts: number[] = [];
    for (let at = 0; at < values.length; at += 128) {
      const run = [...values.subarray(at, at + 128)];
      parts.push(run.length - 1, ...run.map((value) => (value >> shift) & 0xff));
    }
    return Buffer.from(parts);
  };
  const [high, low] = [segment(8), segment(0)];
  const header = Buffer.alloc(64);
  header.writeUInt32LE(2, 0);
  header.writeUInt32LE(64, 4);
  header.writeUInt32LE(64 + high.length, 8);
  return new Uint8Array(Buffer.concat([header, high, low]));
}

/** First-order prediction; every length of difference has the same five-bit code. */
function encodeLossless(values: Uint16Array, rows: number, columns: number, bits: number): Uint8Array {
  let entropy = '';
  values.forEach((value, i) => {
    const first = i === 0 ? 2 ** (bits - 1) : values[i % columns === 0 ? i - columns : i - 1]!;
    const difference = ((value - first) << 16) >> 16;
    const length = difference === -32768 ? 16 : 32 - Math.clz32(Math.abs(difference));
    entropy += length.toString(2).padStart(5, '0');
    const code = difference < 0 ? difference + 2 ** length - 1 : difference;
    if (length > 0 && length < 16) entropy += code.toString(2).padStart(length, '0');
  });
  const bytes: number[] = [];
  for (let at = 0; at < entropy.length; at += 8) {
    const byte = parseInt(entropy.slice(at, at + 8).padEnd(8, '1'), 2);
    bytes.push(byte, ...(byte === 0xff ? [0] : []));
  }
  const word = (value: number): number[] => [value >> 8, value & 0xff];
  const table = [0, 0, 0, 0, 0, 17, ...Array<number>(11).fill(0)];
  return Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xc3, 0, 11, bits, ...word(rows), ...word(columns), 1, 1, 0x11, 0],
    ...[0xff, 0xc4, 0, 36, 0, ...table.slice(1), ...Array.from({ length: 17 }, (_, i) => i)],
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 1, 0, 0, ...bytes, 0xff, 0xd9],
  ]);
}
