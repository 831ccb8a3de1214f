import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AppError, messageOf } from '../core/error.js';
import { LARGE_BYTES, LargeFileTurn } from './large-file-turn.js';

/**
 * Reads whole files one after the other into the same memory: allocating for each would cost more than hashing.
 * Reading is synchronous: who examines a file has nothing else to do meanwhile, and of a small file the four turns
 * through Node's thread pool would cost more than its digest.
 */
export class FileBuffer {
  #memory = Buffer.allocUnsafeSlow(2 ** 20);
  readonly #turn: LargeFileTurn;

  /** @param turn shared by the threads that read at the same time */
  constructor(turn = new LargeFileTurn()) {
    this.#turn = turn;
  }

  /**
   * @param limit larger files are not read
   * @returns a view that is valid until `read` or `release` is called; null for a file above the limit
   * @throws AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE
   */
  read(path: string, place: string, limit: number): Uint8Array | null {
    this.release();
    try {
      const file = openSync(path, 'r');
      try {
        return this.#fill(file, limit);
      } finally {
        closeSync(file);
      }
    } catch (thrown) {
      throw unreadable(thrown, place);
    }
  }

  /** The file last read is no longer needed: another thread may read a large one. */
  release(): void {
    this.#turn.giveBack();
  }

  #fill(file: number, limit: number): Uint8Array | null {
    const { size } = fstatSync(file);
    if (size > limit) return null;
    const memory = this.#atLeast(size);
    let filled = 0;
    while (filled < size) {
      const bytesRead = readSync(file, memory, filled, size - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return memory.subarray(0, filled);
  }

  #atLeast(size: number): Buffer {
    if (size > LARGE_BYTES) {
      this.#turn.take();
      return Buffer.allocUnsafeSlow(size);
    }
    if (size > this.#memory.length) this.#memory = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(size)));
    return this.#memory;
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
