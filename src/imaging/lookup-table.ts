import type { DataSet } from './data-set.js';
import { TAG } from './tags.js';

/** A table from stored to other values (PS3.3 C.11.1.1). */
export interface LookupTable {
  /** Stored value of the first entry; lower ones take the first entry, higher ones than the last the last. */
  first: number;
  entries: Uint16Array;
}

/**
 * Modality LUT of an item of the Modality LUT Sequence.
 * @param signed PixelRepresentation: it tells how the first stored value is to be read
 * @throws AppError IMAGE-INVALID when descriptor and data do not fit
 */
export function readLookupTable(item: DataSet, signed: boolean): LookupTable {
  const descriptor = words(item, TAG.LUTDescriptor);
  if (descriptor.length !== 3) throw item.invalid(TAG.LUTDescriptor, 'has not three values');
  const [count = 0, first = 0, bits = 0] = descriptor;
  const length = count === 0 ? 65536 : count;
  if (bits < 8 || bits > 16) throw item.invalid(TAG.LUTDescriptor, `says ${bits} bits, not 8 to 16`);
  const data = words(item, TAG.LUTData);
  // Tables of 8 bits may be packed two entries a word.
  const packed = bits === 8 && data.length === Math.ceil(length / 2) && length > 1;
  const entries = packed ? data.flatMap((word) => [word & 0xff, word >> 8]).slice(0, length) : data;
  if (entries.length !== length) {
    throw item.invalid(TAG.LUTData, `has ${entries.length} entries, the descriptor says ${length}`);
  }
  return { first: signed ? (first << 16) >> 16 : first, entries: Uint16Array.from(entries) };
}

/** One value through the table. */
export function lookUp({ first, entries }: LookupTable, stored: number): number {
  const index = Math.min(entries.length - 1, Math.max(0, stored - first));
  return entries[index]!;
}

function words(item: DataSet, tag: number): number[] {
  const element = item.elements.get(tag);
  if (element === undefined || element.length % 2 !== 0) {
    throw item.invalid(tag, 'is missing or has an odd length');
  }
  const { view, littleEndian } = element.encoding;
  const values: number[] = [];
  for (let at = 0; at < element.length; at += 2) {
    values.push(view.getUint16(element.valueOffset + at, littleEndian));
  }
  return values;
}
