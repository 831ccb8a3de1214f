import { constants, gunzipSync } from 'node:zlib';
import { AppError, messageOf } from '../core/error.js';

/** Deflate cannot make more of a byte (RFC 1951: 258 bytes from two bits). */
const LARGEST_RATIO = 1032;

/** What may follow the voxels before the file is refused. */
const EXCESS_BYTES = 65_536;

const HEAD_BYTES = 4096;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The beginning of what is compressed, as much as 4 KiB of the file hold. @throws AppError IMAGE-INVALID */
export function gunzipHead(bytes: Uint8Array, place: string): Uint8Array {
  try {
    return gunzipSync(bytes.subarray(0, HEAD_BYTES), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (thrown) {
    throw damaged(thrown, place);
  }
}

/**
 * Unpacks gzip (RFC 1952) whose content is known to be `expected` bytes long, checksum included. Nothing is allocated
 * that the compressed bytes could not fill.
 * @throws AppError IMAGE-TRUNCATED, IMAGE-INVALID (damaged, or much longer than expected)
 */
export function gunzipExpected(bytes: Uint8Array, expected: number, place: string): Uint8Array {
  if (expected > LARGEST_RATIO * bytes.length) {
    throw new AppError('IMAGE-TRUNCATED', `${bytes.length} compressed bytes cannot hold ${expected} bytes`, {
      place,
      hint: 'fetch the file again from its source and compare its size',
    });
  }
  try {
    const room = expected + EXCESS_BYTES;
    return gunzipSync(bytes, { chunkSize: Math.max(64, expected + 64), maxOutputLength: room });
  } catch (thrown) {
    throw damaged(thrown, place);
  }
}

function damaged(thrown: unknown, place: string): AppError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ERR_BUFFER_TOO_LARGE') {
    return new AppError('IMAGE-INVALID', 'the compressed data are much longer than the header says', {
      place,
      hint: 'export the image again',
      cause: thrown,
    });
  }
  return new AppError(
    code === 'Z_BUF_ERROR' ? 'IMAGE-TRUNCATED' : 'IMAGE-INVALID',
    `the gzip stream cannot be unpacked: ${messageOf(thrown)}`,
    { place, hint: 'fetch the file again from its source and compare its size', cause: thrown },
  );
}
