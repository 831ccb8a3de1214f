import { readDevelopmentKeys } from '../dataset/development-overlap.js';
import { keyedHash } from '../dataset/pseudonym.js';
import { readerName } from '../imaging/readers.js';

/** Hexadecimal digits of a reader's keyed hash: enough for the readers of a data set, short enough to read. */
const DIGITS = 16;

/**
 * Pseudonyms of readers by the secret of a data set, which its development keys hold: one person has the same in every
 * file. No patient id can give the same hash.
 * @returns rejects with AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE, INPUT-SYNTAX, INPUT-SCHEMA
 */
export async function readerPseudonymsOf(keyFile: string): Promise<(name: string) => string> {
  const { key } = await readDevelopmentKeys(keyFile);
  return keyedReader(key);
}

export function keyedReader(key: string): (name: string) => string {
  return (name) => `reader-${keyedHash(key, `reader ${readerName(name) ?? name}`).slice(0, DIGITS)}`;
}
