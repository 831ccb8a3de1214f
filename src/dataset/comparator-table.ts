import { parseCsv, type CsvRecord } from '../annotation/csv.js';
import { sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import { nearestName } from '../schema/nearest.js';
import type { Comparator, ComparatorTable, Protocol } from '../schema/types.js';
import { CallNames } from './call-names.js';
import { requireCommas } from './require-commas.js';

/** A comparator whose outputs stand in a table: the protocol's rules have seen to the fields. */
export type TabledComparator = Comparator & Required<Pick<Comparator, 'file' | 'unit' | 'columns'>>;

export function isTabled(comparator: Comparator): comparator is TabledComparator {
  const { file, unit, columns } = comparator;
  return file !== undefined && unit !== undefined && columns !== undefined;
}

/** A row with the case it names beside its unit; null when the table names none. */
export interface ReadRow {
  unit: string;
  case: string | null;
  score: number | null;
  decision: 'positive' | 'negative' | null;
  line: number;
}

/** Plain decimal notation: no NaN, no infinity, no comma, no hexadecimal. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;

/**
 * Reads the table of a comparator by the columns that the protocol names; other columns are passed over. An empty
 * score or decision says that the comparator gave none. Rows with a finding are left out.
 * @param input the file's bytes @param path as printed
 * @throws AppError INPUT-SYNTAX for a table that cannot be read at all, INPUT-SCHEMA for columns that are not there
 */
export function readComparatorTable(
  input: Uint8Array,
  path: string,
  comparator: TabledComparator,
  labels: Protocol['referenceStandard']['labels'],
): { file: ComparatorTable['file']; rows: ReadRow[]; findings: Finding[] } {
  const [header, ...records] = parseCsv(input, path);
  if (header === undefined) throw wrongColumns('the table is empty', `${path}:1`);
  const at = columnsAt(
    header.fields.map((name) => name.trim()),
    comparator,
    `${path}:${header.line}`,
  );
  const findings: Finding[] = [];
  if (records.length === 0)
    findings.push(comparatorFinding('DATA-COMPARATOR-EMPTY', path, 'the table has no rows', header.line));
  const names = new CallNames(labels, path);
  const reader: Reader = { path, comparator, at, width: header.fields.length, names, findings };
  const rows = records.flatMap((record) => readRow(record, reader));
  findings.push(...names.findings(), ...repeated(rows, path));
  return { file: { path, sha256: sha256(input) }, rows, findings };
}

type Columns = Record<'case' | 'image' | 'score' | 'decision', number | null>;

function columnsAt(names: readonly string[], { columns }: TabledComparator, place: string): Columns {
  requireCommas(names, place);
  const index = (name: string | undefined): number | null => {
    if (name === undefined) return null;
    const first = names.indexOf(name);
    if (first < 0) {
      const near = nearestName(name, names);
      const known = near === undefined ? '' : `; nearest is "${near}"`;
      throw wrongColumns(`the column "${name}" is missing${known}`, place);
    }
    if (names.lastIndexOf(name) !== first) throw wrongColumns(`the column "${name}" is there twice`, place);
    return first;
  };
  return {
    case: index(columns.case),
    image: index(columns.image),
    score: index(columns.score),
    decision: index(columns.decision),
  };
}

interface Reader {
  path: string;
  comparator: TabledComparator;
  at: Columns;
  width: number;
  names: CallNames;
  findings: Finding[];
}

function readRow({ fields, line }: CsvRecord, reader: Reader): ReadRow[] {
  const { path, comparator, at, width, names, findings } = reader;
  const problem = (code: string, what: string): void => {
    findings.push(comparatorFinding(code, path, what, line));
  };
  if (fields.length !== width) {
    problem('DATA-COMPARATOR-RAGGED', `the row has ${fields.length} fields, the header ${width}`);
    return [];
  }
  const before = findings.length;
  const cell = (index: number | null): string => (index === null ? '' : (fields[index] ?? '').trim());
  const unit = cell(comparator.unit === 'image' ? at.image : at.case);
  if (unit === '')
    problem('DATA-COMPARATOR-VALUE', `${comparator.unit === 'image' ? 'image' : 'case'} is empty`);
  const score = scoreIn(cell(at.score), comparator, problem);
  const call = cell(at.decision);
  const read = call === '' ? null : names.read(call, line);
  const decision = read !== null && 'call' in read ? read.call : null;
  if (read !== null && 'label' in read)
    problem('DATA-COMPARATOR-VALUE', `the decision is "${read.label}", neither positive nor negative`);
  if (findings.length > before || (call !== '' && read === null)) return [];
  const caseId = cell(at.case);
  return [
    {
      unit,
      case: caseId === '' ? null : caseId,
      score,
      decision: decision === 'positive' || decision === 'negative' ? decision : null,
      line,
    },
  ];
}

function scoreIn(
  text: string,
  { scoreRange }: TabledComparator,
  problem: (code: string, what: string) => void,
): number | null {
  if (text === '') return null;
  const score = DECIMAL.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(score)) {
    problem('DATA-COMPARATOR-VALUE', `the score ${JSON.stringify(text.slice(0, 40))} is no number`);
    return null;
  }
  const [low = -Infinity, high = Infinity] = scoreRange ?? [];
  if (score < low || score > high)
    problem('DATA-COMPARATOR-RANGE', `the score ${score} lies outside the declared range ${low} to ${high}`);
  return score;
}

/** A unit is judged once. */
function repeated(rows: readonly ReadRow[], path: string): Finding[] {
  const lineOf = new Map<string, number>();
  return rows.flatMap(({ unit, line }) => {
    const first = lineOf.get(unit);
    if (first === undefined) {
      lineOf.set(unit, line);
      return [];
    }
    const what = `${unit} has another row, the first on line ${first}`;
    return [comparatorFinding('DATA-COMPARATOR-DUPLICATE', path, what, line)];
  });
}

const FIX: Readonly<Record<string, string>> = {
  'DATA-COMPARATOR-EMPTY': 'give a row for every unit of the set',
  'DATA-COMPARATOR-RAGGED': 'give every row a field for every column',
  'DATA-COMPARATOR-VALUE':
    'write a decimal number such as 0.42, and positive or negative; empty says no result',
  'DATA-COMPARATOR-RANGE': 'correct the score, or comparators.scoreRange in the protocol',
  'DATA-COMPARATOR-DUPLICATE': 'keep the row that is right',
  'DATA-COMPARATOR-UNKNOWN': 'remove the row, or correct its id',
  'DATA-COMPARATOR-CASE': 'correct the one that is wrong: the comparison is paired by patient',
  'DATA-COMPARATOR-READER': 'name a reader that the table of the reference standard has',
};

export function comparatorFinding(
  code: string,
  path: string,
  message: string,
  line?: number,
  more: { severity?: Finding['severity']; fix?: string; args?: Finding['args'] } = {},
): Finding {
  const { severity = 'error', fix = FIX[code] ?? '', args = {} } = more;
  return {
    code,
    severity,
    path,
    ...(line === undefined ? {} : { line, column: 1 }),
    message,
    fix,
    args: line === undefined ? args : { line, ...args },
  };
}

function wrongColumns(what: string, place: string): AppError {
  return new AppError('INPUT-SCHEMA', what, {
    place,
    hint: 'name the columns as they stand in the table, in comparators.columns of the protocol',
  });
}
