import { readFileSync } from 'node:fs';
import { sha256 } from '../core/digest.js';
import { AppError, messageOf } from '../core/error.js';
import type { TaskFile } from './worker-messages.js';

/**
 * Reads a file once and holds those very bytes against their digest: what is used is what was checked.
 * @throws AppError INTEGRITY-BOUND-FILE when the bytes are others or the file is gone; INPUT-FILE-UNREADABLE
 */
export function readBound(file: TaskFile): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file.at);
  } catch (cause) {
    const gone = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new AppError(
      gone ? 'INTEGRITY-BOUND-FILE' : 'INPUT-FILE-UNREADABLE',
      gone ? 'the file is gone' : `cannot be read: ${messageOf(cause).replace(`'${file.at}'`, file.path)}`,
      {
        place: file.path,
        hint: gone ? 'put the file back as it was' : 'make the file readable, then resume',
        cause,
      },
    );
  }
  const found = sha256(bytes);
  if (found === file.sha256) return bytes;
  throw new AppError('INTEGRITY-BOUND-FILE', `expected SHA-256 ${file.sha256}, found ${found}`, {
    place: file.path,
    hint: 'put the file back as it was, or lock anew what it is now',
    details: { path: file.path, expected: file.sha256, found },
  });
}
