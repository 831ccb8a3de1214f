import type { Asked, DataSet } from './data-set.js';
import type { Element } from './element.js';
import type { Part10 } from './part10.js';
import { TAG } from './tags.js';

/*
 * The headers of a series are alike but for a few elements. What was read from elements that stand byte for byte in the
 * next header too need not be read again: not a guess, since it is known of every reading which elements it asked for.
 */

/** Readings of one header that may serve for the next. */
type Reading =
  'identity' | 'facts' | 'pixels' | 'modality' | 'window' | 'padding' | 'palette' | 'slice' | 'plane';

/**
 * Gives what `read` reads from the data set. It must depend on that and on `given` alone, and give no view of the bytes.
 */
export type Recall = <T>(what: Reading, dataSet: DataSet, read: () => T, given?: string) => T;

/** Remembers nothing. */
export const readAnew: Recall = (_what, _dataSet, read) => read();

interface Known extends Asked {
  given: string;
  value: unknown;
}

/** The header met last, in memory of its own: the file's may be used for the next. */
interface Met {
  syntaxUid: string;
  elements: ReadonlyMap<number, Element>;
  bytes: Uint8Array;
}

/** Longer headers are not remembered: each is copied. */
const HEADER_BYTES = 2 ** 18;
/** Nor are those of larger files, whose memory would be kept by it. */
const FILE_BYTES = 2 ** 26;

/** What is known of the header read last, for the one who reads many. */
export class HeaderMemory {
  #met: Met | null = null;
  #copy = new Uint8Array(2 ** 14);
  readonly #readings = new Map<Reading, Known>();
  readonly #byElement = new Map<number, unknown>();
  #context = '';

  /** Forgets what this header says otherwise than the one before. Call it first. */
  meet({ syntax, dataSet, headerParts }: Part10): void {
    const [header] = headerParts;
    const before = this.#met;
    this.#met = null;
    if (
      headerParts.length !== 1 ||
      header === undefined ||
      header.length > HEADER_BYTES ||
      header.buffer.byteLength > FILE_BYTES
    ) {
      this.#forget();
      return;
    }
    if (before?.syntaxUid !== syntax.uid) this.#forget();
    else for (const tag of changedTags(before, dataSet.elements)) this.#forgetTag(tag, before, dataSet);
    this.#met = { syntaxUid: syntax.uid, elements: dataSet.elements, bytes: this.#copied(header) };
  }

  /** As `Recall`: read anew only where the header differs from the one before in what was asked for. */
  readonly recall: Recall = <T>(what: Reading, dataSet: DataSet, read: () => T, given = ''): T => {
    if (this.#met?.elements !== dataSet.elements) return read();
    const known = this.#readings.get(what);
    // What stands under a name is always of one reading, and so of one type.
    if (known?.given === given) return known.value as T;
    const { value, asked } = dataSet.noting(read);
    this.#readings.set(what, { given, value, ...asked });
    return value;
  };

  /**
   * The same of one element at the top of the data set, of whose value alone, the character set and `context` what
   * is read depends.
   */
  recallElement<T>(dataSet: DataSet, tag: number, context: string, read: () => T): T {
    if (this.#met?.elements !== dataSet.elements) return read();
    if (context !== this.#context) {
      this.#byElement.clear();
      this.#context = context;
    }
    const known = this.#byElement.get(tag);
    if (known !== undefined) return known as T;
    const value = read();
    this.#byElement.set(tag, value);
    return value;
  }

  #forget(): void {
    this.#readings.clear();
    this.#byElement.clear();
  }

  #forgetTag(tag: number, before: Met, { elements }: DataSet): void {
    const cameOrWent = before.elements.has(tag) !== elements.has(tag);
    for (const [what, { values, presence }] of this.#readings) {
      if (values.has(tag) || (cameOrWent && presence.has(tag))) this.#readings.delete(what);
    }
    if (tag === TAG.SpecificCharacterSet) this.#byElement.clear();
    else this.#byElement.delete(tag);
  }

  #copied(header: Uint8Array): Uint8Array {
    if (header.length > this.#copy.length) this.#copy = new Uint8Array(2 * header.length);
    this.#copy.set(header);
    return this.#copy.subarray(0, header.length);
  }
}

/** Tags of elements that are not in both headers, or not with the same bytes; what stands behind the header differs. */
function changedTags(before: Met, elements: ReadonlyMap<number, Element>): number[] {
  const changed: number[] = [];
  let inBoth = 0;
  for (const [tag, element] of elements) {
    const other = before.elements.get(tag);
    if (other !== undefined) inBoth += 1;
    if (other === undefined || !isSame(other, before.bytes, element)) changed.push(tag);
  }
  if (inBoth === before.elements.size) return changed;
  for (const tag of before.elements.keys()) if (!elements.has(tag)) changed.push(tag);
  return changed;
}

function isSame(before: Element, bytesBefore: Uint8Array, now: Element): boolean {
  const { length, vr, undefinedLength, valueOffset } = now;
  if (length !== before.length || vr !== before.vr || undefinedLength !== before.undefinedLength)
    return false;
  const from = before.valueOffset;
  if (from + length > bytesBefore.length) return false;
  const { bytes } = now.encoding;
  for (let i = 0; i < length; i += 1) {
    if (bytes[valueOffset + i] !== bytesBefore[from + i]) return false;
  }
  return true;
}
