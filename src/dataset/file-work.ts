import { join } from 'node:path';
import { sha256 } from '../core/digest.js';
import { AppError, messageOf } from '../core/error.js';
import type { ErrorCode } from '../core/error.js';
import { readDicom } from '../imaging/dicom.js';
import type { HeaderMemory } from '../imaging/header-memory.js';
import { LIMITS } from '../imaging/limits.js';
import { examineFile } from './examine-file.js';
import type { ExaminedFile } from './examine-file.js';
import { digestFile } from './file-buffer.js';
import type { FileBuffer } from './file-buffer.js';

/** What can be done with each of many files, in any thread. Results are plain data. */
export interface FileWork {
  examine: ExaminedFile;
  /** SHA-256 of the bytes; null for a file that is not there. */
  'digest-if-there': string | null;
  /** What the picture looks like; null for a file that is no image, damaged, or of one grey value. */
  field: Int8Array | null;
}

/** What a thread works with, from its first file to its last. */
export interface Means {
  buffer: FileBuffer;
  memory: HeaderMemory;
}

type Worker<T> = (projectDir: string, path: string, means: Means) => Promise<T>;

const WORK: { [W in keyof FileWork]: Worker<FileWork[W]> } = {
  examine: (projectDir, path, { buffer, memory }) => examineFile(projectDir, path, buffer, memory),
  'digest-if-there': async (projectDir, path, { buffer }) => {
    try {
      const absolute = join(projectDir, path);
      const bytes = buffer.read(absolute, path, LIMITS.fileBytes);
      return bytes === null ? (await digestFile(absolute, path)).sha256 : sha256(bytes);
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'INPUT-FILE-MISSING') return null;
      throw thrown;
    }
  },
  field: async (projectDir, path, { buffer }) => {
    try {
      const bytes = buffer.read(join(projectDir, path), path, LIMITS.fileBytes);
      if (bytes === null) return null;
      const { pictureField } = await import('../imaging/picture-field.js');
      const dicom = await readDicom(bytes, path);
      return dicom.hasPixels ? pictureField(await dicom.pixels()) : null;
    } catch (thrown) {
      if (thrown instanceof AppError) return null;
      throw thrown;
    }
  },
};

/** An error on its way between threads. */
export interface SentError {
  code: ErrorCode;
  message: string;
  hint: string;
  place?: string;
}

export type Outcome<T> = { result: T } | { error: SentError };

/** One file, which nothing after it needs in memory. Never rejects. */
export async function workOnFile<W extends keyof FileWork>(
  work: W,
  projectDir: string,
  path: string,
  means: Means,
): Promise<Outcome<FileWork[W]>> {
  try {
    return { result: await WORK[work](projectDir, path, means) };
  } catch (thrown) {
    return { error: sent(thrown, path) };
  } finally {
    means.buffer.release();
  }
}

function sent(thrown: unknown, path: string): SentError {
  if (!(thrown instanceof AppError)) {
    return { code: 'DEFECT', message: messageOf(thrown), hint: 'report this as a defect', place: path };
  }
  const { code, message, hint, place } = thrown;
  return place === undefined ? { code, message, hint } : { code, message, hint, place };
}

export function received({ code, message, ...options }: SentError): AppError {
  return new AppError(code, message, options);
}
