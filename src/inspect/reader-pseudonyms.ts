import { ReaderNames } from '../annotation/reader-names.js';
import type { NamedReader } from '../imaging/readers.js';

/** What readers of one file did, each under one pseudonym, and texts without their names. */
export class ReaderPseudonyms {
  readonly #names: ReaderNames;

  constructor(pseudonym?: (name: string) => string) {
    this.#names = new ReaderNames(pseudonym ?? null);
  }

  of = (name: string): string => this.#names.of(name);

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
