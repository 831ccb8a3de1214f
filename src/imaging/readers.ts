import type { DataSet } from './data-set.js';
import { isDummy } from './deidentification/looks-real.js';

export type ReaderRole =
  'creator' | 'operator' | 'reviewer' | 'interpreter' | 'observer' | 'author' | 'verifier';

/**
 * A person whom a file names as the maker of an annotation. The name is an identifier: it leaves imaging only for those
 * who replace it by a pseudonym, and is never printed.
 */
export interface NamedReader {
  role: ReaderRole;
  /** In the form of `readerName`. */
  name: string;
}

/**
 * A person's name (PS3.5 VR PN) so that one person has one form in all files: the alphabetic component group, in lower
 * case, Unicode NFC, without empty components at the end and doubled spaces. Null for placeholders: `anonymous`,
 * `unknown`.
 */
export function readerName(text: string | null): string | null {
  const name = (text?.split('=')[0] ?? '')
    .normalize('NFC')
    .toLowerCase()
    .split('^')
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .join('^')
    .replace(/\^+$/, '');
  return name === '' || isDummy(name) ? null : name;
}

/** Adds each person whom an element names; several values are several persons. */
export function addReaders(to: NamedReader[], dataSet: DataSet, tag: number, role: ReaderRole): void {
  for (const text of dataSet.texts(tag)) {
    const name = readerName(text);
    if (name !== null) to.push({ role, name });
  }
}
