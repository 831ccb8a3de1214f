import { AppError } from '../core/error.js';
import { sha256 } from '../core/digest.js';
import { sortFindings } from '../core/finding.js';
import type { Finding } from '../core/finding.js';
import type { ReferenceRow, ReferenceStandard } from '../schema/types.js';
import { parseCsv } from '../annotation/csv.js';
import type { CsvRecord } from '../annotation/csv.js';

const REQUIRED = ['case', 'image', 'truth'] as const;
const READER = /^reader_[A-Za-z0-9_-]+$/;

/**
 * Reads a reference standard: a CSV table with the columns `case`, `image`, `truth` and any number of `reader_…`;
 * values `positive` or `negative`. A reader's field may be empty (the reader did not read this image); a truth may not.
 * Rows with a finding are left out of `rows`.
 * @param csv the file's bytes, or its text as decoded
 * @throws AppError INPUT-SYNTAX for a table that cannot be read as CSV at all, INPUT-SCHEMA for wrong columns
 */
export function readReferenceStandard(
  csv: string | Uint8Array,
  path: string,
): { reference: ReferenceStandard; findings: Finding[] } {
  const [header, ...records] = parseCsv(csv, path);
  if (header === undefined) throw schema('the table is empty', path, 1);
  const columns = header.fields.map((name) => name.trim());
  checkColumns(columns, header, path);
  const findings: Finding[] = [];
  if (records.length === 0)
    findings.push(rowFinding('DATA-REFERENCE-EMPTY', path, header.line, 'the table has no rows'));
  const rows = records.flatMap((record) => readRow(record, columns, path, findings));
  findings.push(...repeatedRows(rows, path));
  const reference: ReferenceStandard = {
    kind: 'reference-standard',
    schemaVersion: 1,
    file: { path, sha256: sha256(csv) },
    rows,
  };
  return { reference, findings: sortFindings(findings) };
}

function checkColumns(columns: readonly string[], header: CsvRecord, path: string): void {
  if (columns.length === 1 && /[;\t]/.test(columns[0] ?? '')) {
    throw new AppError('INPUT-SYNTAX', 'the table is separated by semicolons or tabs, not by commas', {
      place: `${path}:${header.line}`,
      hint: 'save it as comma-separated CSV (RFC 4180)',
    });
  }
  const missing = REQUIRED.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw schema(`the column ${missing.join(', ')} is missing`, path, header.line);
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined) throw schema(`the column ${twice} is there twice`, path, header.line);
  const unknown = columns.find((name) => !REQUIRED.some((known) => known === name) && !READER.test(name));
  if (unknown !== undefined) throw schema(`the column "${unknown}" is not known`, path, header.line);
}

function schema(what: string, path: string, line: number): AppError {
  return new AppError('INPUT-SCHEMA', what, {
    place: `${path}:${line}`,
    hint: 'the columns are case, image, truth, and reader_1, reader_2 … where there were readers',
  });
}

function readRow(record: CsvRecord, columns: string[], path: string, findings: Finding[]): ReferenceRow[] {
  const problem = (code: string, what: string): void => {
    findings.push(rowFinding(code, path, record.line, what));
  };
  if (record.fields.length !== columns.length) {
    problem(
      'DATA-REFERENCE-RAGGED',
      `the row has ${record.fields.length} fields, the header ${columns.length}`,
    );
    return [];
  }
  const before = findings.length;
  const row: ReferenceRow = { case: '', image: '', truth: 'negative', readers: {}, line: record.line };
  columns.forEach((column, i) => {
    const value = (record.fields[i] ?? '').trim();
    if (column === 'case' || column === 'image') {
      if (value === '') problem('DATA-REFERENCE-VALUE', `${column} is empty`);
      row[column] = value;
    } else if (value === 'positive' || value === 'negative') {
      if (column === 'truth') row.truth = value;
      else row.readers[column] = value;
    } else if (value !== '' || column === 'truth') {
      problem('DATA-REFERENCE-VALUE', `${column} is "${value}", neither positive nor negative`);
    }
  });
  return findings.length === before ? [row] : [];
}

/** An image is labelled once. */
function repeatedRows(rows: readonly ReferenceRow[], path: string): Finding[] {
  const lineOf = new Map<string, number>();
  return rows.flatMap((row) => {
    const first = lineOf.get(row.image);
    if (first !== undefined) {
      const what = `image ${row.image} is labelled again, first on line ${first}`;
      return [rowFinding('DATA-REFERENCE-DUPLICATE', path, row.line, what)];
    }
    lineOf.set(row.image, row.line);
    return [];
  });
}

const FIX: Record<string, string> = {
  'DATA-REFERENCE-EMPTY': 'give a row for every image of the set',
  'DATA-REFERENCE-RAGGED': 'give every row a field for every column',
  'DATA-REFERENCE-VALUE': 'fill it in, or leave the image out of the set before lock',
  'DATA-REFERENCE-DUPLICATE': 'keep the row that is right',
};

function rowFinding(code: string, path: string, line: number, message: string): Finding {
  const fix = FIX[code] ?? '';
  return { code, severity: 'error', path, line, column: 1, message, fix, args: { line } };
}
