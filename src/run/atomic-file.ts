import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, messageOf } from '../core/error.js';

/**
 * Writes a whole file so that it is there entirely or not at all, also after a loss of power: temporary file beside
 * it, fsync, rename, fsync of the folder.
 * @throws AppError INPUT-FOLDER-UNWRITABLE
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.partial`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unwritable(path, cause);
  }
}

/** Makes a rename, creation or removal in the folder survive a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function unwritable(path: string, cause: unknown): AppError {
  return new AppError('INPUT-FOLDER-UNWRITABLE', `cannot write: ${messageOf(cause)}`, {
    place: path,
    hint: 'make room or make the folder writable, then run again with --resume',
    cause,
  });
}
