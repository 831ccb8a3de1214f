import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, messageOf } from '../core/error.js';
import { agrees, show, type Tolerance } from './compare.js';
import { families } from './families/index.js';
import { refusal } from './families/invalid-input.js';
import type { Answer, Family, Question } from './family.js';
import { parseTable, type Table } from './table.js';

export interface Qualification {
  /** A line a field that failed, then `N passed, N failed`. */
  lines: string[];
  /** Cases of which every expected key is right. */
  passed: number;
  failed: number;
}

interface IndexEntry {
  id: string;
  family: string;
  file: string;
  expected: string;
}

interface Expected {
  expected?: Record<string, Answer>;
  tolerance?: Record<string, Partial<Tolerance>>;
  source?: string;
  must_reject?: boolean;
}

/**
 * Runs a folder of known answers (`index.json`, `cases/`, `datasets/`). Every expected key must be produced; an unknown
 * family is a failure, never a skip.
 * @throws AppError when the folder or its index cannot be read
 */
export async function qualify(vectorsDir: string): Promise<Qualification> {
  const index = (await readJson(vectorsDir, 'index.json')) as { cases?: IndexEntry[] };
  if (!Array.isArray(index.cases)) {
    throw new AppError('INPUT-SCHEMA', 'the index has no list of cases', {
      place: path.join(vectorsDir, 'index.json'),
      hint: 'give a folder with index.json, cases/ and datasets/',
    });
  }
  const lines: string[] = [];
  let failed = 0;
  for (const entry of index.cases) {
    const failures = await runCase(vectorsDir, entry);
    lines.push(...failures);
    if (failures.length > 0) failed += 1;
  }
  const passed = index.cases.length - failed;
  lines.push(`${passed} passed, ${failed} failed`);
  return { lines, passed, failed };
}

async function runCase(dir: string, entry: IndexEntry): Promise<string[]> {
  const family = families.find(({ name }) => name === entry.family);
  if (family === undefined)
    return [`${entry.id}  family  got unknown family ${entry.family}  expected a known one`];
  const files = await filesOf(dir, entry);
  if (typeof files === 'string')
    return [`${entry.id}  files  got ${files}  expected a case that can be read`];
  const { input, wanted, tables } = files;
  const question: Question = {
    input,
    keys: Object.keys(wanted.expected ?? {}),
    table: (name) => tableNamed(tables, name),
  };
  if (wanted.must_reject === true && wanted.expected === undefined) {
    const expected = { must_reject: true };
    const refused = family.name === 'invalid_input' ? family.answer : refusal(family);
    return failuresOf(entry.id, answersOf(refused, question), expected, wanted);
  }
  const expected = wanted.expected ?? {};
  if (Object.keys(expected).length === 0)
    return [`${entry.id}  expected  got no expected value  expected at least one`];
  return failuresOf(entry.id, answersOf(family.answer, question), expected, wanted);
}

interface CaseFiles {
  input: Question['input'];
  wanted: Expected;
  tables: Map<string, Table>;
}

/** A case that cannot be read fails by itself and leaves the others to be run. @returns the error as text */
async function filesOf(dir: string, entry: IndexEntry): Promise<CaseFiles | string> {
  try {
    const input = (await readJson(dir, entry.file)) as Question['input'];
    const wanted = (await readJson(dir, entry.expected)) as Expected;
    return { input, wanted, tables: await readTables(dir, input) };
  } catch (error) {
    if (error instanceof AppError && /^INPUT-(FILE-UNREADABLE|SYNTAX)$/.test(error.code))
      return `error ${error.code} ${error.message}`;
    throw error;
  }
}

function failuresOf(
  id: string,
  answers: Record<string, Answer> | string,
  expected: Record<string, Answer>,
  wanted: Expected,
): string[] {
  const lines: string[] = [];
  for (const [key, want] of Object.entries(expected)) {
    const tolerance = { abs: 0, rel: 0, ...(wanted.tolerance?.[key] ?? wanted.tolerance?.['default']) };
    const got = typeof answers === 'string' ? undefined : answers[key];
    if (got !== undefined && agrees(got, want, tolerance)) continue;
    const shown = typeof answers === 'string' ? answers : show(got);
    const allowed = `abs ${tolerance.abs} rel ${tolerance.rel}`;
    lines.push(
      `${id}  ${key}  got ${shown}  expected ${show(want)}  tolerance ${allowed}  source ${wanted.source ?? 'not named'}`,
    );
  }
  return lines;
}

/** The answers, or the error as text. */
function answersOf(answer: Family['answer'], question: Question): Record<string, Answer> | string {
  try {
    return answer(question);
  } catch (error) {
    return `error ${error instanceof AppError ? `${error.code} ` : ''}${messageOf(error)}`;
  }
}

/** Every member of the input that ends in `_file` names a CSV. */
async function readTables(dir: string, input: Question['input']): Promise<Map<string, Table>> {
  const tables = new Map<string, Table>();
  for (const [name, value] of Object.entries(input)) {
    if (!name.endsWith('_file') || typeof value !== 'string') continue;
    tables.set(value, parseTable(await readText(dir, value), value));
  }
  return tables;
}

function tableNamed(tables: Map<string, Table>, name: string): Table {
  const table = tables.get(name);
  if (table !== undefined) return table;
  throw new AppError('INPUT-FILE-MISSING', `no table ${name}`, {
    hint: 'name it in a member that ends in _file',
  });
}

async function readText(dir: string, relative: string): Promise<string> {
  const file = path.resolve(dir, relative);
  if (path.relative(dir, file).startsWith('..')) {
    throw new AppError('INPUT-PATH-ESCAPES', `${relative} leads out of the folder`, {
      place: dir,
      hint: 'keep the files of a vector folder inside it',
    });
  }
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('INPUT-FILE-UNREADABLE', 'the file cannot be read', {
      place: file,
      hint: 'give a folder of known answers with index.json, cases/ and datasets/',
      cause,
    });
  }
}

async function readJson(dir: string, relative: string): Promise<unknown> {
  const text = await readText(dir, relative);
  try {
    return JSON.parse(quoted(text)) as unknown;
  } catch (cause) {
    throw new AppError('INPUT-SYNTAX', `not JSON: ${messageOf(cause)}`, {
      place: path.join(dir, relative),
      hint: 'mend the file or take its case out of the index',
      cause,
    });
  }
}

/** Python writes not-a-number and infinities bare; JSON has them as text only. */
function quoted(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}
