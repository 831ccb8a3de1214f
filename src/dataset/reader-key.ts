import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ReaderPseudonym } from '../annotation/reader-names.js';
import { readerName } from '../imaging/readers.js';
import { readDevelopmentKeys } from './development-overlap.js';
import { keyedHash } from './pseudonym.js';

export type { ReaderPseudonym };

/** Hexadecimal digits of a reader's keyed hash: enough for the readers of a data set, short enough to read. */
const DIGITS = 16;

/**
 * Pseudonyms of readers by the secret of a data set, which its development keys hold: one person has the same in every
 * file. No patient id can give the same hash.
 * @returns rejects with AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE, INPUT-SYNTAX, INPUT-SCHEMA
 */
export async function readerPseudonymsOf(
  keyFile: string,
  place = keyFile,
): Promise<(name: string) => string> {
  const { key } = await readDevelopmentKeys(keyFile, place);
  return keyedReader(key);
}

export function keyedReader(key: string): (name: string) => string {
  return (name) => `reader-${keyedHash(key, `reader ${readerName(name) ?? name}`).slice(0, DIGITS)}`;
}

/** @returns null for a project whose keys are not made yet, or not named: readers are numbered */
export async function projectReaders(projectDir: string, keys: string | null): Promise<ReaderPseudonym> {
  if (keys === null || !existsSync(join(projectDir, keys))) return null;
  return readerPseudonymsOf(join(projectDir, keys), keys);
}
