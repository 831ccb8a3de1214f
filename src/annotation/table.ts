import { decodeTable, parseCsv } from './csv.js';
import type { CsvRecord, Delimiter } from './csv.js';
import { ANNOTATION_LIMITS } from './limits.js';
import { refused } from './refused.js';

/** A table with one row a case, an image, a finding or a reading. Values stay text. */
export interface Table {
  delimiter: Delimiter;
  header: string[];
  records: CsvRecord[];
  /** Column numbers by what they hold; null where there is none. */
  id: number | null;
  label: number | null;
  score: number | null;
  reader: number | null;
  /** X, y, z of a point, and its diameter or radius in mm. */
  point: [number, number, number] | null;
  diameter: number | null;
  radius: number | null;
}

const MISSING = /^(|na|n\/a|nan|null|#n\/a|None|\?|missing)$/i;
const DECIMAL_COMMA = /^[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const HEADERS = {
  id: [
    'image',
    'image_id',
    'imageid',
    'case',
    'case_id',
    'caseid',
    'seriesuid',
    'series_uid',
    'patient',
    'patient_id',
    'study',
    'study_id',
    'filename',
    'file_name',
    'id',
  ],
  label: ['label', 'truth', 'class', 'diagnosis', 'target'],
  score: ['score', 'probability', 'confidence'],
  reader: ['reader', 'rater', 'reader_id'],
  finding: ['finding', 'finding_id', 'lesion', 'lesion_id', 'nodule', 'nodule_id'],
  diameter: ['diameter_mm', 'diameter'],
  radius: ['radius_mm', 'radius'],
} as const;
const POINTS = [
  ['coordx', 'coordy', 'coordz'],
  ['x', 'y', 'z'],
  ['x_mm', 'y_mm', 'z_mm'],
] as const;

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
  checkShape(header, records, path);
  const names = header.map((name) => name.toLowerCase());
  const find = (known: readonly string[]): number | null => {
    const found = known.map((name) => names.indexOf(name)).find((i) => i >= 0);
    return found ?? null;
  };
  const point = POINTS.map((axes) => axes.map((axis) => names.indexOf(axis))).find((at) =>
    at.every((i) => i >= 0),
  );
  const table: Table = {
    delimiter,
    header,
    records,
    id: find(HEADERS.id),
    label: find(HEADERS.label),
    score: find(HEADERS.score),
    reader: find(HEADERS.reader),
    point: point === undefined ? null : (point as [number, number, number]),
    diameter: find(HEADERS.diameter),
    radius: find(HEADERS.radius),
  };
  checkNumbers(table, path, decimalComma);
  checkMissing(table, path);
  if (table.point === null && find(HEADERS.finding) === null) checkRepeats(table, path);
  return table;
}

export function isMissing(text: string): boolean {
  return MISSING.test(text.trim());
}

/** Null for a value that is missing. */
export function numberOf(text: string): number | null {
  const plain = text.trim();
  if (DECIMAL_COMMA.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'));
  return NUMBER.test(plain) ? Number(plain) : null;
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

function checkShape(header: readonly string[], records: readonly CsvRecord[], path: string): void {
  const hint = 'give every column a name of its own and every row a field for every column';
  if (header.length > ANNOTATION_LIMITS.tableColumns)
    throw refused(`${path}:1`, 'has too many columns', hint);
  if (header.includes('') || new Set(header).size !== header.length)
    throw refused(`${path}:1`, 'the header has an empty or repeated name', hint);
  const ragged = records.find(({ fields }) => fields.length !== header.length);
  if (ragged !== undefined) {
    const what = `the row has ${ragged.fields.length} fields, the header ${header.length}`;
    throw refused(`${path}:${ragged.line}`, what, hint, 'INPUT-SYNTAX');
  }
}

function checkNumbers(table: Table, path: string, decimalComma: boolean): void {
  if (table.delimiter !== ',' && !decimalComma) {
    const comma = table.records.find(({ fields }) =>
      fields.some((field) => DECIMAL_COMMA.test(field.trim())),
    );
    if (comma !== undefined)
      throw refused(
        `${path}:${comma.line}`,
        'a number has a decimal comma, or a comma for thousands: both read alike',
        'declare decimal commas (--decimal-comma), or write numbers with a point',
        'INPUT-SYNTAX',
      );
  }
  const numeric = [table.score, table.diameter, table.radius, ...(table.point ?? [])].filter(
    (i) => i !== null,
  );
  for (const { line, fields } of table.records) {
    const bad = numeric.find((i) => !isMissing(fields[i] ?? '') && numberOf(fields[i] ?? '') === null);
    if (bad !== undefined)
      throw refused(`${path}:${line}`, `${table.header[bad]!} is no number`, 'write a number with a point');
    const size = [table.diameter, table.radius].find(
      (i) => i !== null && (numberOf(fields[i] ?? '') ?? 0) < 0,
    );
    if (size !== undefined) throw refused(`${path}:${line}`, 'a size is below 0', 'correct the row');
  }
}

/** What a row is about and says must be there; remarks may be empty. */
function checkMissing(table: Table, path: string): void {
  const { id, label, point } = table;
  for (const { line, fields } of table.records) {
    const gap = [label, ...(point ?? [])].find((i) => i !== null && isMissing(fields[i] ?? ''));
    if (gap !== undefined || (id !== null && (fields[id] ?? '').trim() === ''))
      throw refused(
        `${path}:${line}`,
        `${table.header[gap ?? id ?? 0]!} is missing`,
        'fill it in or leave the row out: missing is never read as 0',
      );
  }
}

/** Composed and decomposed letters (Unicode NFC, NFD) are the same id; 001 and 1 are not. */
function checkRepeats({ id, reader, records }: Table, path: string): void {
  if (id === null) return;
  const seen = new Map<string, number>();
  for (const { line, fields } of records) {
    const key = JSON.stringify(
      [id, reader].map((i) => (i === null ? '' : (fields[i] ?? '').trim().normalize('NFC'))),
    );
    const first = seen.get(key);
    if (first !== undefined)
      throw refused(
        `${path}:${line}`,
        `repeats the case of line ${first}`,
        'keep the row that is right',
        'INPUT-DUPLICATE',
      );
    seen.set(key, line);
  }
}
