import type { DataSet } from './data-set.js';
import { TAG } from './tags.js';

/** A table from stored to other values (PS3.3 C.11.1.1). */
export interface LookupTable {
  /** Stored value of the first entry; lower ones take the first entry, higher ones than the last the last. */
  first: number;
  entries: Uint16Array;
  /** Of the entries. */
  bits: number;
}

export interface TableDescriptor {
  count: number;
  first: number;
  bits: number;
}

/**
 * Modality or VOI LUT of an item of its sequence.
 * @param signed whether the values that go in are: it tells how the first of them is to be read
 * @throws AppError IMAGE-INVALID when descriptor and data do not fit
 */
export function readLookupTable(item: DataSet, signed: boolean): LookupTable {
  const descriptor = readTableDescriptor(item, TAG.LUTDescriptor, signed);
  const { first, bits } = descriptor;
  return { first, entries: readTableData(item, TAG.LUTData, descriptor), bits };
}

/**
 * Number of entries (0 means 65536), first value mapped, bits of the entries.
 * @throws AppError IMAGE-INVALID
 */
export function readTableDescriptor(item: DataSet, tag: number, signed: boolean): TableDescriptor {
  const descriptor = item.words(tag);
  if (descriptor.length !== 3) throw item.invalid(tag, 'has not three values');
  const [count = 0, first = 0, bits = 0] = descriptor;
  if (bits < 8 || bits > 16) throw item.invalid(tag, `says ${bits} bits, not 8 to 16`);
  return { count: count === 0 ? 65536 : count, first: signed ? (first << 16) >> 16 : first, bits };
}

/** @throws AppError IMAGE-INVALID when there are more or fewer entries than the descriptor says */
export function readTableData(
  item: DataSet,
  tag: number,
  { count, bits }: Pick<TableDescriptor, 'count' | 'bits'>,
): Uint16Array {
  const data = item.words(tag);
  // Tables of 8 bits may be packed two entries a word.
  const packed = bits === 8 && data.length === Math.ceil(count / 2) && count > 1;
  const entries = packed ? data.flatMap((word) => [word & 0xff, word >> 8]).slice(0, count) : data;
  if (entries.length !== count) {
    throw item.invalid(tag, `has ${entries.length} entries, the descriptor says ${count}`);
  }
  return Uint16Array.from(entries);
}

/** One value through the table. */
export function lookUp({ first, entries }: LookupTable, stored: number): number {
  const index = Math.min(entries.length - 1, Math.max(0, stored - first));
  return entries[index]!;
}
