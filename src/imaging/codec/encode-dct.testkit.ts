import { NATURAL } from './dct-scan.js';

/**
 * A writer of DCT-based JPEG (ISO/IEC 10918-1) for tests only: it takes quantised coefficients, so that what a decoder
 * must find is known without a forward transform. Every symbol has a code of 8 or 9 bits.
 */
export interface DctImage {
  rows: number;
  columns: number;
  precision: 8 | 12;
  /** One a component, all of the same size: blocks row after row, 64 coefficients each in natural order. */
  components: Int16Array[];
  /** In natural order, for all components. */
  quantisation: number[];
}

type Process = 'sequential' | 'progressive';

/** Scans of the progressive process: DC in two steps, AC in two bands, each with one bit refined. */
export function encodeDct(image: DctImage, process: Process): Uint8Array {
  const { rows, columns, precision, components } = image;
  const sof = process === 'progressive' ? 0xc2 : precision === 8 ? 0xc0 : 0xc1;
  const frame = components.flatMap((_, i) => [i + 1, 0x11, 0]);
  const parts = [
    Uint8Array.of(0xff, 0xd8),
    segment(0xdb, quantisationTable(image.quantisation)),
    segment(sof, [precision, ...word(rows), ...word(columns), components.length, ...frame]),
    segment(0xc4, [...huffman(0x00), ...huffman(0x10)]),
  ];
  const all = components.map((_, i) => i);
  if (process === 'sequential') parts.push(scan(image, all, sequential, [0, 63, 0]));
  else {
    parts.push(scan(image, all, dcFirst, [0, 0, 0x01]));
    for (const i of all) {
      parts.push(
        scan(image, [i], acFirst(1, 5), [1, 5, 0x01]),
        scan(image, [i], acFirst(6, 63), [6, 63, 0x01]),
      );
    }
    parts.push(scan(image, all, dcRefine, [0, 0, 0x10]));
    for (const i of all) parts.push(scan(image, [i], acRefine, [1, 63, 0x10]));
  }
  parts.push(Uint8Array.of(0xff, 0xd9));
  return new Uint8Array(Buffer.concat(parts));
}

class Bits {
  text = '';

  put(value: number, length: number): void {
    if (length > 0) this.text += value.toString(2).padStart(length, '0');
  }

  symbol(symbol: number): void {
    if (symbol < 128) this.put(symbol, 8);
    else this.put(128 + symbol, 9);
  }

  /** Length and bits of a signed number (figure F.12). */
  signed(value: number, length: number): void {
    this.put(value < 0 ? value + 2 ** length - 1 : value, length);
  }

  bytes(): number[] {
    const bytes: number[] = [];
    for (let at = 0; at < this.text.length; at += 8) {
      const byte = parseInt(this.text.slice(at, at + 8).padEnd(8, '1'), 2);
      bytes.push(byte, ...(byte === 0xff ? [0] : []));
    }
    return bytes;
  }
}

const sizeOf = (value: number): number => 32 - Math.clz32(Math.abs(value));

/** Writes one block in zigzag order; `state` holds the DC value before and the end-of-band run. */
type BlockWriter = (bits: Bits, block: number[], state: { previous: number; run: number }) => void;

function writeDc(bits: Bits, value: number, state: { previous: number }): void {
  const difference = value - state.previous;
  state.previous = value;
  bits.symbol(sizeOf(difference));
  bits.signed(difference, sizeOf(difference));
}

function writeAc(bits: Bits, values: number[]): boolean {
  let zeros = 0;
  for (const value of values) {
    if (value === 0) {
      zeros += 1;
      continue;
    }
    for (; zeros > 15; zeros -= 16) bits.symbol(0xf0);
    bits.symbol((zeros << 4) | sizeOf(value));
    bits.signed(value, sizeOf(value));
    zeros = 0;
  }
  return zeros > 0;
}

const sequential: BlockWriter = (bits, block, state) => {
  writeDc(bits, block[0]!, state);
  if (writeAc(bits, block.slice(1))) bits.symbol(0);
};

const dcFirst: BlockWriter = (bits, block, state) => writeDc(bits, block[0]! >> 1, state);

const dcRefine: BlockWriter = (bits, block) => bits.put(block[0]! & 1, 1);

/** The point transform of AC coefficients divides towards zero. */
const acFirst =
  (start: number, end: number): BlockWriter =>
  (bits, block, state) => {
    const band = block.slice(start, end + 1).map((value) => Math.trunc(value / 2));
    if (band.every((value) => value === 0)) {
      state.run += 1;
      return;
    }
    flush(bits, state);
    if (writeAc(bits, band)) state.run = 1;
  };

function flush(bits: Bits, state: { run: number }): void {
  if (state.run === 0) return;
  const length = sizeOf(state.run) - 1;
  bits.symbol(length << 4);
  bits.put(state.run - 2 ** length, length);
  state.run = 0;
}

const acRefine: BlockWriter = (bits, block) => {
  const band = block.slice(1);
  const last = band.findLastIndex((value) => Math.abs(value) === 1);
  let zeros = 0;
  let known: number[] = [];
  const putKnown = (): void => {
    for (const bit of known) bits.put(bit, 1);
    known = [];
  };
  band.forEach((value, k) => {
    const size = Math.abs(value);
    if (size === 0) {
      zeros += 1;
      return;
    }
    for (; zeros > 15 && k <= last; zeros -= 16) {
      bits.symbol(0xf0);
      putKnown();
    }
    if (size > 1) {
      known.push(size & 1);
      return;
    }
    bits.symbol((zeros << 4) | 1);
    bits.put(value < 0 ? 0 : 1, 1);
    putKnown();
    zeros = 0;
  });
  if (zeros > 0 || known.length > 0) {
    bits.symbol(0);
    putKnown();
  }
};

function scan(
  { components, rows, columns }: DctImage,
  which: number[],
  write: BlockWriter,
  [start, end, approximation]: [number, number, number],
): Uint8Array {
  const bits = new Bits();
  const states = which.map(() => ({ previous: 0, run: 0 }));
  const blocks = Math.ceil(rows / 8) * Math.ceil(columns / 8);
  for (let block = 0; block < blocks; block += 1) {
    which.forEach((component, i) => {
      const from = components[component]!.subarray(64 * block, 64 * block + 64);
      write(
        bits,
        Array.from(NATURAL.subarray(0, 64), (place) => from[place]!),
        states[i]!,
      );
    });
  }
  for (const state of states) flush(bits, state);
  const named = which.flatMap((component) => [component + 1, 0]);
  const header = segment(0xda, [which.length, ...named, start, end, approximation]);
  return new Uint8Array(Buffer.concat([header, Uint8Array.from(bits.bytes())]));
}

/** 128 codes of 8 bits, 128 of 9. */
function huffman(kind: number): number[] {
  const counts = [0, 0, 0, 0, 0, 0, 0, 128, 128, 0, 0, 0, 0, 0, 0, 0];
  return [kind, ...counts, ...Array.from({ length: 256 }, (_, symbol) => symbol)];
}

function quantisationTable(natural: number[]): number[] {
  return [0x10, ...Array.from(NATURAL.subarray(0, 64)).flatMap((place) => word(natural[place]!))];
}

function segment(marker: number, content: number[]): Uint8Array {
  return Uint8Array.from([0xff, marker, ...word(content.length + 2), ...content]);
}

function word(value: number): [number, number] {
  return [value >> 8, value & 0xff];
}
