import { cutShort, damaged, undecodable } from './damage.js';
import { BitReader } from './huffman.js';
import type { HuffmanTable } from './huffman.js';
import { walkJpeg } from './jpeg-segments.js';
import type { JpegFrame } from './jpeg-segments.js';

/**
 * Lossless Huffman JPEG (ISO/IEC 10918-1 annex H, SOF3): all seven predictors, point transform, restart intervals,
 * 2 to 16 bit; components of the same size.
 * @returns samples interleaved, unsigned
 * @throws AppError IMAGE-INVALID, IMAGE-TRUNCATED, IMAGE-UNSUPPORTED
 */
export function decodeJpegLossless(bytes: Uint8Array): { frame: JpegFrame; samples: Uint16Array } {
  let samples = new Uint16Array(0);
  const seen = new Set<number>();
  const { frame } = walkJpeg(bytes, (header, scan, tables, dataAt) => {
    checkFrame(header);
    const { rows, columns, components } = header;
    if (samples.length === 0) samples = new Uint16Array(rows * columns * components.length);
    if (scan.start < 1 || scan.start > 7) throw damaged(`predictor ${scan.start} is not 1 to 7`);
    if (scan.low >= header.precision) throw damaged('the point transform takes every bit');
    const parts = scan.components.map(({ index, dc }) => {
      const table = tables.dc[dc];
      if (table === undefined) throw damaged('a Huffman table is missing');
      if (seen.has(index)) throw damaged('a component comes twice');
      seen.add(index);
      return { index, table };
    });
    const interval = tables.restartInterval;
    if (interval % columns !== 0) throw damaged('a restart interval is not whole lines');
    const reader = new BitReader(bytes, dataAt);
    const predict: Prediction = {
      samples,
      columns,
      step: components.length,
      predictor: scan.start,
      first: 2 ** (header.precision - scan.low - 1),
    };
    let top = 0;
    for (let row = 0; row < rows; row += 1) {
      if (interval > 0 && row > 0 && (row * columns) % interval === 0) {
        reader.restart((row * columns) / interval - 1);
        top = row;
      }
      if (parts.length === 1) decodeLine(predict, parts[0]!, row, row === top, reader);
      else decodeMixedLine(predict, parts, row, row === top, reader);
    }
    if (scan.low > 0) shiftUp(samples, parts, components.length, scan.low);
    return reader.finish();
  });
  if (seen.size < frame.components.length) throw cutShort('a component is missing');
  return { frame, samples };
}

interface Prediction {
  samples: Uint16Array;
  columns: number;
  /** Samples of one pixel. */
  step: number;
  predictor: number;
  first: number;
}

interface Part {
  index: number;
  table: HuffmanTable;
}

function checkFrame({ sof, precision, components }: JpegFrame): void {
  if (sof !== 0xc3) throw undecodable('not the lossless process of JPEG');
  if (precision < 2 || precision > 16) throw damaged(`a precision of ${precision} bit`);
  if (components.some(({ h, v }) => h !== components[0]!.h || v !== components[0]!.v)) {
    throw undecodable('lossless JPEG with components of different size');
  }
}

function decodeLine(p: Prediction, part: Part, row: number, isFirst: boolean, reader: BitReader): void {
  const { samples, columns, step } = p;
  let at = row * columns * step + part.index;
  for (let column = 0; column < columns; column += 1, at += step) {
    samples[at] = predicted(p, at, column, isFirst) + difference(reader, part.table);
  }
}

function decodeMixedLine(
  p: Prediction,
  parts: readonly Part[],
  row: number,
  isFirst: boolean,
  reader: BitReader,
): void {
  const { samples, columns, step } = p;
  let at = row * columns * step;
  for (let column = 0; column < columns; column += 1, at += step) {
    for (const { index, table } of parts) {
      samples[at + index] = predicted(p, at + index, column, isFirst) + difference(reader, table);
    }
  }
}

/** Arithmetic is modulo 2^16, which the typed array does. */
function difference(reader: BitReader, table: HuffmanTable): number {
  const length = reader.symbol(table);
  if (length < 16) return reader.signed(length);
  if (length > 16) throw damaged('a difference of more than 16 bit');
  return 32768;
}

/** Table H.1: a is left, b above, c above left. */
function predicted(p: Prediction, at: number, column: number, isFirst: boolean): number {
  const { samples, step } = p;
  if (isFirst) return column === 0 ? p.first : samples[at - step]!;
  const above = at - p.columns * step;
  if (column === 0) return samples[above]!;
  const a = samples[at - step]!;
  const b = samples[above]!;
  const c = samples[above - step]!;
  switch (p.predictor) {
    case 1:
      return a;
    case 2:
      return b;
    case 3:
      return c;
    case 4:
      return a + b - c;
    case 5:
      return a + ((b - c) >> 1);
    case 6:
      return b + ((a - c) >> 1);
    default:
      return (a + b) >> 1;
  }
}

function shiftUp(samples: Uint16Array, parts: readonly Part[], step: number, by: number): void {
  for (const { index } of parts) {
    for (let at = index; at < samples.length; at += step) samples[at] = samples[at]! << by;
  }
}
