import { BYTES_OF, littleEndian, type ScalarType } from '../scalar-values.js';
import { NIFTI_DATATYPES } from './header.js';

/** What a test asks of a file; the rest is what a plain writer would store. */
export interface NiftiPlan {
  version: 1 | 2;
  bigEndian: boolean;
  shape: number[];
  pixdim: number[];
  type: ScalarType;
  /** Little endian, first axis fastest. */
  bytesLe: Uint8Array;
  srow?: number[][];
  qform?: {
    quaternion: [number, number, number];
    offset: [number, number, number];
    qfac: 1 | -1;
  };
  slope?: number;
  intercept?: number;
  units?: number;
  voxOffset?: number;
  datatype?: number;
  magic?: string;
}

/** A single-file NIfTI image, byte by byte after nifti1.h and nifti2.h. */
export function niftiFile(plan: NiftiPlan): Uint8Array {
  const { version, type, shape, pixdim, srow, qform } = plan;
  const le = !plan.bigEndian;
  const start = version === 1 ? 352 : 544;
  const offset = plan.voxOffset ?? start;
  const bytes = new Uint8Array(start + plan.bytesLe.length);
  bytes.set(littleEndian(plan.bytesLe, type, plan.bigEndian), start);
  const view = new DataView(bytes.buffer);
  const two = version === 2;
  const real = (at1: number, at2: number, value: number): void => {
    if (two) view.setFloat64(at2, value, le);
    else view.setFloat32(at1, value, le);
  };
  const code = (at1: number, at2: number, value: number): void => {
    if (two) view.setInt32(at2, value, le);
    else view.setInt16(at1, value, le);
  };
  view.setInt32(0, two ? 540 : 348, le);
  const magic = plan.magic ?? (two ? 'n+2\0\r\n\x1a\n' : 'n+1\0');
  bytes.set(Buffer.from(magic, 'latin1'), two ? 4 : 344);
  [shape.length, ...shape].forEach((count, i) => {
    if (two) view.setBigInt64(16 + 8 * i, BigInt(count), le);
    else view.setInt16(40 + 2 * i, count, le);
  });
  const found = [...NIFTI_DATATYPES].find(([, { name }]) => name === type)?.[0];
  view.setInt16(two ? 12 : 70, plan.datatype ?? found ?? 0, le);
  view.setInt16(two ? 14 : 72, 8 * BYTES_OF[type], le);
  [qform?.qfac ?? 1, ...pixdim].forEach((step, i) => {
    real(76 + 4 * i, 104 + 8 * i, step);
  });
  if (two) view.setBigInt64(168, BigInt(offset), le);
  else view.setFloat32(108, offset, le);
  real(112, 176, plan.slope ?? 0);
  real(116, 184, plan.intercept ?? 0);
  if (two) view.setInt32(500, plan.units ?? 2, le);
  else view.setUint8(123, plan.units ?? 2);
  code(252, 344, qform === undefined ? 0 : 1);
  code(254, 348, srow === undefined ? 0 : 1);
  qform?.quaternion.forEach((part, i) => {
    real(256 + 4 * i, 352 + 8 * i, part);
  });
  qform?.offset.forEach((part, i) => {
    real(268 + 4 * i, 376 + 8 * i, part);
  });
  srow?.flat().forEach((part, i) => {
    real(280 + 4 * i, 400 + 8 * i, part);
  });
  return bytes;
}

/** 2 × 3 × 2 voxels of 1 × 2 × 3 mm, axes to right, anterior, superior from (10, 20, 30). */
export const PLAIN: NiftiPlan = {
  version: 1,
  bigEndian: false,
  shape: [2, 3, 2],
  pixdim: [1, 2, 3],
  type: 'uint8',
  bytesLe: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
  srow: [
    [1, 0, 0, 10],
    [0, 2, 0, 20],
    [0, 0, 3, 30],
  ],
};
