import type { PixelDescription } from './pixel-description.js';

type Bits = Pick<PixelDescription, 'bitsAllocated' | 'bitsStored' | 'highBit' | 'signed'>;

/**
 * Only bits HighBit-BitsStored+1 … HighBit of each value, moved down and sign-extended: other bits may hold overlays or
 * rubbish. Nearly all images hold neither, and are given back as they are.
 * @param bytes values of BitsAllocated bits, little endian
 * @returns `bytes` itself where no value would change, else a new array
 */
export function keepStoredBits(bytes: Uint8Array, bits: Bits): Uint8Array {
  if (holdsStoredBitsOnly(bytes, bits)) return bytes;
  const result = new Uint8Array(bytes);
  const up = 31 - bits.highBit;
  const down = 32 - bits.bitsStored;
  // One loop for each kind of array: a loop that meets several is several times slower.
  if (bits.bitsAllocated === 8) shift8(result, up, down, bits.signed);
  else if (bits.bitsAllocated === 16) shift16(new Uint16Array(result.buffer), up, down, bits.signed);
  else shift32(new Uint32Array(result.buffer), up, down, bits.signed);
  return result;
}

function shift8(values: Uint8Array, up: number, down: number, signed: boolean): void {
  if (signed) for (let i = 0; i < values.length; i += 1) values[i] = (values[i]! << up) >> down;
  else for (let i = 0; i < values.length; i += 1) values[i] = (values[i]! << up) >>> down;
}

function shift16(values: Uint16Array, up: number, down: number, signed: boolean): void {
  if (signed) for (let i = 0; i < values.length; i += 1) values[i] = (values[i]! << up) >> down;
  else for (let i = 0; i < values.length; i += 1) values[i] = (values[i]! << up) >>> down;
}

function shift32(values: Uint32Array, up: number, down: number, signed: boolean): void {
  if (signed) for (let i = 0; i < values.length; i += 1) values[i] = (values[i]! << up) >> down;
  else for (let i = 0; i < values.length; i += 1) values[i] = (values[i]! << up) >>> down;
}

/** Words looked at before asking again whether one of them was foreign. */
const BLOCK = 4096;

/**
 * Four bytes at a time, whatever the width of a value: unsigned values must be 0 above HighBit; in signed ones each bit
 * above it must be that below it.
 */
function holdsStoredBitsOnly(
  bytes: Uint8Array,
  { bitsAllocated, bitsStored, highBit, signed }: Bits,
): boolean {
  if (highBit !== bitsStored - 1 || bitsAllocated < 8) return false;
  if (highBit === bitsAllocated - 1) return true;
  const above = bitsAbove(bitsAllocated, highBit);
  const head = (4 - (bytes.byteOffset % 4)) % 4;
  const count = Math.floor(Math.max(0, bytes.length - head) / 4);
  // A value must not lie across two words.
  if (count === 0 || head % (bitsAllocated / 8) !== 0) return false;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, count);
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(count, from + BLOCK);
    if ((signed ? bitChanges(words, from, to) : bitsSet(words, from, to)) & above) return false;
  }
  const rest = new Int32Array(2);
  const ends = new Uint8Array(rest.buffer);
  ends.set(bytes.subarray(0, head));
  ends.set(bytes.subarray(head + 4 * count), 4);
  return ((signed ? bitChanges(rest, 0, 2) : bitsSet(rest, 0, 2)) & above) === 0;
}

/** A word with every bit above HighBit of each of its values set. */
function bitsAbove(bitsAllocated: number, highBit: number): number {
  let word = 0;
  for (let bit = 0; bit < 32; bit += 1) if (bit % bitsAllocated > highBit) word |= 1 << bit;
  return word;
}

function bitsSet(words: Int32Array, from: number, to: number): number {
  let [a, b] = [0, 0];
  let i = from;
  // Two chains, so that one need not wait for the other.
  for (; i + 3 < to; i += 4) {
    a |= words[i]! | words[i + 1]!;
    b |= words[i + 2]! | words[i + 3]!;
  }
  for (; i < to; i += 1) a |= words[i]!;
  return a | b;
}

/** Bits that differ from the next lower one. */
function bitChanges(words: Int32Array, from: number, to: number): number {
  let bits = 0;
  for (let i = from; i < to; i += 1) bits |= words[i]! ^ (words[i]! << 1);
  return bits;
}
