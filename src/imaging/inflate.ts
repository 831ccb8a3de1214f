import { inflateRawSync } from 'node:zlib';
import { AppError, messageOf } from '../core/error.js';
import { LIMITS } from './limits.js';

/**
 * Inflates a deflated data set (PS3.5 annex A.5: raw deflate, RFC 1951), bounded so that a small file cannot fill
 * the memory.
 * @throws AppError IMAGE-TRUNCATED, IMAGE-INVALID (damaged stream), IMAGE-UNSUPPORTED (grows beyond the bound)
 */
export function inflateDataSet(deflated: Uint8Array, place: string): Uint8Array {
  const bound = Math.min(
    LIMITS.inflatedBytes,
    Math.max(LIMITS.inflatedBytesFloor, LIMITS.inflatedRatio * deflated.length),
  );
  try {
    return inflateRawSync(deflated, { maxOutputLength: bound });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new AppError('IMAGE-UNSUPPORTED', `the deflated data set grows beyond ${bound} bytes`, {
        place,
        hint: 'store the image in an uncompressed transfer syntax',
        cause: thrown,
      });
    }
    throw new AppError(
      code === 'Z_BUF_ERROR' ? 'IMAGE-TRUNCATED' : 'IMAGE-INVALID',
      `the deflated data set cannot be inflated: ${messageOf(thrown)}`,
      { place, hint: 'fetch the file again from its source and compare its size', cause: thrown },
    );
  }
}
