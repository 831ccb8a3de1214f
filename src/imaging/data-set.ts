import { AppError } from '../core/error.js';
import { textDecoder } from './character-set.js';
import { walkItems } from './element-walk.js';
import type { Element } from './element.js';
import { LIMITS } from './limits.js';
import { TAG, nameOf } from './tags.js';

/** Which elements of a data set were asked for, those that are absent included. */
export interface Asked {
  /** Whose values were looked at. */
  values: ReadonlySet<number>;
  /** Of which it was only asked whether they are there. */
  presence: ReadonlySet<number>;
}

/** Values of one data set or item by tag. An absent or empty element is null; a malformed one is IMAGE-INVALID. */
export class DataSet {
  readonly elements: ReadonlyMap<number, Element>;
  readonly #place: string;
  #decode: ((bytes: Uint8Array) => string) | null = null;
  readonly #parent: DataSet | null;
  #asked: { values: Set<number>; presence: Set<number> } | null = null;

  constructor(elements: ReadonlyMap<number, Element>, place: string, parent: DataSet | null = null) {
    this.elements = elements;
    this.#place = place;
    this.#parent = parent;
  }

  has(tag: number): boolean {
    this.#asked?.presence.add(tag);
    return this.elements.has(tag);
  }

  /**
   * What `read` returns, and the elements of this data set that its methods were asked for meanwhile; an element of a
   * sequence stands for what is in it.
   */
  noting<T>(read: () => T): { value: T; asked: Asked } {
    const asked = { values: new Set<number>(), presence: new Set<number>() };
    this.#asked = asked;
    try {
      return { value: read(), asked };
    } finally {
      this.#asked = null;
    }
  }

  /** Raw bytes of the value: a view, not a copy. */
  bytes(tag: number): Uint8Array | null {
    const element = this.#element(tag);
    if (element === undefined || element.length === 0) return null;
    return element.encoding.bytes.subarray(element.valueOffset, element.valueOffset + element.length);
  }

  /** Values of a text element, without padding; control characters become spaces so that no value can drive a terminal. */
  texts(tag: number): string[] {
    const element = this.#element(tag);
    if (element === undefined || element.length === 0) return [];
    const plain = plainText(element);
    const text = plain ?? cleanText(this.#decoder()(this.bytes(tag) ?? new Uint8Array(0)));
    return text.includes('\\') ? text.split('\\').map(trimPadding) : [text.trim()];
  }

  /** First value of a text element; null when absent or empty. */
  text(tag: number): string | null {
    const first = this.texts(tag)[0];
    return first === undefined || first === '' ? null : first;
  }

  /** Value of a code string element in capitals, as the standard writes it. */
  code(tag: number): string | null {
    return this.text(tag)?.toUpperCase() ?? null;
  }

  /** First value of a US, SS or UL element. Explicit files may hold any of them for a tag that implicit ones call US. */
  unsigned(tag: number): number | null {
    const element = this.#element(tag);
    if (element === undefined || element.length === 0) return null;
    const { view, littleEndian } = element.encoding;
    if (element.length === 4 && element.vr === 'UL') return view.getUint32(element.valueOffset, littleEndian);
    if (element.length < 2 || element.length % 2 !== 0) {
      throw this.invalid(tag, `is ${element.length} bytes long, a 16-bit number needs 2`);
    }
    return view.getUint16(element.valueOffset, littleEndian);
  }

  /** All 16-bit words of a US, SS or OW element. */
  words(tag: number): number[] {
    const element = this.#element(tag);
    if (element === undefined || element.length % 2 !== 0) {
      throw this.invalid(tag, 'is missing or has an odd length');
    }
    if (element.length > LIMITS.tableBytes) {
      throw this.invalid(tag, `has ${element.length} bytes, more than a table can have`);
    }
    const { view, littleEndian } = element.encoding;
    const values: number[] = [];
    for (let at = 0; at < element.length; at += 2) {
      values.push(view.getUint16(element.valueOffset + at, littleEndian));
    }
    return values;
  }

  /** First value of an FD or FL element. */
  double(tag: number): number | null {
    const element = this.#element(tag);
    if (element === undefined || element.length === 0) return null;
    const { view, littleEndian } = element.encoding;
    if (element.length % 8 === 0 && element.vr !== 'FL')
      return view.getFloat64(element.valueOffset, littleEndian);
    if (element.length % 4 === 0) return view.getFloat32(element.valueOffset, littleEndian);
    throw this.invalid(tag, `is ${element.length} bytes long, a floating-point number needs 4 or 8`);
  }

  /** Values of an integer string (IS) element. */
  integers(tag: number): number[] {
    return this.#numbers(tag, /^[+-]?\d{1,12}$/, 'whole number');
  }

  /** Values of a decimal string (DS) element. */
  decimals(tag: number): number[] {
    return this.#numbers(tag, /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/, 'decimal number');
  }

  /** First value of a DS element. */
  decimal(tag: number): number | null {
    return this.decimals(tag)[0] ?? null;
  }

  /** Items of a sequence, one after the other; none when it is absent. */
  *items(tag: number): Generator<DataSet> {
    const element = this.#element(tag);
    if (element === undefined) return;
    for (const elements of walkItems(element)) yield new DataSet(elements, this.#place, this);
  }

  /** First item of a sequence; null when there is none. */
  firstItem(tag: number): DataSet | null {
    if (!this.has(tag)) return null;
    const first = this.items(tag).next();
    return first.done === true ? null : first.value;
  }

  invalid(
    tag: number,
    what: string,
    hint = 'correct the header at its source, or leave the image out',
  ): AppError {
    return new AppError('IMAGE-INVALID', `${nameOf(tag)} ${what}`, { place: this.#place, hint });
  }

  #element(tag: number): Element | undefined {
    this.#asked?.values.add(tag);
    return this.elements.get(tag);
  }

  #numbers(tag: number, form: RegExp, expected: string): number[] {
    const texts = this.texts(tag);
    if (texts.length === 1 && texts[0] === '') return [];
    return texts.map((text) => {
      const value = Number(text);
      if (!form.test(text) || !Number.isFinite(value)) {
        throw this.invalid(tag, `is "${text.slice(0, 32)}", not a ${expected}`);
      }
      return value;
    });
  }

  #decoder(): (bytes: Uint8Array) => string {
    // Also where the decoder is there already: what is read depends on it.
    this.#asked?.values.add(TAG.SpecificCharacterSet);
    if (this.#decode !== null) return this.#decode;
    const own = this.bytes(TAG.SpecificCharacterSet);
    if (own === null && this.#parent !== null) this.#decode = this.#parent.#decoder();
    else {
      const terms = own === null ? [] : Buffer.from(own).toString('latin1').split('\\').map(trimPadding);
      this.#decode = textDecoder(terms);
    }
    return this.#decode;
  }
}

const NOT_PLAIN = /[^ -~]/;

/**
 * Text of printable ASCII, which is the same in every character set, without NULs at its end; null where another
 * byte needs a decoder.
 */
function plainText({ encoding, valueOffset, length }: Element): string | null {
  const { bytes, buffer } = encoding;
  let end = valueOffset + length;
  while (end > valueOffset && bytes[end - 1] === 0) end -= 1;
  const text = buffer.toString('latin1', valueOffset, end);
  return NOT_PLAIN.test(text) ? null : text;
}

function trimPadding(text: string): string {
  // Values are padded with a space or a NUL to even length; both are cleaned to spaces before.
  return text.replace(/\0/g, ' ').trim();
}

function cleanText(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
