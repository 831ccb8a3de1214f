import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError, messageOf } from '../core/error.js';
import { readFileHead } from '../imaging/file-head.js';
import type { Candidate } from './inspector.js';

const HEAD_BYTES = 4096;

/** @returns rejects with AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE */
export async function lookAt(path: string): Promise<Candidate> {
  const absolute = resolve(path);
  try {
    const isFolder = (await stat(absolute)).isDirectory();
    return {
      path,
      absolute,
      isFolder,
      head: isFolder ? new Uint8Array(0) : await readFileHead(absolute, HEAD_BYTES),
    };
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new AppError(
      missing ? 'INPUT-FILE-MISSING' : 'INPUT-FILE-UNREADABLE',
      missing ? 'there is no such file or folder' : `cannot be read: ${messageOf(cause)}`,
      { place: path, hint: 'name an existing file or folder that you may read', cause },
    );
  }
}
