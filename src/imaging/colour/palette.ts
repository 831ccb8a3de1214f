import type { Finding } from '../../core/finding.js';
import type { DataSet } from '../data-set.js';
import { readTableData, readTableDescriptor } from '../lookup-table.js';
import type { TableDescriptor } from '../lookup-table.js';
import { expandSegments } from './segmented-table.js';

/** Colours of a PALETTE COLOR image (PS3.3 C.7.6.3.1.5 and C.7.9). */
export interface Palette {
  /** Stored value of the first entry; lower ones take the first entry, higher ones than the last the last. */
  first: number;
  /** Of the entries. */
  bits: 8 | 16;
  red: Uint16Array;
  green: Uint16Array;
  blue: Uint16Array;
}

const TABLES = {
  red: { descriptor: 0x00281101, data: 0x00281201, segmented: 0x00281221 },
  green: { descriptor: 0x00281102, data: 0x00281202, segmented: 0x00281222 },
  blue: { descriptor: 0x00281103, data: 0x00281203, segmented: 0x00281223 },
} as const;

type Tags = (typeof TABLES)[keyof typeof TABLES];

/**
 * The three tables; null without any, which leaves the stored values understood and the colours unknown: a palette may
 * be named by its UID only.
 * @param signed PixelRepresentation: it tells how the first stored value is to be read
 * @param findings receives a doubt where there are no tables
 * @throws AppError IMAGE-INVALID when tables and descriptors do not fit each other
 */
export function readPalette(
  dataSet: DataSet,
  signed: boolean,
  place: string,
  findings: Finding[],
): Palette | null {
  if (Object.values(TABLES).every(({ descriptor }) => !dataSet.has(descriptor))) {
    findings.push({
      code: 'IMAGE-PALETTE-MISSING',
      severity: 'warning',
      path: place,
      message: 'the image has PALETTE COLOR, but no colour tables; its colours are unknown',
      fix: 'export the image again with its tables, or as RGB',
      args: {},
    });
    return null;
  }
  const of = (tags: Tags): TableDescriptor => readTableDescriptor(dataSet, tags.descriptor, signed);
  const descriptor = of(TABLES.red);
  for (const tags of [TABLES.green, TABLES.blue]) {
    const other = of(tags);
    if (
      other.count !== descriptor.count ||
      other.first !== descriptor.first ||
      other.bits !== descriptor.bits
    ) {
      throw dataSet.invalid(tags.descriptor, 'differs from that of the red table');
    }
  }
  const { first, count, bits } = descriptor;
  if (bits !== 8 && bits !== 16) {
    throw dataSet.invalid(TABLES.red.descriptor, `says ${bits} bits, not 8 or 16`);
  }
  const [red, green, blue] = Object.values(TABLES).map((tags) =>
    entriesOf(dataSet, tags, { count, bits }, place),
  ) as [Uint16Array, Uint16Array, Uint16Array];
  // Some writers promise 16 bits and write 8: all colours would be black.
  const small = bits === 16 && [red, green, blue].every((table) => table.every((value) => value < 256));
  return { first, bits: small ? 8 : bits, red, green, blue };
}

function entriesOf(
  dataSet: DataSet,
  tags: Tags,
  descriptor: { count: number; bits: 8 | 16 },
  place: string,
): Uint16Array {
  if (!dataSet.has(tags.segmented)) return readTableData(dataSet, tags.data, descriptor);
  const words = dataSet.words(tags.segmented);
  const data =
    descriptor.bits === 16
      ? Uint16Array.from(words)
      : Uint8Array.from(words.flatMap((word) => [word & 0xff, word >> 8]));
  return expandSegments(data, descriptor.bits, descriptor.count, place);
}
