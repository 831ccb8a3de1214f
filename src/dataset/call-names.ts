import { NameMap } from '../annotation/name-map.js';
import type { NameMapEntries } from '../annotation/name-map.js';
import type { Finding } from '../core/finding.js';
import { nearestName } from '../schema/nearest.js';
import { TWO_CLASSES } from './reader-fusion.js';
import type { Call } from './reader-fusion.js';

/**
 * What a value of a table means: the classes themselves (`positive` and `negative` where the protocol declares none),
 * and the names that the protocol's name map joins to them. Names without label are collected, one finding a name.
 */
export class CallNames {
  readonly #map: NameMap | null;
  readonly #path: string;
  readonly #classes: readonly string[];
  readonly #unmapped = new Map<string, { line: number; count: number }>();

  constructor(labels: NameMapEntries | undefined, path: string, classes: readonly string[] = TWO_CLASSES) {
    const own = Object.fromEntries(classes.map((name): [string, string[]] => [name, []]));
    this.#map = labels === undefined ? null : new NameMap({ ...own, ...labels }, path);
    this.#path = path;
    this.#classes = classes;
  }

  /** @returns null for a name without label, which is kept for `findings`; a text for a label that is no call */
  read(name: string, line: number): { call: Call } | { label: string } | null {
    const label = this.#map === null ? name : this.#map.labelOf(name);
    if (label !== null && this.#classes.includes(label)) return { call: label };
    if (label !== null) return { label };
    const known = this.#unmapped.get(name);
    this.#unmapped.set(name, { line: known?.line ?? line, count: (known?.count ?? 0) + 1 });
    return null;
  }

  findings(): Finding[] {
    return [...this.#unmapped].map(([name, { line, count }]) => {
      const near = nearestName(name, this.#map?.names() ?? []);
      return {
        code: 'DATA-REFERENCE-LABEL',
        severity: 'error',
        path: this.#path,
        line,
        column: 1,
        message: `${JSON.stringify(name)} has no label in the name map (${count === 1 ? '1 value' : `${count} values`}, the first here)`,
        fix: `add it to a label of referenceStandard.labels in the protocol${near === undefined ? '' : `; nearest is ${JSON.stringify(near)}`}`,
        args: { name, values: count },
      };
    });
  }
}
