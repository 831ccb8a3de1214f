import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../core/error.js';
import { LIMITS } from './limits.js';

/** A whole file, if it is not larger than an image may be. @returns rejects with AppError IMAGE-UNSUPPORTED */
export async function readBounded(absolute: string, place: string): Promise<Uint8Array> {
  const { size } = await stat(absolute);
  if (size <= LIMITS.fileBytes) return readFile(absolute);
  throw new AppError('IMAGE-UNSUPPORTED', `the file has ${size} bytes`, {
    place,
    hint: `files up to ${LIMITS.fileBytes} bytes are read as one image`,
  });
}
