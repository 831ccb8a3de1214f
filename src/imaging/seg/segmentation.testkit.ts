import { row } from '../dicom-writer.testkit.js';
import type { Row } from '../dicom-writer.testkit.js';

/** One frame of a segmentation written in a test. */
export interface FrameSpec {
  segment: number;
  z: number;
  /** Stored values, 5 columns × 3 rows: 15 pixels, no multiple of 8. */
  pixels: readonly number[];
}

export interface SegSpec {
  type?: 'BINARY' | 'FRACTIONAL' | 'LABELMAP';
  segments: readonly number[];
  frames: readonly FrameSpec[];
  maximum?: number;
  padding?: number;
  /** Segment and place in the shared group, for a single frame. */
  shared?: boolean;
  changes?: readonly Row[];
}

const SOP_CLASS = { BINARY: '66.4', FRACTIONAL: '66.4', LABELMAP: '66.7' };

/** Rows of a segmentation of 5 columns × 3 rows, 0.5 × 2 mm; slices are 3 mm apart where `z` says so. */
export function segRows(spec: SegSpec): Row[] {
  const { type = 'BINARY', segments, frames, maximum = 4, padding, shared = false, changes = [] } = spec;
  const bits = type === 'BINARY' ? 1 : 8;
  const pixels = frames.flatMap(({ pixels: values }) => values);
  const bytes = bits === 1 ? packed(pixels) : Uint8Array.from(pixels);
  const common = [
    row(0x00209116, 'SQ', [[row(0x00200037, 'DS', '1\\0\\0\\0\\1\\0')]]),
    row(0x00289110, 'SQ', [
      [row(0x00180050, 'DS', '2'), row(0x00180088, 'DS', '3'), row(0x00280030, 'DS', '2\\0.5')],
    ]),
  ];
  const own = frames.map(({ segment, z }) => [
    row(0x00209113, 'SQ', [[row(0x00200032, 'DS', `-7\\11\\${z}`)]]),
    ...(type === 'LABELMAP' ? [] : [row(0x0062000a, 'SQ', [[row(0x0062000b, 'US', [segment])]])]),
  ]);
  const rows = [
    row(0x00080016, 'UI', `1.2.840.10008.5.1.4.1.1.${SOP_CLASS[type]}`),
    row(0x00080018, 'UI', '2.25.77'),
    row(0x00080060, 'CS', 'SEG'),
    row(0x00200052, 'UI', '2.25.5'),
    row(0x00280002, 'US', [1]),
    row(0x00280004, 'CS', 'MONOCHROME2'),
    row(0x00280008, 'IS', String(frames.length)),
    row(0x00280010, 'US', [3]),
    row(0x00280011, 'US', [5]),
    row(0x00280100, 'US', [bits]),
    row(0x00280101, 'US', [bits]),
    row(0x00280102, 'US', [bits - 1]),
    row(0x00280103, 'US', [0]),
    ...(padding === undefined ? [] : [row(0x00280120, 'US', [padding])]),
    row(0x00620001, 'CS', type),
    row(
      0x00620002,
      'SQ',
      segments.map((number) => [row(0x00620004, 'US', [number]), row(0x00620005, 'LO', `segment ${number}`)]),
    ),
    ...(type === 'FRACTIONAL' ? [row(0x0062000e, 'US', [maximum]), row(0x00620010, 'CS', 'OCCUPANCY')] : []),
    row(0x52009229, 'SQ', [shared ? [...own[0]!, ...common].sort((a, b) => a.tag - b.tag) : common]),
    row(0x52009230, 'SQ', shared ? [[row(0x00080060, 'CS', 'SEG')]] : own),
    row(0x7fe00010, 'OB', bytes.length % 2 === 0 ? bytes : Uint8Array.from([...bytes, 0])),
  ];
  const replaced = new Set(changes.map(({ tag }) => tag));
  return [...rows.filter(({ tag }) => !replaced.has(tag)), ...changes].sort((a, b) => a.tag - b.tag);
}

/** Least significant bit first, frames packed with nothing between them. */
function packed(pixels: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(pixels.length / 8));
  pixels.forEach((value, i) => {
    bytes[i >> 3]! |= value << (i & 7);
  });
  return bytes;
}
