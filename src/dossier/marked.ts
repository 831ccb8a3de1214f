import { digestInGroups } from '../core/digest.js';

/**
 * Text that says where it comes from. Handlebars prints it through `toHTML` as a span that carries the origin, and
 * `number-check.ts` holds every numeral on the page against that origin afterwards.
 */
export class Marked {
  private readonly attribute: 'record' | 'code';
  private readonly origin: string;
  readonly text: string;
  private readonly style: string;

  constructor(attribute: 'record' | 'code', origin: string, text: string, style = '') {
    this.attribute = attribute;
    this.origin = origin;
    this.text = text;
    this.style = style;
  }

  toHTML(): string {
    const style = this.style === '' ? '' : ` class="${this.style}"`;
    return `<span${style} data-${this.attribute}="${escapeHtml(this.origin)}">${escapeHtml(this.text)}</span>`;
  }

  toString(): string {
    return this.text;
  }
}

/** Names of the records a page may quote. */
export type RecordName =
  | 'results'
  | 'protocol'
  | 'run'
  | 'environment'
  | 'lock'
  | 'ledger'
  | 'cases'
  | 'reference'
  | 'scores'
  | 'flow'
  | 'shift'
  | 'attestation'
  | 'files'
  | 'documents'
  | 'words'
  | 'conformance';

const NOT_STATED = 'not stated';

/** Where a column has no value for a line. */
export const NOTHING = new Marked('record', 'words', '–');

/** A value of a record, as it stands there. */
export function recorded(name: RecordName, value: string | number | boolean | null | undefined): Marked {
  if (value === null || value === undefined || value === '') return new Marked('record', name, NOT_STATED);
  return new Marked('record', name, String(value));
}

/** A digest of a record in groups of four, whole or the first groups of it. */
export function recordedDigest(name: RecordName, digest: string | null, groups = 16): Marked {
  return digest === null
    ? recorded(name, null)
    : new Marked('record', name, digestInGroups(digest, groups), 'digest');
}

/** An RFC 3339 time without its milliseconds: `2026-11-23 09:14:02 UTC`. */
export function recordedTime(name: RecordName, time: string): Marked {
  return new Marked('record', name, `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`);
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
