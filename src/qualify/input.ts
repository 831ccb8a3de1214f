import { AppError } from '../core/error.js';
import type { Question } from './family.js';

/** Typed reading of a case's input; a member that is missing or of another kind is a coded error. */

type Input = Question['input'];

function wrong(name: string, value: unknown, kind: string): never {
  const found = value === undefined ? 'missing' : JSON.stringify(value).slice(0, 40);
  throw new AppError('INPUT-SCHEMA', `${name} is ${found}, not ${kind}`, {
    hint: `give ${name} as ${kind}`,
    place: name,
  });
}

export function numberFrom(input: Input, name: string, fallback?: number): number {
  const value = input[name] ?? fallback;
  const number = toNumber(value);
  return number ?? wrong(name, value, 'a number');
}

export function textFrom(input: Input, name: string): string {
  const value = input[name];
  return typeof value === 'string' ? value : wrong(name, value, 'text');
}

export function numbersFrom(input: Input, name: string): Float64Array {
  const value = input[name];
  if (!Array.isArray(value)) return wrong(name, value, 'a list of numbers');
  return Float64Array.from(
    value,
    (item: unknown, i) => toNumber(item) ?? wrong(`${name}[${i}]`, item, 'a number'),
  );
}

export function matrixFrom(input: Input, name: string): Float64Array[] {
  const value = input[name];
  if (!Array.isArray(value)) return wrong(name, value, 'a list of lists');
  return value.map((_, i) => numbersFrom(value as unknown as Input, String(i)));
}

/** Names written as text or numbers. */
export function namesFrom(input: Input, name: string): string[] {
  const value = input[name];
  if (!Array.isArray(value)) return wrong(name, value, 'a list of names');
  return value.map((item: unknown, i) =>
    typeof item === 'string' || typeof item === 'number'
      ? String(item)
      : wrong(`${name}[${i}]`, item, 'a name'),
  );
}

export function has(input: Input, name: string): boolean {
  return input[name] !== undefined && input[name] !== null;
}

/** JSON has no infinities: they come as text. */
function toNumber(value: unknown): number | null {
  if (typeof value === 'number' && !Number.isNaN(value)) return value;
  if (value === 'Infinity') return Infinity;
  if (value === '-Infinity') return -Infinity;
  return null;
}

/** Truth labels 0 and 1. */
export function binaryFrom(values: ArrayLike<number>, name: string): Uint8Array {
  return Uint8Array.from(values, (value, i) =>
    value === 0 || value === 1 ? value : wrong(`${name}[${i}]`, value, '0 or 1'),
  );
}

/** A column named by `columnKey` of the case's data file, or the inline member `inlineKey`. */
export function columnFrom(question: Question, columnKey: string, inlineKey: string): Float64Array {
  const { input, table } = question;
  if (!has(input, 'data_file')) return numbersFrom(input, inlineKey);
  const column = has(input, columnKey) ? textFrom(input, columnKey) : inlineKey;
  return table(textFrom(input, 'data_file')).numbers(column);
}

export function confidence(input: Input): number {
  return numberFrom(input, 'conf_level', 0.95);
}

/**
 * Truth of a case as 0 and 1: from the column or inline member, `positive_label` (default 1) being positive.
 * @throws AppError for a label outside the two
 */
export function truthFrom(question: Question, inlineKey = 'truth'): Uint8Array {
  const labels = columnFrom(question, 'truth_column', inlineKey);
  const positive = numberFrom(question.input, 'positive_label', 1);
  if (positive === 1) return binaryFrom(labels, inlineKey);
  const others = new Set(labels);
  others.delete(positive);
  if (others.size > 1) wrong(inlineKey, [...others], 'two labels');
  return Uint8Array.from(labels, (label) => (label === positive ? 1 : 0));
}
