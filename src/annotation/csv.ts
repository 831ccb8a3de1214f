import { AppError } from '../core/error.js';

/** One record of a table, with the line it starts on. */
export interface CsvRecord {
  line: number;
  fields: string[];
}

export type Delimiter = ',' | ';' | '\t';

/**
 * Comma-separated values after RFC 4180: quoted fields may hold commas, doubled quotes and line ends; CRLF or LF; a
 * UTF-8 byte order mark is skipped. Values stay text: `001`, `1` and `1e3` are three different ids. Empty lines are
 * skipped.
 * @param delimiter what stands between fields
 * @throws AppError INPUT-SYNTAX naming the line
 */
export function parseCsv(input: string | Uint8Array, place: string, delimiter: Delimiter = ','): CsvRecord[] {
  const text = decodeTable(input, place);
  const records: CsvRecord[] = [];
  const reader = new CsvReader(text, place, delimiter);
  for (let record = reader.next(); record !== null; record = reader.next()) {
    if (record.fields.length > 1 || record.fields[0] !== '') records.push(record);
  }
  return records;
}

/** The text of a table, without byte order mark. */
export function decodeTable(input: string | Uint8Array, place: string): string {
  let text: string;
  try {
    text = typeof input === 'string' ? input : new TextDecoder('utf-8', { fatal: true }).decode(input);
  } catch (cause) {
    throw new AppError('INPUT-SYNTAX', 'the table is not UTF-8 text', {
      place,
      hint: 'save it as "CSV UTF-8"',
      cause,
    });
  }
  // A string that was decoded before may still carry its byte order mark, or marks of bytes that were lost.
  if (text.startsWith('\uFEFF')) text = text.slice(1);
  const bad = text.search(/[\0\uFFFD]/);
  if (bad >= 0) {
    const what = text[bad] === '\0' ? 'a NUL byte' : 'bytes that are not UTF-8';
    throw new AppError('INPUT-SYNTAX', `the table holds ${what}`, {
      place: `${place}:${lineAt(text, bad)}`,
      hint: 'save it as "CSV UTF-8"',
    });
  }
  return text;
}

class CsvReader {
  readonly #text: string;
  readonly #place: string;
  readonly #delimiter: Delimiter;
  /** What ends a field that is not quoted. */
  readonly #ends: string;
  #at = 0;
  #line = 1;

  constructor(text: string, place: string, delimiter: Delimiter) {
    this.#text = text;
    this.#place = place;
    this.#delimiter = delimiter;
    this.#ends = `${delimiter}\r\n`;
  }

  next(): CsvRecord | null {
    if (this.#at >= this.#text.length) return null;
    const line = this.#line;
    const fields: string[] = [];
    for (;;) {
      fields.push(this.#text[this.#at] === '"' ? this.#quoted() : this.#plain());
      if (this.#text[this.#at] === this.#delimiter) {
        this.#at += 1;
        continue;
      }
      this.#endOfLine();
      return { line, fields };
    }
  }

  #plain(): string {
    const from = this.#at;
    while (this.#at < this.#text.length && !`${this.#ends}"`.includes(this.#text.charAt(this.#at)))
      this.#at += 1;
    if (this.#text[this.#at] === '"') throw this.#error('a quotation mark inside an unquoted field');
    return this.#text.slice(from, this.#at);
  }

  #quoted(): string {
    const start = this.#line;
    const parts: string[] = [];
    this.#at += 1;
    for (;;) {
      const end = this.#text.indexOf('"', this.#at);
      if (end < 0) throw this.#error(`the quotation mark opened on line ${start} is not closed`);
      const part = this.#text.slice(this.#at, end);
      this.#line += part.split('\n').length - 1;
      parts.push(part);
      this.#at = end + 1;
      if (this.#text[this.#at] !== '"') break;
      parts.push('"');
      this.#at += 1;
    }
    if (this.#at < this.#text.length && !this.#ends.includes(this.#text.charAt(this.#at))) {
      throw this.#error('text after a closing quotation mark');
    }
    return parts.join('');
  }

  #endOfLine(): void {
    if (this.#text[this.#at] === '\r') this.#at += 1;
    if (this.#text[this.#at] === '\n') this.#at += 1;
    this.#line += 1;
  }

  #error(what: string): AppError {
    return new AppError('INPUT-SYNTAX', what, {
      place: `${this.#place}:${this.#line}`,
      hint: 'quote the whole field and double each quotation mark in it (RFC 4180)',
    });
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
