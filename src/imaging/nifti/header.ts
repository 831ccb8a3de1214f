import { AppError } from '../../core/error.js';
import type { ScalarType } from '../scalar-values.js';

/** Fields of a NIfTI header as they are stored (nifti1.h 2007, nifti2.h 2011). */
export interface NiftiHeader {
  version: 1 | 2;
  bigEndian: boolean;
  /** Voxels stand in the same file (`n+1`), or in a file of their own (`ni1`). */
  single: boolean;
  /** dim[1] to dim[dim[0]]. */
  shape: number[];
  /** pixdim[0] to pixdim[7]. */
  pixdim: number[];
  datatype: number;
  bitpix: number;
  voxOffset: number;
  sclSlope: number;
  sclInter: number;
  xyztUnits: number;
  qformCode: number;
  sformCode: number;
  /** b, c, d. */
  quaternion: [number, number, number];
  qoffset: [number, number, number];
  /** Three rows of four. */
  srow: number[][];
}

export interface NiftiDatatype {
  type: ScalarType;
  /** 3 and 4: interleaved colour. */
  samples: 1 | 3 | 4;
  name: string;
}

const scalar = (type: ScalarType): NiftiDatatype => ({
  type,
  samples: 1,
  name: type,
});

/** Codes of nifti1.h that can be read. Complex numbers, 128-bit floats and single bits cannot. */
export const NIFTI_DATATYPES: ReadonlyMap<number, NiftiDatatype> = new Map([
  [2, scalar('uint8')],
  [4, scalar('int16')],
  [8, scalar('int32')],
  [16, scalar('float32')],
  [64, scalar('float64')],
  [128, { type: 'uint8', samples: 3, name: 'RGB24' }],
  [256, scalar('int8')],
  [512, scalar('uint16')],
  [768, scalar('uint32')],
  [1024, scalar('int64')],
  [1280, scalar('uint64')],
  [2304, { type: 'uint8', samples: 4, name: 'RGBA32' }],
]);

export const NIFTI_HEADER_BYTES = 540;

/** Whether the first bytes are those of a NIfTI header, either version. */
export function hasNiftiMagic(head: Uint8Array): boolean {
  return hasMagicAt(head, 344, '1') || hasMagicAt(head, 4, '2');
}

/** `n+1`, `ni1`, `n+2` or `ni2`, and a NUL; every file of a folder is asked. */
function hasMagicAt(head: Uint8Array, at: number, version: '1' | '2'): boolean {
  if (head[at] !== 0x6e) return false;
  const text = Buffer.from(head.subarray(at, at + 4)).toString('latin1');
  return text === `n+${version}\0` || text === `ni${version}\0`;
}

/** @throws AppError IMAGE-TRUNCATED, IMAGE-INVALID, IMAGE-UNSUPPORTED (ANALYZE 7.5) */
export function readNiftiHeader(head: Uint8Array, place: string): NiftiHeader {
  if (head.length < 348) throw truncated(head.length, place);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const sizes = [view.getInt32(0, true), view.getInt32(0, false)];
  const at = sizes.findIndex((size) => size === 348 || size === 540);
  if (at === -1) throw invalid('the header is neither 348 nor 540 bytes long: this is no NIfTI file', place);
  const littleEndian = at === 0;
  if (sizes[at] === 348) return readVersion1(view, littleEndian, place);
  if (head.length < NIFTI_HEADER_BYTES) throw truncated(head.length, place);
  return readVersion2(view, littleEndian, place);
}

function readVersion1(view: DataView, le: boolean, place: string): NiftiHeader {
  const magic = latin1(view, 344, 4);
  if (magic !== 'n+1\0' && magic !== 'ni1\0') {
    if (magic === '\0\0\0\0') {
      throw new AppError(
        'IMAGE-UNSUPPORTED',
        'an ANALYZE 7.5 header, which does not say how the patient lies',
        {
          place,
          hint: 'convert the image to NIfTI from its source',
        },
      );
    }
    throw invalid('the magic is neither n+1 nor ni1', place);
  }
  const i16 = (offset: number): number => view.getInt16(offset, le);
  const f32 = (offset: number): number => view.getFloat32(offset, le);
  return {
    version: 1,
    bigEndian: !le,
    single: magic === 'n+1\0',
    shape: shapeOf(
      eight((i) => i16(40 + 2 * i)),
      place,
    ),
    datatype: i16(70),
    bitpix: i16(72),
    pixdim: eight((i) => f32(76 + 4 * i)),
    voxOffset: f32(108),
    sclSlope: f32(112),
    sclInter: f32(116),
    xyztUnits: view.getUint8(123),
    qformCode: i16(252),
    sformCode: i16(254),
    quaternion: [f32(256), f32(260), f32(264)],
    qoffset: [f32(268), f32(272), f32(276)],
    srow: [0, 1, 2].map((row) => [0, 1, 2, 3].map((i) => f32(280 + 16 * row + 4 * i))),
  };
}

function readVersion2(view: DataView, le: boolean, place: string): NiftiHeader {
  const magic = latin1(view, 4, 8);
  if (magic !== 'n+2\0\r\n\x1a\n' && magic !== 'ni2\0\r\n\x1a\n') {
    throw invalid('the magic is not that of NIfTI-2, or was damaged as text', place);
  }
  const i64 = (offset: number): number => Number(view.getBigInt64(offset, le));
  const i32 = (offset: number): number => view.getInt32(offset, le);
  const f64 = (offset: number): number => view.getFloat64(offset, le);
  return {
    version: 2,
    bigEndian: !le,
    single: magic.startsWith('n+2'),
    datatype: view.getInt16(12, le),
    bitpix: view.getInt16(14, le),
    shape: shapeOf(
      eight((i) => i64(16 + 8 * i)),
      place,
    ),
    pixdim: eight((i) => f64(104 + 8 * i)),
    voxOffset: i64(168),
    sclSlope: f64(176),
    sclInter: f64(184),
    qformCode: i32(344),
    sformCode: i32(348),
    quaternion: [f64(352), f64(360), f64(368)],
    qoffset: [f64(376), f64(384), f64(392)],
    srow: [0, 1, 2].map((row) => [0, 1, 2, 3].map((i) => f64(400 + 32 * row + 8 * i))),
    xyztUnits: i32(500),
  };
}

function shapeOf(dim: readonly number[], place: string): number[] {
  const axes = dim[0]!;
  if (!(axes >= 1 && axes <= 7)) throw invalid(`dim[0] is ${axes}: an image has 1 to 7 axes`, place);
  const shape = dim.slice(1, axes + 1);
  shape.forEach((count, i) => {
    if (!(count >= 1 && Number.isSafeInteger(count))) throw invalid(`dim[${i + 1}] is ${count}`, place);
  });
  return shape;
}

function eight(read: (index: number) => number): number[] {
  return Array.from({ length: 8 }, (_, index) => read(index));
}

function latin1(view: DataView, offset: number, length: number): string {
  return Buffer.from(view.buffer, view.byteOffset + offset, length).toString('latin1');
}

function truncated(length: number, place: string): AppError {
  return new AppError('IMAGE-TRUNCATED', `the file ends inside its header, after ${length} bytes`, {
    place,
    hint: 'fetch the file again from its source and compare its size',
  });
}

function invalid(message: string, place: string): AppError {
  return new AppError('IMAGE-INVALID', message, {
    place,
    hint: 'export the image again as NIfTI',
  });
}
