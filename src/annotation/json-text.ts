import { AppError } from '../core/error.js';
import { lineOfPointer, scanJson } from './json-scan.js';
import { ANNOTATION_LIMITS } from './limits.js';
import { refused } from './refused.js';

/**
 * JSON (RFC 8259) in UTF-8, nested no deeper than the limit, no key twice in one object, read by `read`. What `read`
 * refuses by a JSON pointer (`file#/annotations/3`) is given the line of that entry (`file:14#/annotations/3`).
 * @throws AppError INPUT-SYNTAX, INPUT-DUPLICATE, and what `read` throws
 */
export function readJson<T>(bytes: Uint8Array, place: string, read: (value: unknown, text: string) => T): T {
  const text = decode(bytes, place);
  scanJson(text, place);
  try {
    return read(JSON.parse(text) as unknown, text);
  } catch (error) {
    if (!(error instanceof AppError) || error.place?.startsWith(`${place}#/`) !== true) throw error;
    const pointer = error.place.slice(place.length + 1);
    throw new AppError(error.code, error.message, {
      place: `${place}:${lineOfPointer(text, pointer)}#${pointer}`,
      hint: error.hint,
      cause: error.cause,
      details: error.details,
    });
  }
}

function decode(bytes: Uint8Array, place: string): string {
  if (bytes.length > ANNOTATION_LIMITS.fileBytes)
    throw refused(place, 'the file is too large to be a table of annotations', 'split it', 'INPUT-SYNTAX');
  try {
    // A byte order mark is passed over by the decoder.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError)
      throw refused(place, 'is not JSON in UTF-8', 'export the file again', 'INPUT-SYNTAX');
    throw cause;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
