import { cutShort, damaged, undecodable } from './damage.js';
import { huffmanTable } from './huffman.js';
import type { HuffmanTable } from './huffman.js';

/** Frame header (ISO/IEC 10918-1 B.2.2); of JPEG-LS too, whose header has the same form. */
export interface JpegFrame {
  /** Second byte of the SOF marker: 0xC0 baseline … 0xC3 lossless, 0xF7 JPEG-LS. */
  sof: number;
  precision: number;
  rows: number;
  columns: number;
  components: { id: number; h: number; v: number; quantisation: number }[];
}

export interface JpegScan {
  components: { index: number; dc: number; ac: number }[];
  /** Ss, Se, Ah, Al: what they mean is the process's. */
  start: number;
  end: number;
  high: number;
  low: number;
}

export interface JpegTables {
  dc: (HuffmanTable | undefined)[];
  ac: (HuffmanTable | undefined)[];
  quantisation: (Uint16Array | undefined)[];
  /** MCUs between restart markers; 0 for none. */
  restartInterval: number;
}

/** Called for each scan. @returns offset of the first byte after its entropy-coded data */
export type ScanDecoder = (frame: JpegFrame, scan: JpegScan, tables: JpegTables, dataAt: number) => number;

/**
 * Walks over the marker segments of one JPEG codestream; the offset of each is known from the one before, none is
 * searched for.
 * @returns the frame header, and whether the end-of-image marker was there
 * @throws AppError IMAGE-INVALID, IMAGE-TRUNCATED, IMAGE-UNSUPPORTED
 */
export function walkJpeg(bytes: Uint8Array, onScan: ScanDecoder): { frame: JpegFrame; ended: boolean } {
  const tables: JpegTables = { dc: [], ac: [], quantisation: [], restartInterval: 0 };
  let frame: JpegFrame | null = null;
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw damaged('no JPEG codestream starts here');
  let at = 2;
  for (;;) {
    if (at + 2 > bytes.length) {
      if (frame === null) throw cutShort('it ends before the frame header');
      return { frame, ended: false };
    }
    if (bytes[at] !== 0xff) throw damaged('a marker is missing');
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    at += 2;
    if (marker === 0xd9) {
      if (frame === null) throw damaged('it ends before the frame header');
      return { frame, ended: true };
    }
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) throw damaged('a marker stands where none may');
    const segment = segmentAt(bytes, at);
    at += 2 + segment.length;
    if (marker === 0xc4) readHuffman(segment, tables);
    else if (marker === 0xdb) readQuantisation(segment, tables);
    else if (marker === 0xdd) tables.restartInterval = word(segment, 0);
    else if (isFrameHeader(marker)) {
      if (frame !== null) throw damaged('it has two frame headers');
      frame = readFrameHeader(marker, segment);
    } else if (marker === 0xda) {
      if (frame === null) throw damaged('a scan comes before the frame header');
      at = onScan(frame, readScan(segment, frame), tables, at);
    } else if (marker === 0xdc || marker === 0xde || marker === 0xdf || marker === 0xcc) {
      throw undecodable('hierarchical and arithmetic JPEG, or the number of lines after the scan');
    }
  }
}

/**
 * Frame header without decoding anything, and what the codestream says of its colours; null when the bytes are no JPEG
 * or end before the header.
 */
export function jpegFrame(bytes: Uint8Array): (JpegFrame & { colour: 'rgb' | 'ybr' | null }) | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  let at = 2;
  let [adobe, jfif]: [number | null, boolean] = [null, false];
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return null;
    const segment = segmentAt(bytes, at + 2);
    if (marker === 0xee && startsWith(segment, 'Adobe')) adobe = segment[11] ?? null;
    if (marker === 0xe0 && startsWith(segment, 'JFIF')) jfif = true;
    if (isFrameHeader(marker)) {
      const frame = readFrameHeader(marker, segment);
      return { ...frame, colour: colourOf(frame, adobe, jfif) };
    }
    at += 4 + segment.length;
  }
  return null;
}

/**
 * Adobe's marker names the transform; components may be named R, G, B; JFIF has YCbCr only, and nothing but chrominance
 * is coded at lower resolution. Where none of these is there the codestream does not tell.
 */
