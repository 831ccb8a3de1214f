import { cutShort, damaged, undecodable } from './damage.js';
import { firstAc, firstDc, NATURAL, refineAc, refineDc, sequential } from './dct-scan.js';
import type { BlockDecoder, Blocks, ScanPart } from './dct-scan.js';
import { BitReader } from './huffman.js';
import { inverseDct } from './inverse-dct.js';
import { walkJpeg } from './jpeg-segments.js';
import type { JpegFrame, JpegScan, JpegTables } from './jpeg-segments.js';
import { upsampledRow } from './upsample.js';
import type { Plane } from './upsample.js';

/**
 * JPEG with the discrete cosine transform, Huffman coded (ISO/IEC 10918-1): baseline, extended sequential and
 * progressive, 8 and 12 bit. Colours are not converted: what comes out is what the components hold.
 * @returns samples interleaved, unsigned
 * @throws AppError IMAGE-INVALID, IMAGE-TRUNCATED, IMAGE-UNSUPPORTED
 */
export function decodeJpegDct(bytes: Uint8Array): { frame: JpegFrame; samples: Uint16Array } {
  let picture: Picture | null = null;
  const { frame, ended } = walkJpeg(bytes, (header, scan, tables, dataAt) => {
    picture ??= startPicture(header);
    const reader = new BitReader(bytes, dataAt);
    decodeScan(reader, header, scan, tables, picture);
    // A table may be replaced after the scan it was meant for.
    for (const { index } of scan.components) {
      picture.quantisation[index] ??= naturalOrder(
        tables.quantisation[header.components[index]!.quantisation],
      );
    }
    return reader.finish();
  });
  const done = picture as Picture | null;
  if (done === null || done.quantisation.filter(Boolean).length < frame.components.length) {
    throw cutShort('a component is missing');
  }
  // Without it, later scans may be missing, and the picture only coarse.
  if (frame.sof === 0xc2 && !ended) throw cutShort('the end of the image is missing');
  return { frame, samples: interleaved(frame, done) };
}

interface Picture {
  blocks: Blocks[];
  quantisation: (Uint16Array | undefined)[];
  hMax: number;
  vMax: number;
  mcusAcross: number;
  mcusDown: number;
}

function startPicture(frame: JpegFrame): Picture {
  const { sof, precision, rows, columns, components } = frame;
  if (sof > 0xc2) throw undecodable('a process of JPEG other than baseline, extended or progressive');
  if (precision !== 8 && precision !== 12) throw damaged(`a precision of ${precision} bit`);
  if (sof === 0xc0 && precision !== 8) throw damaged('baseline JPEG has 8 bit');
  const hMax = Math.max(...components.map(({ h }) => h));
  const vMax = Math.max(...components.map(({ v }) => v));
  const mcusAcross = Math.ceil(columns / (8 * hMax));
  const mcusDown = Math.ceil(rows / (8 * vMax));
  const blocks = components.map(({ h, v }) => {
    const stride = mcusAcross * h;
    return {
      coefficients: new Int16Array(stride * mcusDown * v * 64),
      across: Math.ceil(Math.ceil((columns * h) / hMax) / 8),
      down: Math.ceil(Math.ceil((rows * v) / vMax) / 8),
      stride,
    };
  });
  return { blocks, quantisation: [], hMax, vMax, mcusAcross, mcusDown };
}

function decodeScan(
  reader: BitReader,
  frame: JpegFrame,
  scan: JpegScan,
  tables: JpegTables,
  picture: Picture,
): void {
  const decode = blockDecoder(frame, scan);
  const parts: ScanPart[] = scan.components.map(({ index, dc, ac }) => ({
    blocks: picture.blocks[index]!,
    dc: tables.dc[dc],
    ac: tables.ac[ac],
    previous: 0,
  }));
  const run = { blocks: 0 };
  const [alone] = parts;
  const single = parts.length === 1 && alone !== undefined;
  const across = single ? alone.blocks.across : picture.mcusAcross;
  const mcus = across * (single ? alone.blocks.down : picture.mcusDown);
  const interval = tables.restartInterval;
  for (let mcu = 0; mcu < mcus; mcu += 1) {
    if (interval > 0 && mcu > 0 && mcu % interval === 0) {
      reader.restart(mcu / interval - 1);
      for (const part of parts) part.previous = 0;
      run.blocks = 0;
    }
    const row = Math.floor(mcu / across);
    const column = mcu % across;
    if (single) {
      decode(reader, alone, (row * alone.blocks.stride + column) * 64, scan, run);
      continue;
    }
    parts.forEach((part, i) => {
      const { h, v } = frame.components[scan.components[i]!.index]!;
      for (let y = 0; y < v; y += 1) {
        for (let x = 0; x < h; x += 1) {
          const block = (row * v + y) * part.blocks.stride + column * h + x;
          decode(reader, part, block * 64, scan, run);
        }
      }
    });
  }
}

function blockDecoder(frame: JpegFrame, scan: JpegScan): BlockDecoder {
  const { start, end, high, low } = scan;
  // Band and bit position mean nothing in a sequential process; some writers leave them 0.
  if (frame.sof !== 0xc2) return sequential;
  const sensible = start === 0 ? end === 0 : end >= start && end < 64 && scan.components.length === 1;
  if (!sensible || low > 13 || (high !== 0 && high !== low + 1)) throw damaged('a scan makes no sense');
  if (start === 0) return high === 0 ? firstDc : refineDc;
  return high === 0 ? firstAc : refineAc;
}

function naturalOrder(table: Uint16Array | undefined): Uint16Array {
  if (table === undefined) throw damaged('a quantisation table is missing');
  const natural = new Uint16Array(64);
  for (let k = 0; k < 64; k += 1) natural[NATURAL[k]!] = table[k]!;
  return natural;
}

function interleaved(frame: JpegFrame, picture: Picture): Uint16Array {
  const { rows, columns, components, precision } = frame;
  const step = components.length;
  const samples = new Uint16Array(rows * columns * step);
  const line = new Uint16Array(columns);
  components.forEach(({ h, v }, index) => {
    const [horizontal, vertical] = [picture.hMax / h, picture.vMax / v];
    if (!Number.isInteger(horizontal) || !Number.isInteger(vertical)) {
      throw undecodable('sampling factors that are no multiples of each other');
    }
    const plane = planeOf(picture.blocks[index]!, picture.quantisation[index]!, precision);
    plane.columns = Math.ceil(columns / horizontal);
    plane.rows = Math.ceil(rows / vertical);
    for (let row = 0; row < rows; row += 1) {
      upsampledRow(plane, row, horizontal, vertical, line);
      let at = row * columns * step + index;
      for (let column = 0; column < columns; column += 1, at += step) samples[at] = line[column]!;
    }
  });
  return samples;
}

function planeOf(blocks: Blocks, quantisation: Uint16Array, precision: number): Plane {
  const stride = blocks.stride * 8;
  const blockRows = blocks.coefficients.length / 64 / blocks.stride;
  const samples = new Uint16Array(stride * blockRows * 8);
  for (let row = 0; row < blockRows; row += 1) {
    for (let column = 0; column < blocks.stride; column += 1) {
      const from = (row * blocks.stride + column) * 64;
      inverseDct(
        blocks.coefficients,
        from,
        quantisation,
        precision,
        samples,
        row * 8 * stride + column * 8,
        stride,
      );
    }
  }
  return { samples, rows: blockRows * 8, columns: stride, stride };
}
