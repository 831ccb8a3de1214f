import { AppError } from '../core/error.js';
import { compareText } from '../core/finding.js';
import { nearestName } from '../schema/nearest.js';

/** A label, and the names it has in the files: `left-lung: [left lung, LUNG_L, "2"]`. */
export type NameMapEntries = Readonly<Record<string, readonly string[]>>;

/**
 * Joins the vocabularies of reference standards and predictions. A label is also a name of itself. Names are compared
 * letter for letter after Unicode NFC, so `LUNG_L` and `lung_l` are two names.
 */
export class NameMap {
  readonly #labelOf = new Map<string, string>();

  /** @throws AppError INPUT-DUPLICATE for a name that belongs to two labels */
  constructor(entries: NameMapEntries, place: string) {
    for (const [label, names] of Object.entries(entries)) {
      for (const name of [label, ...names].map((text) => text.normalize('NFC'))) {
        const other = this.#labelOf.get(name);
        if (other !== undefined && other !== label) {
          throw new AppError('INPUT-DUPLICATE', `a name belongs to ${other} and to ${label}`, {
            place,
            hint: 'give every name one label',
            details: { labels: [other, label] },
          });
        }
        this.#labelOf.set(name, label);
      }
    }
  }

  /** Null for a name without label. */
  labelOf(name: string): string | null {
    return this.#labelOf.get(name.normalize('NFC')) ?? null;
  }

  names(): string[] {
    return [...this.#labelOf.keys()];
  }

  /**
   * How often each label occurs.
   * @param counts how often each name occurs in the file
   * @param shown a name as it may be printed
   * @throws AppError INPUT-SCHEMA naming every name without label, its count and the name that is nearest to it
   */
  apply(
    counts: Readonly<Record<string, number>>,
    place: string,
    shown: (name: string) => string = (name) => name,
  ): Record<string, number> {
    const unmapped: { name: string; count: number; nearest: string | null }[] = [];
    const labels: Record<string, number> = {};
    for (const [name, count] of Object.entries(counts)) {
      const label = this.labelOf(name);
      if (label !== null) labels[label] = (labels[label] ?? 0) + count;
      else {
        const nearest = nearestName(name, [...this.#labelOf.keys()]) ?? null;
        unmapped.push({ name: shown(name), count, nearest });
      }
    }
    if (unmapped.length > 0) {
      unmapped.sort((a, b) => compareText(a.name, b.name));
      const words = unmapped.map(({ name, count, nearest }) => {
        const meant = nearest === null ? '' : `, nearest is ${nearest}`;
        return `${name} (${count}${meant})`;
      });
      throw new AppError('INPUT-SCHEMA', `names without a label: ${words.join('; ')}`, {
        place,
        hint: 'add each to a label of referenceStandard.labels in the protocol',
        details: { unmapped },
      });
    }
    return labels;
  }
}
