import { sha256 } from '../core/digest.js';
import { sortFindings } from '../core/finding.js';
import type { Finding } from '../core/finding.js';
import { ReaderNames } from '../annotation/reader-names.js';
import type { ReaderPseudonym } from '../annotation/reader-names.js';
import type { CsvRecord } from '../annotation/csv.js';
import { nearestName } from '../schema/nearest.js';
import type { Protocol, ReferenceRow, ReferenceStandard } from '../schema/types.js';
import { CallNames } from './call-names.js';
import { truthOfCalls } from './reader-fusion.js';
import type { Call } from './reader-fusion.js';
import { readReferenceTable } from './reference-table.js';

/** What the protocol and the data manifest say of how the table is to be read. */
export interface ReferenceRules {
  fusion: Protocol['referenceStandard']['fusion'];
  labels?: Protocol['referenceStandard']['labels'];
  /** The classes in their order; `positive` and `negative` when absent. */
  classes?: readonly string[] | undefined;
  /** Images of a case, for readings that name only the case. */
  imagesOf?: (caseId: string) => readonly string[];
  /** Makes the names of readers in a long table; they are numbered without. */
  reader?: ReaderPseudonym;
}

/** One line of the table; in the long form several make one row of the reference standard. */
interface Reading {
  line: number;
  case: string;
  image: string;
  truth: Call | null;
  calls: [reader: string, call: Call][];
}

/**
 * Reads a reference standard: a table with the columns `case`, `image`, `truth` and any number of `reader_…`, or one
 * row a reading with `case`, `image`, `reader`, `label`. Values are `positive` or `negative`, or the classes of the
 * protocol, or names that its name map joins to them. A reader's field may be empty (the reader did not read this image). Where no truth
 * stands in the table it follows from the readers by the declared rule. Rows with a finding are left out of `rows`.
 * @param input the file's bytes, or its text as decoded
 * @throws AppError INPUT-SYNTAX for a table that cannot be read at all, INPUT-SCHEMA for wrong columns
 */
export function readReferenceStandard(
  input: string | Uint8Array,
  path: string,
  rules: ReferenceRules = { fusion: 'known-by-construction' },
): { reference: ReferenceStandard; findings: Finding[] } {
  const { form, columns, records, headerLine } = readReferenceTable(input, path);
  const findings: Finding[] = [];
  if (records.length === 0)
    findings.push(rowFinding('DATA-REFERENCE-EMPTY', path, headerLine, 'the table has no rows'));
  const names = new CallNames(rules.labels, path, rules.classes);
  const readers = new ReaderNames(rules.reader ?? null);
  const readings = records.flatMap((record) =>
    readRow(record, columns, { path, findings, names, readers, rules }),
  );
  findings.push(...names.findings());
  const joined = form === 'long' ? joinReadings(readings, path, findings) : readings;
  if (form === 'wide') findings.push(...repeatedRows(joined, path));
  const reference: ReferenceStandard = {
    kind: 'reference-standard',
    schemaVersion: 1,
    file: { path, sha256: sha256(input) },
    rows: joined.flatMap((reading) => rowOf(reading, path, rules, findings)),
  };
  return { reference, findings: sortFindings(findings) };
}

interface Reader {
  path: string;
  findings: Finding[];
  names: CallNames;
  readers: ReaderNames;
  rules: ReferenceRules;
}

