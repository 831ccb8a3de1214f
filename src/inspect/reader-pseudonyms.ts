import { keyedHash } from '../dataset/pseudonym.js';
import type { NamedReader } from '../imaging/readers.js';

/** Hexadecimal digits of a reader's keyed hash: enough for the readers of a data set, short enough to read. */
const DIGITS = 16;

/**
 * Readers of one file, each under one pseudonym: with a key its keyed hash, the same in every file of the data set;
 * without one a number in the order in which the file names them, which tells readers of this file apart and no more.
 */
export class ReaderPseudonyms {
  readonly #key: string | null;
  readonly #numbers = new Map<string, number>();

  constructor(key: string | null | undefined) {
    this.#key = key ?? null;
  }

  of = (name: string): string => {
    const known = this.#numbers.get(name) ?? this.#numbers.size + 1;
    this.#numbers.set(name, known);
    return this.#key === null
      ? `reader ${known}`
      : `reader-${keyedHash(this.#key, `reader ${name}`).slice(0, DIGITS)}`;
  };

  /** One a line: what each did, in the order of the file. */
  facts(readers: readonly NamedReader[]): { reader: string; roles: string[] }[] {
    const roles = new Map<string, Set<string>>();
    for (const { name, role } of readers) {
      const reader = this.of(name);
      roles.set(reader, (roles.get(reader) ?? new Set()).add(role));
    }
    return [...roles].map(([reader, all]) => ({ reader, roles: [...all] }));
  }

  /** The first of several, or null: who made a structure. */
  first(...groups: (readonly NamedReader[])[]): string | null {
    const [reader] = groups.flat();
    return reader === undefined ? null : this.of(reader.name);
  }

  /**
   * Takes names of readers out of labels and other free text, word by word; names with digits and those that name a
   * part, such as `reader2`, are pseudonyms already.
   * @returns the text as it may be printed
   */
  cleaner(readers: readonly NamedReader[]): (text: string) => string {
    const words = new Map<string, string>();
    for (const { name } of readers) {
      for (const word of name.split(/[\^\s]+/)) {
        if (/^\p{L}{3,}/u.test(word) && !/\d/.test(word) && !PARTS.test(word)) words.set(word, name);
      }
    }
    if (words.size === 0) return (text) => text;
    const alternatives = [...words.keys()].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
    return (text) => {
      const composed = text.normalize('NFC');
      if (composed.search(pattern) === -1) return text;
      return composed.replace(pattern, (word) => this.of(words.get(word.toLowerCase()) ?? word));
    };
  }
}

const PARTS =
  /^(reader|rater|observer|user|operator|annotator|reviewer|test|admin|slicer|physician|radiologist)/i;
