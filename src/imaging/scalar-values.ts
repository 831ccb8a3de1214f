import { AppError } from '../core/error.js';

/** Number types of NIfTI and NRRD. */
export type ScalarType =
  'uint8' | 'int8' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'uint64' | 'int64' | 'float32' | 'float64';

export type ScalarValues =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

export const BYTES_OF: Record<ScalarType, 1 | 2 | 4 | 8> = {
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  uint64: 8,
  int64: 8,
  float32: 4,
  float64: 8,
};

/** The bytes in little-endian order: themselves where they are, else a copy. */
export function littleEndian(bytes: Uint8Array, type: ScalarType, bigEndian: boolean): Uint8Array {
  const width = BYTES_OF[type];
  if (!bigEndian || width === 1) return bytes;
  const copy = Buffer.from(bytes);
  if (width === 2) return copy.swap16();
  return width === 4 ? copy.swap32() : copy.swap64();
}

/**
 * Bytes in little-endian order as numbers; a view where the offset allows it. 64-bit integers become doubles.
 * @throws AppError IMAGE-UNSUPPORTED for a 64-bit integer that a double cannot hold
 */
export function scalarValues(bytesLe: Uint8Array, type: ScalarType, place: string): ScalarValues {
  const width = BYTES_OF[type];
  const aligned = bytesLe.byteOffset % width === 0 ? bytesLe : new Uint8Array(bytesLe);
  const { buffer, byteOffset } = aligned;
  const count = aligned.length / width;
  switch (type) {
    case 'uint8':
      return new Uint8Array(buffer, byteOffset, count);
    case 'int8':
      return new Int8Array(buffer, byteOffset, count);
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, count);
    case 'int16':
      return new Int16Array(buffer, byteOffset, count);
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, count);
    case 'int32':
      return new Int32Array(buffer, byteOffset, count);
    case 'float32':
      return new Float32Array(buffer, byteOffset, count);
    case 'float64':
      return new Float64Array(buffer, byteOffset, count);
    case 'int64':
      return exact(new BigInt64Array(buffer, byteOffset, count), place);
    case 'uint64':
      return exact(new BigUint64Array(buffer, byteOffset, count), place);
  }
}

function exact(values: BigInt64Array | BigUint64Array, place: string): Float64Array {
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const number = Number(values[i]!);
    if (!Number.isSafeInteger(number)) {
      throw new AppError('IMAGE-UNSUPPORTED', 'a 64-bit value is too large to be held exactly', {
        place,
        hint: 'store the image with 32-bit values',
      });
    }
    numbers[i] = number;
  }
  return numbers;
}
