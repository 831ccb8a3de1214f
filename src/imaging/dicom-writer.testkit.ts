import { deflateRawSync } from 'node:zlib';

/** A tiny writer of DICOM bytes, right or wrong at will, for tests only. */
export interface Row {
  tag: number;
  vr: string;
  value: string | number[] | Uint8Array | Row[][];
  /** Sequence and items without lengths, ended by delimiters. */
  openEnded?: boolean;
  /** Written in place of the true length. */
  length?: number;
}

export interface WriterSyntax {
  uid: string;
  explicitVr: boolean;
  littleEndian: boolean;
  deflated?: boolean;
}

export const EXPLICIT: WriterSyntax = { uid: '1.2.840.10008.1.2.1', explicitVr: true, littleEndian: true };
export const IMPLICIT: WriterSyntax = { uid: '1.2.840.10008.1.2', explicitVr: false, littleEndian: true };
export const BIG_ENDIAN: WriterSyntax = { uid: '1.2.840.10008.1.2.2', explicitVr: true, littleEndian: false };
export const DEFLATED: WriterSyntax = { ...EXPLICIT, uid: '1.2.840.10008.1.2.1.99', deflated: true };
export const JPEG_2000: WriterSyntax = { ...EXPLICIT, uid: '1.2.840.10008.1.2.4.90' };

const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const WIDTH: Record<string, number> = { US: 2, SS: 2, OW: 2, UL: 4, OL: 4, OF: 4 };

export function row(tag: number, vr: string, value: Row['value'], more: Partial<Row> = {}): Row {
  return { tag, vr, value, ...more };
}

/** The bytes of a file with preamble and file meta information. */
export function dicomFile(rows: readonly Row[], syntax: WriterSyntax = EXPLICIT): Uint8Array {
  const meta = writeRows([row(0x00020010, 'UI', syntax.uid)], EXPLICIT);
  const length = writeRows([row(0x00020000, 'UL', [meta.length])], EXPLICIT);
  const dataSet = writeRows(rows, syntax);
  const prefix = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), length, meta]);
  // A copy of its own, so that no offset is shared with Node's buffer pool.
  return new Uint8Array(
    Buffer.concat([prefix, syntax.deflated === true ? deflateRawSync(dataSet) : dataSet]),
  );
}

export function writeRows(rows: readonly Row[], syntax: WriterSyntax): Buffer {
  return Buffer.concat(rows.map((one) => writeRow(one, syntax)));
}

/** Compressed pixel data: an empty Basic Offset Table and the fragments. */
export function fragments(parts: readonly Uint8Array[]): Buffer {
  const items = [Buffer.alloc(0), ...parts].map((part) => Buffer.concat([item(part.length), part]));
  return Buffer.concat([
    Buffer.from('e07f10004f420000ffffffff', 'hex'),
    ...items,
    Buffer.from('feffdde000000000', 'hex'),
  ]);
}

function writeRow(one: Row, syntax: WriterSyntax): Buffer {
  const { tag, vr, value, openEnded = false } = one;
  const bytes = valueBytes(value, vr, syntax, openEnded);
  const header = Buffer.alloc(syntax.explicitVr && LONG.has(vr) ? 12 : 8);
  const length = one.length ?? (openEnded ? 0xffffffff : bytes.length);
  write16(header, 0, tag >>> 16, syntax);
  write16(header, 2, tag & 0xffff, syntax);
  if (!syntax.explicitVr) write32(header, 4, length, syntax);
  else {
    header.write(vr, 4, 'latin1');
    if (header.length === 12) write32(header, 8, length, syntax);
    else write16(header, 6, length, syntax);
  }
  return Buffer.concat([header, bytes, openEnded ? delimiter(0xe0dd, syntax) : Buffer.alloc(0)]);
}

function valueBytes(value: Row['value'], vr: string, syntax: WriterSyntax, openEnded: boolean): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value, 'latin1');
    return text.length % 2 === 0 ? text : Buffer.concat([text, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
  }
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (value.length > 0 && Array.isArray(value[0])) {
    return Buffer.concat((value as Row[][]).map((rows) => writeItem(rows, syntax, openEnded)));
  }
  const numbers = value as number[];
  const width = WIDTH[vr] ?? 1;
  const bytes = Buffer.alloc(numbers.length * width);
  numbers.forEach((number, i) => {
    if (width === 1) bytes[i] = number & 0xff;
    else if (width === 2) write16(bytes, 2 * i, number & 0xffff, syntax);
    else write32(bytes, 4 * i, number >>> 0, syntax);
  });
  return bytes;
}

function writeItem(rows: Row[], syntax: WriterSyntax, openEnded: boolean): Buffer {
  const content = writeRows(rows, syntax);
  const header = Buffer.alloc(8);
  write16(header, 0, 0xfffe, syntax);
  write16(header, 2, 0xe000, syntax);
  write32(header, 4, openEnded ? 0xffffffff : content.length, syntax);
  return Buffer.concat([header, content, openEnded ? delimiter(0xe00d, syntax) : Buffer.alloc(0)]);
}

function delimiter(element: number, syntax: WriterSyntax): Buffer {
  const bytes = Buffer.alloc(8);
  write16(bytes, 0, 0xfffe, syntax);
  write16(bytes, 2, element, syntax);
  return bytes;
}

function item(length: number): Buffer {
  const bytes = Buffer.from('feff00e000000000', 'hex');
  bytes.writeUInt32LE(length, 4);
  return bytes;
}

function write16(bytes: Buffer, at: number, value: number, { littleEndian }: WriterSyntax): void {
  if (littleEndian) bytes.writeUInt16LE(value, at);
  else bytes.writeUInt16BE(value, at);
}

function write32(bytes: Buffer, at: number, value: number, { littleEndian }: WriterSyntax): void {
  if (littleEndian) bytes.writeUInt32LE(value, at);
  else bytes.writeUInt32BE(value, at);
}
