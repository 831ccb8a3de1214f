import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AppError, messageOf } from '../core/error.js';

/** Reads whole files one after the other into the same memory: allocating for each would cost more than hashing. */
export class FileBuffer {
  #memory = Buffer.allocUnsafe(1 << 20);

  /**
   * @param limit larger files are not read
   * @returns a view that is valid until the next call; null for a file above the limit
   * @throws AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE
   */
  async read(path: string, place: string, limit: number): Promise<Uint8Array | null> {
    try {
      return await withFile(path, (handle) => this.#fill(handle, limit));
    } catch (thrown) {
      throw unreadable(thrown, place);
    }
  }

  async #fill(handle: FileHandle, limit: number): Promise<Uint8Array | null> {
    const { size } = await handle.stat();
    if (size > limit) return null;
    if (size > this.#memory.length) this.#memory = Buffer.allocUnsafe(2 ** Math.ceil(Math.log2(size)));
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await handle.read(this.#memory, filled, size - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return this.#memory.subarray(0, filled);
  }
}

/**
 * Digest and size of a file of any size.
 * @throws AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE
 */
export async function digestFile(path: string, place: string): Promise<{ bytes: number; sha256: string }> {
  try {
    return await withFile(path, async (handle) => {
      const chunk = Buffer.allocUnsafe(1 << 22);
      const hash = createHash('sha256');
      let bytes = 0;
      for (;;) {
        const { bytesRead } = await handle.read(chunk, 0, chunk.length, bytes);
        if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
        hash.update(chunk.subarray(0, bytesRead));
        bytes += bytesRead;
      }
    });
  } catch (thrown) {
    throw unreadable(thrown, place);
  }
}

async function withFile<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, 'r');
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

/** The AppError for what a failed file operation threw. */
export function unreadable(thrown: unknown, place: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
  return new AppError(
    missing ? 'INPUT-FILE-MISSING' : 'INPUT-FILE-UNREADABLE',
    missing ? 'the file does not exist' : `the file cannot be read: ${messageOf(thrown)}`,
    {
      place,
      hint: missing ? 'correct the path or restore the file' : 'check its permissions',
      cause: thrown,
    },
  );
}
