import { readJson } from '../annotation/json-text.js';
import { readJsonTable } from '../annotation/json-table.js';
import { parseCsv } from '../annotation/csv.js';
import type { CsvRecord } from '../annotation/csv.js';
import { AppError } from '../core/error.js';
import { requireCommas } from './require-commas.js';

/** `wide`: a column for each reader; `long`: a row for each reading. */
type Form = 'wide' | 'long';

export interface ReferenceTable {
  form: Form;
  columns: string[];
  records: CsvRecord[];
  headerLine: number;
}

const WIDE = ['case', 'image', 'truth'];
const LONG = ['case', 'image', 'reader', 'label', 'truth'];
const READER = /^reader_[A-Za-z0-9_-]+$/;

/**
 * Rows and columns of a reference standard, in CSV or, for a file named `.json`, as a list of objects.
 * @throws AppError INPUT-SYNTAX for what cannot be read at all, INPUT-SCHEMA for wrong columns
 */
export function readReferenceTable(input: string | Uint8Array, path: string): ReferenceTable {
  const { header, records, headerLine } = /\.json$/i.test(path)
    ? fromJson(input, path)
    : fromCsv(input, path);
  const columns = header.map((name) => name.trim());
  const form = columns.includes('reader') ? 'long' : 'wide';
  const where = `${path}:${headerLine}`;
  requireCommas(columns, where);
  const hasReaders = columns.some((name) => READER.test(name));
  const required =
    form === 'long' ? ['case', 'reader', 'label'] : ['case', 'image', ...(hasReaders ? [] : ['truth'])];
  const missing = required.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw schema(`the column ${missing.join(', ')} is missing`, where);
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined) throw schema(`the column ${twice} is there twice`, where);
  const known = (name: string): boolean =>
    form === 'long' ? LONG.includes(name) : WIDE.includes(name) || READER.test(name);
  const unknown = columns.find((name) => !known(name));
  if (unknown !== undefined) throw schema(`the column "${unknown}" is not known`, where);
  return { form, columns, records, headerLine };
}

interface Raw {
  header: string[];
  records: CsvRecord[];
  headerLine: number;
}

function fromCsv(input: string | Uint8Array, path: string): Raw {
  const [header, ...records] = parseCsv(input, path);
  if (header === undefined) throw schema('the table is empty', `${path}:1`);
  return { header: header.fields, records, headerLine: header.line };
}

function fromJson(input: string | Uint8Array, path: string): Raw {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  return readJson(bytes, path, (value, text) => {
    const read = readJsonTable(value, text, path);
    if (read === null) throw schema('is no list of rows', `${path}:1`);
    return { header: read.table.header, records: read.table.records, headerLine: 1 };
  });
}

function schema(what: string, place: string): AppError {
  return new AppError('INPUT-SCHEMA', what, {
    place,
    hint: 'the columns are case, image, truth and reader_1, reader_2 …; or case, image, reader, label with a row for each reading',
  });
}
