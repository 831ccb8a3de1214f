/** Makes a pseudonym of what a file calls a reader; null where there is no key, so that readers are numbered. */
export type ReaderPseudonym = ((name: string) => string) | null;

/**
 * Names of readers as they leave the files: by keyed hash where a key is given, so that one reader has one name in
 * every file; else `reader-1`, `reader-2` … in the order of their first appearance.
 */
export class ReaderNames {
  readonly #names = new Map<string, string>();
  readonly #pseudonym: ReaderPseudonym;

  constructor(pseudonym: ReaderPseudonym) {
    this.#pseudonym = pseudonym;
  }

  of(name: string): string {
    const key = name.trim().normalize('NFC');
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const made = this.#pseudonym?.(key) ?? `reader-${this.#names.size + 1}`;
    this.#names.set(key, made);
    return made;
  }

  /** In the order of their first appearance. */
  all(): string[] {
    return [...this.#names.values()];
  }
}
