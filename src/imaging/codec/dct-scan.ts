import { damaged } from './damage.js';
import type { BitReader, HuffmanTable } from './huffman.js';

/** Coefficients of one component: 64 a block in natural order, blocks row after row. */
export interface Blocks {
  coefficients: Int16Array;
  /** Blocks that hold pixels. */
  across: number;
  down: number;
  /** Blocks a row, those included that only fill up the last MCU. */
  stride: number;
}

/** Natural position of each coefficient in zigzag order; the rest catches runs past the end. */
export const NATURAL = Uint8Array.of(
  ...[0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48],
  ...[41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23],
  ...[30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63],
);

/** What decodes the blocks of one component in one scan. */
export interface ScanPart {
  blocks: Blocks;
  dc: HuffmanTable | undefined;
  ac: HuffmanTable | undefined;
  /** DC prediction. */
  previous: number;
}

/** Spectral band and bit position of a scan (ISO/IEC 10918-1 G.1.1.1). */
export interface Band {
  start: number;
  end: number;
  low: number;
}

/** State of a run of blocks without coefficients, shared by the blocks of a scan. */
export interface Run {
  blocks: number;
}

export type BlockDecoder = (reader: BitReader, part: ScanPart, at: number, band: Band, run: Run) => void;

/** Sequential (F.2.2). */
export const sequential: BlockDecoder = (reader, part, at, band) => {
  firstDc(reader, part, at, band, { blocks: 0 });
  const table = needed(part.ac);
  const { coefficients } = part.blocks;
  for (let k = 1; k < 64; k += 1) {
    const symbol = reader.symbol(table);
    const size = symbol & 15;
    const zeros = symbol >> 4;
    if (size === 0) {
      if (zeros < 15) break;
      k += 15;
      continue;
    }
    k += zeros;
    if (k > 63) throw damaged('a block has more than 64 coefficients');
    coefficients[at + NATURAL[k]!] = reader.signed(size);
  }
};

/** First scan of the DC coefficients (G.1.2.1). */
export const firstDc: BlockDecoder = (reader, part, at, { low }) => {
  const size = reader.symbol(needed(part.dc));
  if (size > 15) throw damaged('a DC difference of more than 15 bit');
  part.previous += reader.signed(size);
  part.blocks.coefficients[at] = part.previous << low;
};

export const refineDc: BlockDecoder = (reader, part, at, { low }) => {
  if (reader.bits(1) === 1) part.blocks.coefficients[at]! |= 1 << low;
};

/** First scan of a band of AC coefficients (G.1.2.2). */
export const firstAc: BlockDecoder = (reader, part, at, { start, end, low }, run) => {
  if (run.blocks > 0) {
    run.blocks -= 1;
    return;
  }
  const table = needed(part.ac);
  const { coefficients } = part.blocks;
  for (let k = start; k <= end; k += 1) {
    const symbol = reader.symbol(table);
    const size = symbol & 15;
    const zeros = symbol >> 4;
    if (size === 0) {
      if (zeros < 15) {
        run.blocks = (1 << zeros) - 1 + reader.bits(zeros);
        return;
      }
      k += 15;
      continue;
    }
    k += zeros;
    if (k > end) throw damaged('a band has more coefficients than it names');
    coefficients[at + NATURAL[k]!] = reader.signed(size) * (1 << low);
  }
};

/** One more bit of a band (G.1.2.3). */
export const refineAc: BlockDecoder = (reader, part, at, { start, end, low }, run) => {
  const table = needed(part.ac);
  const { coefficients } = part.blocks;
  const bit = 1 << low;
  let k = start;
  const refine = (place: number): void => {
    const value = coefficients[place]!;
    if (reader.bits(1) === 1 && (value & bit) === 0) coefficients[place] = value + (value > 0 ? bit : -bit);
  };
  if (run.blocks === 0) {
    for (; k <= end; k += 1) {
      const symbol = reader.symbol(table);
      const size = symbol & 15;
      let zeros = symbol >> 4;
      let value = 0;
      if (size === 0) {
        if (zeros < 15) {
          run.blocks = (1 << zeros) + reader.bits(zeros);
          break;
        }
      } else {
        if (size !== 1) throw damaged('a refinement of more than one bit');
        value = reader.bits(1) === 1 ? bit : -bit;
      }
      for (; k <= end; k += 1) {
        const place = at + NATURAL[k]!;
        if (coefficients[place] !== 0) refine(place);
        else if (zeros === 0) {
          if (value !== 0) coefficients[place] = value;
          break;
        } else zeros -= 1;
      }
      if (value !== 0 && k > end) throw damaged('a band has more coefficients than it names');
    }
  }
  if (run.blocks > 0) {
    for (; k <= end; k += 1) {
      const place = at + NATURAL[k]!;
      if (coefficients[place] !== 0) refine(place);
    }
    run.blocks -= 1;
  }
};

function needed(table: HuffmanTable | undefined): HuffmanTable {
  if (table === undefined) throw damaged('a Huffman table is missing');
  return table;
}
