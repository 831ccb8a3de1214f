import { decimalNumber } from './decimal-number.js';
import { decodeTable, parseCsv } from './csv.js';
import type { CsvRecord, Delimiter } from './csv.js';
import { findColumns } from './columns.js';
import type { Columns } from './columns.js';
import { ANNOTATION_LIMITS } from './limits.js';
import { refused } from './refused.js';

/** A row, with the line it starts on and, in JSON, the pointer to it. */
export interface TableRecord extends CsvRecord {
  pointer?: string;
}

/** A table with one row a case, an image, a finding or a reading. Values stay text. */
export interface Table extends Columns {
  /** Null for a table in JSON. */
  delimiter: Delimiter | null;
  header: string[];
  records: TableRecord[];
}

const MISSING = /^(|na|n\/a|nan|null|#n\/a|None|\?|missing)$/i;
const DECIMAL_COMMA = /^[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+$/;

/**
 * Reads a table with a header line. The delimiter is the one the header uses; decimal commas are read only where
 * they are declared.
 * @param decimalComma numbers have a decimal comma
 * @throws AppError INPUT-SYNTAX, INPUT-SCHEMA (missing or unreadable values), INPUT-DUPLICATE, with the line
 */
export function readTable(bytes: Uint8Array, path: string, decimalComma: boolean): Table {
  const text = decodeTable(bytes, path);
  const delimiter = delimiterOf(text, path);
  const [first, ...records] = parseCsv(text, path, delimiter);
  if (first === undefined)
    throw refused(path, 'the table is empty', 'give a header line and rows', 'INPUT-SYNTAX');
  const header = first.fields.map((name) => name.trim());
  return checkedTable({ header, records, delimiter }, path, decimalComma);
}

/**
 * What every table must keep, wherever it came from: rows as long as the header, numbers that are numbers, no case
 * twice, nothing missing that a row is about.
 * @throws AppError as `readTable`
 */
export function checkedTable(
  rows: Pick<Table, 'header' | 'records' | 'delimiter'>,
  path: string,
  decimalComma: boolean,
): Table {
  checkShape(rows.header, rows.records, path);
  const table: Table = { ...rows, ...findColumns(rows.header) };
  checkNumbers(table, path, decimalComma);
  checkMissing(table, path);
  // Several findings, boxes or points of one case are several rows.
  if (table.point === null && table.box === null && table.finding === null) checkRepeats(table, path);
  return table;
}

export function placeOf(path: string, { line, pointer }: TableRecord): string {
  return `${path}:${line}${pointer === undefined ? '' : `#${pointer}`}`;
}

export function isMissing(text: string): boolean {
  return MISSING.test(text.trim());
}

/** Null for a value that is missing. */
export function numberOf(text: string): number | null {
  const plain = text.trim();
  if (DECIMAL_COMMA.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'));
  return decimalNumber(plain);
}

function delimiterOf(text: string, path: string): Delimiter {
  const line = (/^\s*([^\r\n]*)/.exec(text)?.[1] ?? '').replace(/"[^"]*"/g, '');
  const used = ([',', ';', '\t'] as const).filter((mark) => line.includes(mark));
  if (used.length > 1)
    throw refused(
      `${path}:1`,
      'commas, semicolons or tabs stand in one header',
      'use one of them',
      'INPUT-SYNTAX',
    );
  return used[0] ?? ',';
}

function checkShape(header: readonly string[], records: readonly TableRecord[], path: string): void {
  const hint = 'give every column a name of its own and every row a field for every column';
  if (header.length > ANNOTATION_LIMITS.tableColumns)
    throw refused(`${path}:1`, 'has too many columns', hint);
  const names = new Set(header.map((name) => name.toLowerCase()));
  if (names.has('') || names.size !== header.length)
    throw refused(`${path}:1`, 'the header has an empty or repeated name', hint);
  const ragged = records.find(({ fields }) => fields.length !== header.length);
  if (ragged !== undefined) {
    const what = `the row has ${ragged.fields.length} fields, the header ${header.length}`;
    throw refused(placeOf(path, ragged), what, hint, 'INPUT-SYNTAX');
  }
}

function checkNumbers(table: Table, path: string, decimalComma: boolean): void {
  const numeric = [
    table.score,
    table.diameter,
    table.radius,
    ...(table.point ?? []),
    ...(table.box?.at ?? []),
  ].filter((i) => i !== null);
  if (table.delimiter !== null && !decimalComma) {
    // Between commas only a quoted number can have one; in text it is no matter.
    const looked = table.delimiter === ',' ? numeric : table.header.map((_, i) => i);
    const comma = table.records.find(({ fields }) =>
      looked.some((i) => DECIMAL_COMMA.test((fields[i] ?? '').trim())),
    );
    if (comma !== undefined)
      throw refused(
        placeOf(path, comma),
        'a number has a decimal comma, or a comma for thousands: both read alike',
        'declare decimal commas (--decimal-comma), or write numbers with a point',
        'INPUT-SYNTAX',
      );
  }
  for (const record of table.records) {
    const { fields } = record;
    const bad = numeric.find((i) => !isMissing(fields[i] ?? '') && numberOf(fields[i] ?? '') === null);
    if (bad !== undefined)
      throw refused(
        placeOf(path, record),
        `${table.header[bad]!} is no number`,
        'write a number with a point',
      );
    const size = [table.diameter, table.radius].find(
      (i) => i !== null && (numberOf(fields[i] ?? '') ?? 0) < 0,
    );
    if (size !== undefined) throw refused(placeOf(path, record), 'a size is below 0', 'correct the row');
  }
}

/**
 * What a row is about and says must be there; remarks may be empty. A row of boxes may have none, where its label says
 * that there is nothing to mark.
 */
function checkMissing(table: Table, path: string): void {
  const { id, label, point, box } = table;
  for (const record of table.records) {
    const { fields } = record;
    const absent = (i: number): boolean => isMissing(fields[i] ?? '');
    const boxGaps = (box?.at ?? []).filter(absent);
    const noBox = label !== null && boxGaps.length === 4;
    const gap = [label, ...(point ?? []), ...(noBox ? [] : boxGaps)].find((i) => i !== null && absent(i));
    if (gap !== undefined || (id !== null && (fields[id] ?? '').trim() === ''))
      throw refused(
        placeOf(path, record),
        `${table.header[gap ?? id ?? 0]!} is missing`,
        'fill it in or leave the row out: missing is never read as 0',
      );
  }
}

/** Composed and decomposed letters (Unicode NFC, NFD) are the same id; 001 and 1 are not. */
function checkRepeats({ id, reader, records }: Table, path: string): void {
  if (id === null) return;
  const seen = new Map<string, number>();
  for (const record of records) {
    const key = JSON.stringify(
      [id, reader].map((i) => (i === null ? '' : (record.fields[i] ?? '').trim().normalize('NFC'))),
    );
    const first = seen.get(key);
    if (first !== undefined)
      throw refused(
        placeOf(path, record),
        `repeats the case of line ${first}`,
        'keep the row that is right',
        'INPUT-DUPLICATE',
      );
    seen.set(key, record.line);
  }
}
