import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../core/error.js';

/**
 * Files appear whole or not at all: temporary file in the same folder, fsync, rename or hard link, fsync of the folder.
 * A writer that is killed leaves at most a temporary file, which names its process.
 */

/** Hard links are missing on some network and container file systems; these codes say so. */
const NO_HARD_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EXDEV']);
const TEMPORARY = /^\.tmp-(\d+)-[0-9a-f]{12}$/;

export interface WriteOptions {
  /** Permission bits of the file; 0o644 unless told. */
  mode?: number;
  /** Name of the file in error messages; its path unless told. */
  place?: string;
}

/** Write a file in one step, replacing what was there. Makes the folder. */
export async function writeFileAtomic(
  path: string,
  data: Uint8Array | string,
  options: WriteOptions = {},
): Promise<void> {
  await guarded(path, options, async () => {
    const temporary = await writeTemporary(path, data, options.mode);
    try {
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await syncFolder(dirname(path));
  });
}

/**
 * Write a file only if there is none of that name: of several processes that try, one gets true.
 * @returns false when the name was taken; then nothing changed
 */
export async function claimFile(
  path: string,
  data: Uint8Array | string,
  options: WriteOptions = {},
): Promise<boolean> {
  return guarded(path, options, async () => {
    const temporary = await writeTemporary(path, data, options.mode);
    try {
      await linkOrCopy(temporary, path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(temporary, { force: true });
    }
    await syncFolder(dirname(path));
    return true;
  });
}

/** A name that only a stopped writer leaves behind. */
export function isTemporaryName(name: string): boolean {
  return TEMPORARY.test(name);
}

/** Remove temporary files of writers on this machine that no longer live. @returns how many were removed */
export async function sweepLeftovers(folder: string): Promise<number> {
  let removed = 0;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removed += await sweepLeftovers(path);
    const writer = TEMPORARY.exec(entry.name)?.[1];
    if (writer === undefined || isAlive(Number(writer))) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

/** The `code` of a system error, or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

async function writeTemporary(path: string, data: Uint8Array | string, mode = 0o644): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.tmp-${process.pid}-${randomBytes(6).toString('hex')}`);
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return temporary;
}

async function linkOrCopy(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (!NO_HARD_LINKS.has(codeOf(error))) throw error;
    await copyFile(temporary, path, constants.COPYFILE_EXCL);
    const handle = await open(path, 'r+');
    await handle.sync().finally(() => handle.close());
  }
}

/** Makes the new name itself durable. Some systems (Windows) cannot open a folder: there the rename has to do. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'EACCES'].includes(codeOf(error))) throw error;
  }
}

async function guarded<T>(path: string, options: WriteOptions, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const code = codeOf(error);
    if (code === '') throw error;
    throw new AppError('INPUT-FOLDER-UNWRITABLE', `cannot write: ${code}`, {
      place: options.place ?? path,
      hint: 'check that the folder exists, that you may write in it and that the disk has room',
      cause: error,
    });
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
