import { dicomFile, EXPLICIT, row } from './dicom-writer.testkit.js';
import type { Row, WriterSyntax } from './dicom-writer.testkit.js';

/** Stored values of the default image, 3 rows × 4 columns, 12 bit. */
export const STORED = [0, 1, 2, 3, 100, 200, 300, 400, 4092, 4093, 4094, 4095];

/** Header of a de-identified radiograph and its pixels; `changes` replace rows by tag, null takes one out. */
export function radiographRows(changes: Record<number, Row | null> = {}): Row[] {
  const rows = [
    row(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.1.1'),
    row(0x00080018, 'UI', '2.25.1.1.1'),
    row(0x00080060, 'CS', 'DX'),
    row(0x00080070, 'LO', 'Acme'),
    row(0x00081090, 'LO', 'Ray 3'),
    row(0x00100020, 'LO', 'FR-0117'),
    row(0x00100040, 'CS', 'F'),
    row(0x00101010, 'AS', '045Y'),
    row(0x00120030, 'LO', 'B'),
    row(0x00120062, 'CS', 'YES'),
    row(0x00120064, 'SQ', [[row(0x00080100, 'SH', '113100')], [row(0x00080100, 'SH', '113109')]]),
    row(0x00180015, 'CS', 'HAND'),
    row(0x00180060, 'DS', '60'),
    row(0x00181020, 'LO', '1.2\\7b'),
    row(0x00185101, 'CS', 'PA'),
    row(0x0020000d, 'UI', '2.25.1'),
    row(0x0020000e, 'UI', '2.25.1.1'),
    row(0x00280002, 'US', [1]),
    row(0x00280004, 'CS', 'MONOCHROME2'),
    row(0x00280010, 'US', [3]),
    row(0x00280011, 'US', [4]),
    row(0x00280030, 'DS', '0.5\\0.25'),
    row(0x00280100, 'US', [16]),
    row(0x00280101, 'US', [12]),
    row(0x00280102, 'US', [11]),
    row(0x00280103, 'US', [0]),
    row(0x00280301, 'CS', 'NO'),
    row(0x00281050, 'DS', '2000'),
    row(0x00281051, 'DS', '4000'),
    row(0x00281052, 'DS', '-5'),
    row(0x00281053, 'DS', '2'),
    row(0x7fe00010, 'OW', STORED),
  ];
  const known = new Set(rows.map(({ tag }) => tag));
  const changed = rows.map((one) => (one.tag in changes ? (changes[one.tag] ?? null) : one));
  const added = Object.values(changes).filter((one) => one !== null && !known.has(one.tag));
  return [...changed, ...added].filter((one) => one !== null).sort((a, b) => a.tag - b.tag);
}

export function radiograph(
  changes: Record<number, Row | null> = {},
  syntax: WriterSyntax = EXPLICIT,
): Uint8Array {
  return dicomFile(radiographRows(changes), syntax);
}

/** Little-endian 16-bit words, as `pixelsLe` should hold them. */
export function words(values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => bytes.writeUInt16LE(value & 0xffff, 2 * i));
  return new Uint8Array(bytes);
}