function colourOf({ sof, components }: JpegFrame, adobe: number | null, jfif: boolean): 'rgb' | 'ybr' | null {
  if (components.length !== 3 || sof === 0xf7) return null;
  if (adobe === 0) return 'rgb';
  if (adobe === 1) return 'ybr';
  const [first, second, third] = components as [Component, Component, Component];
  if (first.id === 0x52 && second.id === 0x47 && third.id === 0x42) return 'rgb';
  const subsampled = first.h > second.h || first.v > second.v;
  return sof <= 0xc2 && (jfif || subsampled) ? 'ybr' : null;
}

type Component = JpegFrame['components'][number];

function startsWith(segment: Uint8Array, text: string): boolean {
  return Buffer.from(text, 'latin1').every((letter, i) => segment[i] === letter);
}

/** SOF0 to SOF15 without the DHT, JPG and DAC that stand among them, and SOF55 of JPEG-LS. */
function isFrameHeader(marker: number): boolean {
  if (marker === 0xf7) return true;
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function segmentAt(bytes: Uint8Array, at: number): Uint8Array {
  if (at + 2 > bytes.length) throw cutShort('it ends inside a marker segment');
  const length = word(bytes, at);
  if (length < 2) throw damaged('a marker segment has no length');
  if (at + length > bytes.length) throw cutShort('it ends inside a marker segment');
  return bytes.subarray(at + 2, at + length);
}

function word(bytes: Uint8Array, at: number): number {
  if (at + 2 > bytes.length) throw damaged('a marker segment is too short');
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

function readFrameHeader(sof: number, segment: Uint8Array): JpegFrame {
  const count = segment[5] ?? 0;
  if (segment.length !== 6 + 3 * count || count === 0) throw damaged('the frame header has the wrong length');
  const components: JpegFrame['components'] = [];
  for (let i = 0; i < count; i += 1) {
    const at = 6 + 3 * i;
    const [h, v] = [segment[at + 1]! >> 4, segment[at + 1]! & 15];
    if (h < 1 || h > 4 || v < 1 || v > 4) throw damaged('a sampling factor is not 1 to 4');
    components.push({ id: segment[at]!, h, v, quantisation: segment[at + 2]! });
  }
  return { sof, precision: segment[0]!, rows: word(segment, 1), columns: word(segment, 3), components };
}

function readScan(segment: Uint8Array, frame: JpegFrame): JpegScan {
  const count = segment[0] ?? 0;
  if (count < 1 || count > 4 || segment.length !== 4 + 2 * count) {
    throw damaged('a scan header has the wrong length');
  }
  const components: JpegScan['components'] = [];
  for (let i = 0; i < count; i += 1) {
    const id = segment[1 + 2 * i];
    const index = frame.components.findIndex((component) => component.id === id);
    if (index < 0 || components.some((other) => other.index === index)) {
      throw damaged('a scan names a component that is not there');
    }
    components.push({ index, dc: segment[2 + 2 * i]! >> 4, ac: segment[2 + 2 * i]! & 15 });
  }
  const rest = 1 + 2 * count;
  const approximation = segment[rest + 2]!;
  return {
    components,
    start: segment[rest]!,
    end: segment[rest + 1]!,
    high: approximation >> 4,
    low: approximation & 15,
  };
}

function readHuffman(segment: Uint8Array, tables: JpegTables): void {
  let at = 0;
  while (at < segment.length) {
    const [kind, slot] = [segment[at]! >> 4, segment[at]! & 15];
    const counts = segment.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    at += 17 + total;
    if (kind > 1 || slot > 3 || counts.length < 16 || at > segment.length) {
      throw damaged('a Huffman table makes no sense');
    }
    const table = huffmanTable(counts, segment.subarray(at - total, at));
    (kind === 0 ? tables.dc : tables.ac)[slot] = table;
  }
}

function readQuantisation(segment: Uint8Array, tables: JpegTables): void {
  let at = 0;
  while (at < segment.length) {
    const [wide, slot] = [segment[at]! >> 4, segment[at]! & 15];
    const width = wide + 1;
    if (wide > 1 || slot > 3 || at + 1 + 64 * width > segment.length) {
      throw damaged('a quantisation table makes no sense');
    }
    const table = new Uint16Array(64);
    for (let i = 0; i < 64; i += 1) {
      const from = at + 1 + width * i;
      table[i] = wide === 1 ? word(segment, from) : segment[from]!;
    }
    tables.quantisation[slot] = table;
    at += 1 + 64 * width;
  }
}
