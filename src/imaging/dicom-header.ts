import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AppError, messageOf } from '../core/error.js';
import { LIMITS } from './limits.js';
import { readPart10Header } from './part10.js';
import type { Part10Header } from './part10.js';

/**
 * Reads a DICOM file as far as its pixels, and no further: what sorting and grouping a folder of thousands of files
 * needs. The first 64 KiB hold most headers; more is read only while the pixels are not met. A deflated file is read whole.
 * @param place path for errors and findings
 * @returns rejects with AppError INPUT-FILE-UNREADABLE, and as `readPart10Header`
 */
export async function readDicomHeader(absolute: string, place: string): Promise<Part10Header> {
  const file = await openFile(absolute, place);
  try {
    const { size } = await file.stat();
    for (let wanted = Math.min(size, LIMITS.headerBytesFirst); ; wanted = Math.min(size, 4 * wanted)) {
      const header = tryHeader(await readFirst(file, wanted), size, place);
      if (header !== null) return header;
      if (4 * wanted > LIMITS.headerBytes && size > LIMITS.headerBytes) {
        throw new AppError('IMAGE-UNSUPPORTED', `the header is longer than ${LIMITS.headerBytes} bytes`, {
          place,
          hint: 'fetch the file again from its source',
        });
      }
    }
  } finally {
    await file.close();
  }
}

/** Null when more bytes are needed, and there are more. */
function tryHeader(bytes: Uint8Array, size: number, place: string): Part10Header | null {
  const isWhole = bytes.length >= size;
  try {
    const header = readPart10Header(bytes, place);
    return isWhole || header.meetsPixels ? header : null;
  } catch (thrown) {
    const isCutShort = thrown instanceof AppError && thrown.code === 'IMAGE-TRUNCATED';
    if (isWhole || !isCutShort) throw thrown;
    return null;
  }
}

async function openFile(absolute: string, place: string): Promise<FileHandle> {
  try {
    return await open(absolute, 'r');
  } catch (cause) {
    throw new AppError('INPUT-FILE-UNREADABLE', `cannot be read: ${messageOf(cause)}`, {
      place,
      hint: 'name an existing file that you may read',
      cause,
    });
  }
}

async function readFirst(file: FileHandle, wanted: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(wanted);
  let read = 0;
  while (read < wanted) {
    const { bytesRead } = await file.read(bytes, read, wanted - read, read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}
