import { isNumber, isObject } from './json-text.js';
import { scanJson } from './json-scan.js';
import { findColumns } from './columns.js';
import { refused } from './refused.js';
import { checkedTable } from './table.js';
import type { Table, TableRecord } from './table.js';
import type { TableContext } from './table-annotations.js';

/** Keys under which a file keeps its rows, when it is no list itself. */
const LISTS = ['points', 'rows', 'cases', 'findings', 'predictions', 'labels'] as const;
/** Keys of a row whose value is a list of numbers, and the columns they become. */
const NUMBERS: Record<string, readonly string[]> = {
  point: ['x', 'y', 'z'],
  position: ['x', 'y', 'z'],
  center: ['x', 'y', 'z'],
  coordinates: ['x', 'y', 'z'],
  bbox: ['x', 'y', 'width', 'height'],
  box: ['x', 'y', 'width', 'height'],
};
const HINT =
  'give a list of rows, or {"points": [...]}: a row is an object of texts and numbers, with point [x, y, z] in mm or bbox [x, y, width, height] in pixels';

export interface JsonTable {
  table: Table;
  context: TableContext;
}

/**
 * A table in JSON: a list of objects, or an object with one list of them and what holds for all rows (`image`,
 * `coordinateSystem` LPS or RAS). Values become text as in CSV and are held to the same rules.
 * @returns null for JSON that is no table of images, findings, boxes or points
 * @throws AppError INPUT-SCHEMA, INPUT-DUPLICATE with the pointer
 */
export function readJsonTable(value: unknown, text: string, path: string): JsonTable | null {
  const [list, at, around] = listOf(value);
  if (list === null) return null;
  const rows = list.map((row, i) => cellsOf(row, `${path}#${at}/${i}`));
  const header = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const { id, point, box } = findColumns(header);
  if (id === null && point === null && box === null) return null;
  const lines = linesOf(text, at, list.length);
  const records: TableRecord[] = rows.map((row, i) => ({
    line: lines[i] ?? 1,
    pointer: `${at}/${i}`,
    fields: header.map((name) => row.get(name) ?? ''),
  }));
  const table = checkedTable({ header, records, delimiter: null }, path, false);
  return { table, context: contextOf(around, path) };
}

function listOf(value: unknown): [unknown[] | null, pointer: string, around: Record<string, unknown>] {
  if (Array.isArray(value)) return [value as unknown[], '', {}];
  if (!isObject(value)) return [null, '', {}];
  const keys = LISTS.filter((key) => Array.isArray(value[key]));
  const [key] = keys;
  return key === undefined || keys.length > 1 ? [null, '', {}] : [value[key] as unknown[], `/${key}`, value];
}

function contextOf(around: Record<string, unknown>, path: string): TableContext {
  const system = around['coordinateSystem'] ?? 'LPS';
  if (system !== 'LPS' && system !== 'RAS')
    throw refused(`${path}#/coordinateSystem`, 'is neither LPS nor RAS', 'give points in mm in the patient');
  const { id } = findColumns(Object.keys(around));
  const image = id === null ? undefined : Object.values(around)[id];
  return { ras: system === 'RAS', ...(typeof image === 'string' ? { image } : {}) };
}

/** Cells by column. A bare list of numbers is a point. */
function cellsOf(row: unknown, place: string): Map<string, string> {
  const cells = new Map<string, string>();
  if (Array.isArray(row)) {
    spread('point', row, cells, place);
    return cells;
  }
  if (!isObject(row)) throw refused(place, 'is no row', HINT);
  for (const [name, value] of Object.entries(row)) {
    if (Array.isArray(value)) spread(name, value as unknown[], cells, `${place}/${name}`);
    else if (value === null) cells.set(name, '');
    else if (typeof value === 'string' || typeof value === 'boolean' || isNumber(value))
      cells.set(name, String(value));
    else throw refused(`${place}/${name}`, 'is no text, number, true, false or null', HINT);
  }
  return cells;
}

function spread(name: string, values: readonly unknown[], cells: Map<string, string>, place: string): void {
  const columns = Object.hasOwn(NUMBERS, name.toLowerCase()) ? NUMBERS[name.toLowerCase()]! : [];
  const isPoint = columns.length === 3 && values.length === 2;
  if ((values.length !== columns.length && !isPoint) || !values.every(isNumber))
    throw refused(place, 'is no point of two or three numbers, and no box of four', HINT);
  values.forEach((number, i) => {
    const column = columns[i]!;
    if (cells.has(column)) throw refused(place, `gives ${column} a second time`, HINT);
    cells.set(column, String(number));
  });
}

/** Line on which each row starts. */
function linesOf(text: string, at: string, rows: number): Int32Array {
  const lines = new Int32Array(rows);
  const depth = at === '' ? 1 : 2;
  let [line, counted] = [1, 0];
  scanJson(text, '', (path, offset) => {
    if (path.length !== depth || (depth === 2 && `/${path[0]!}` !== at)) return;
    for (let i = text.indexOf('\n', counted); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
      line += 1;
      counted = i + 1;
    }
    const row = path.at(-1);
    if (typeof row === 'number') lines[row] = line;
  });
  return lines;
}
