import { AppError, messageOf } from '../core/error.js';
import { binaryFrom } from './input.js';
import { parseTable } from './table.js';

/** Columns (CSV, JSON lists) and scalars (JSON) of the input of `veritome stat`. Nothing is dropped: a gap is an error. */
export interface StatInput {
  readonly path: string;
  has: (name: string) => boolean;
  /** @throws AppError when it is missing or not a number */
  scalar: (name: string) => number;
  /** A scalar that may be left out. */
  number: (name: string, otherwise: number) => number;
  /** A list of lists of numbers (JSON). */
  matrix: (name: string) => number[][];
  /** A member as written, for those with a form of their own. @throws AppError when it is missing */
  member: (name: string) => unknown;
  numbers: (name: string) => Float64Array;
  binary: (name: string) => Uint8Array;
  /** Labels numbered in order of first appearance; each case its own when there is no such column. */
  clusters: (name: string, cases: number) => Int32Array;
}

/** @param text CSV with a header line; JSON: an object of lists and numbers, or a list of objects */
export function parseStatInput(text: string, path: string): StatInput {
  const json = /^\s*[[{]/.test(text);
  const members = json ? jsonMembers(text, path) : csvMembers(text, path);
  const missing = (name: string): never => {
    throw new AppError('INPUT-SCHEMA', `no ${name}`, {
      place: path,
      hint: `found: ${[...members.keys()].join(', ')}`,
    });
  };
  const list = (name: string): readonly unknown[] => {
    const value = members.get(name) ?? missing(name);
    return Array.isArray(value) ? (value as unknown[]) : [value];
  };
  const numbers = (name: string): Float64Array =>
    Float64Array.from(list(name), (value, i) => numberOf(value, `${name}, row ${i + 1}`, path));
  const scalar = (name: string): number => {
    const values = numbers(name);
    const [first] = values;
    return values.length === 1 && first !== undefined ? first : missing(`single value of ${name}`);
  };
  return {
    path,
    has: (name) => members.has(name),
    scalar,
    number: (name, otherwise) => (members.has(name) ? scalar(name) : otherwise),
    matrix: (name) =>
      list(name).map((row, i) =>
        Array.isArray(row)
          ? row.map((value: unknown, j) => numberOf(value, `${name}, row ${i + 1}, column ${j + 1}`, path))
          : missing(`list of lists ${name}`),
      ),
    member: (name) => members.get(name) ?? missing(name),
    numbers,
    binary: (name) => binaryFrom(numbers(name), name),
    clusters: (name, cases) => {
      if (!members.has(name)) return Int32Array.from({ length: cases }, (_, i) => i);
      const number = new Map<string, number>();
      return Int32Array.from(list(name), (label, i) => {
        const key = labelOf(label, `${name}, row ${i + 1}`, path);
        const known = number.get(key) ?? number.size;
        number.set(key, known);
        return known;
      });
    },
  };
}

function csvMembers(text: string, path: string): Map<string, unknown> {
  const table = parseTable(text, path);
  return new Map(table.columns.map((column) => [column.trim(), table.text(column)]));
}

function jsonMembers(text: string, path: string): Map<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError('INPUT-SYNTAX', `not JSON: ${messageOf(cause)}`, {
      place: path,
      hint: 'give CSV or JSON',
      cause,
    });
  }
  if (!Array.isArray(value)) return new Map(Object.entries(value as Record<string, unknown>));
  if (value.some((row) => typeof row !== 'object' || row === null || Array.isArray(row)))
    throw new AppError('INPUT-SCHEMA', 'a row is no object', {
      place: path,
      hint: 'give a list of objects, one a row, or one object of lists',
    });
  const rows = value as Record<string, unknown>[];
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return new Map([...names].map((name) => [name, rows.map((row) => row[name])]));
}

/** A name of a cluster. Units without one would count as one cluster. */
function labelOf(value: unknown, what: string, path: string): string {
  const label = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  if (label !== '') return label;
  throw new AppError(
    'INPUT-SYNTAX',
    `${what} is ${value === undefined || value === '' ? 'empty' : JSON.stringify(value)}, not a name`,
    { place: path, hint: 'fill it or take the row out; nothing is dropped silently' },
  );
}

const WORDS: Readonly<Record<string, number>> = {
  positive: 1,
  negative: 0,
  true: 1,
  false: 0,
  Infinity: Infinity,
  '-Infinity': -Infinity,
};

function numberOf(value: unknown, what: string, path: string): number {
  const text = typeof value === 'string' ? value.trim() : value;
  const word = typeof text === 'string' || typeof text === 'boolean' ? WORDS[String(text)] : undefined;
  if (word !== undefined) return word;
  const number =
    typeof text === 'number' ? text : typeof text === 'string' && text !== '' ? Number(text) : NaN;
  if (!Number.isNaN(number)) return number;
  throw new AppError(
    'INPUT-SYNTAX',
    `${what} is ${value === undefined || text === '' ? 'empty' : JSON.stringify(value)}, not a number`,
    {
      place: path,
      hint: 'fill it or take the row out; nothing is dropped silently',
    },
  );
}