function readRow(record: CsvRecord, columns: readonly string[], reader: Reader): Reading[] {
  const { path, findings, names, readers, rules } = reader;
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
  const unmapped: string[] = [];
  const cell = (column: string): string => (record.fields[columns.indexOf(column)] ?? '').trim();
  const call = (column: string): Call | null => {
    const value = cell(column);
    if (value === '') return null;
    const read = names.read(value, record.line);
    if (read === null) unmapped.push(value);
    else if ('call' in read) return read.call;
    else
      problem('DATA-REFERENCE-VALUE', `${column} is "${read.label}", ${noClass(read.label, rules.classes)}`);
    return null;
  };
  const reading: Reading = {
    line: record.line,
    case: cell('case'),
    image: cell('image'),
    truth: null,
    calls: [],
  };
  if (reading.case === '') problem('DATA-REFERENCE-VALUE', 'case is empty');
  if (!columns.includes('image') && reading.case !== '') {
    const images = rules.imagesOf?.(reading.case) ?? [];
    if (images.length === 1) reading.image = images[0] ?? '';
    else
      problem(
        'DATA-REFERENCE-VALUE',
        `case ${reading.case} has ${images.length} images in the data manifest: the reading must name its image`,
      );
  } else if (reading.image === '') problem('DATA-REFERENCE-VALUE', 'image is empty');
  for (const column of columns) {
    if (column === 'truth') {
      if (cell('truth') === '' && !columns.includes('reader'))
        problem('DATA-REFERENCE-VALUE', 'truth is empty');
      reading.truth = call('truth');
    } else if (column === 'label') {
      if (cell('reader') === '') problem('DATA-REFERENCE-VALUE', 'reader is empty');
      if (cell('label') === '') problem('DATA-REFERENCE-VALUE', 'label is empty');
      const made = call('label');
      if (made !== null) reading.calls.push([readers.of(cell('reader')), made]);
    } else if (column.startsWith('reader_')) {
      const made = call(column);
      if (made !== null) reading.calls.push([column, made]);
    }
  }
  return findings.length === before && unmapped.length === 0 ? [reading] : [];
}

function noClass(label: string, classes: readonly string[] | undefined): string {
  if (classes === undefined) return 'neither positive nor negative';
  const near = nearestName(label, classes);
  return `which is no class of the protocol (${classes.join(', ')})${near === undefined ? '' : `; nearest is "${near}"`}`;
}

/** The readings of one image become one; the line is that of the first. */
function joinReadings(readings: readonly Reading[], path: string, findings: Finding[]): Reading[] {
  const byImage = new Map<string, Reading>();
  for (const reading of readings) {
    const known = byImage.get(reading.image);
    if (known === undefined) {
      byImage.set(reading.image, { ...reading, calls: [...reading.calls] });
      continue;
    }
    const differs = (what: string): void => {
      findings.push(rowFinding('DATA-REFERENCE-DUPLICATE', path, reading.line, what));
    };
    const [[reader] = ['']] = reading.calls;
    if (known.case !== reading.case)
      differs(
        `image ${reading.image} is of case ${reading.case} here, of ${known.case} on line ${known.line}`,
      );
    if (known.calls.some(([name]) => name === reader))
      differs(`${reader} read image ${reading.image} before`);
    if (known.truth !== null && reading.truth !== null && known.truth !== reading.truth)
      differs(`the truth of image ${reading.image} is another than on line ${known.line}`);
    known.truth ??= reading.truth;
    known.calls.push(...reading.calls);
  }
  return [...byImage.values()];
}

function rowOf(reading: Reading, path: string, rules: ReferenceRules, findings: Finding[]): ReferenceRow[] {
  const calls = reading.calls.map(([, call]) => call);
  const truth = reading.truth ?? truthOfCalls(rules.fusion, calls, rules.classes);
  if (truth === null) {
    const what = `the truth of image ${reading.image} does not follow from ${calls.length} readers by ${rules.fusion}`;
    findings.push(rowFinding('DATA-REFERENCE-UNDECIDED', path, reading.line, what));
    return [];
  }
  const { case: caseId, image, line } = reading;
  return [{ case: caseId, image, truth, readers: Object.fromEntries(reading.calls), line }];
}

/** An image is labelled once. */
function repeatedRows(rows: readonly Reading[], path: string): Finding[] {
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
  'DATA-REFERENCE-UNDECIDED':
    'give the truth that was decided in a column truth, or leave the image out before lock',
};

function rowFinding(code: string, path: string, line: number, message: string): Finding {
  const fix = FIX[code] ?? '';
  return { code, severity: 'error', path, line, column: 1, message, fix, args: { line } };
}
