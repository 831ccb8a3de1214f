import { AppError } from '../core/error.js';

/** A CSV in memory: first line names the columns, cells as text. */
export interface Table {
  readonly path: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** @throws AppError when there is no such column */
  text: (column: string) => string[];
  /** Cells as numbers. @throws AppError for an empty cell or one that is not a number: nothing is dropped silently */
  numbers: (column: string) => Float64Array;
}

/** RFC 4180: quoted cells may hold commas, quotes (doubled) and line ends. */
export function parseTable(csv: string, path: string): Table {
  const lines = parseCells(csv);
  const columns = lines.shift() ?? [];
  lines.forEach((cells, i) => {
    if (cells.length !== columns.length) {
      throw new AppError('INPUT-SYNTAX', `${cells.length} cells where the header has ${columns.length}`, {
        place: `${path}:${i + 2}`,
        hint: 'give every line as many cells as there are columns',
      });
    }
  });
  const text = (column: string): string[] => {
    const at = columns.indexOf(column);
    if (at < 0) {
      throw new AppError('INPUT-SCHEMA', `no column ${column}`, {
        place: path,
        hint: `columns are: ${columns.join(', ')}`,
      });
    }
    return lines.map((cells) => cells[at] ?? '');
  };
  const numbers = (column: string): Float64Array =>
    Float64Array.from(text(column), (cell, i) => numberOf(cell, `${path}:${i + 2}`, column));
  return { path, columns, rows: lines.length, text, numbers };
}

function numberOf(cell: string, place: string, column: string): number {
  const trimmed = cell.trim();
  if (/^[+-]?inf(inity)?$/i.test(trimmed)) return trimmed.startsWith('-') ? -Infinity : Infinity;
  const value = trimmed === '' ? NaN : Number(trimmed);
  if (Number.isNaN(value)) {
    throw new AppError(
      'INPUT-SYNTAX',
      `${column} is ${trimmed === '' ? 'empty' : `"${trimmed}"`}, not a number`,
      {
        place,
        hint: 'fill the cell or take the case out of the file; nothing is dropped silently',
      },
    );
  }
  return value;
}

function parseCells(csv: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  const text = csv.startsWith('\uFEFF') ? csv.slice(1) : csv;
  const endLine = (): void => {
    cells.push(cell);
    if (cells.length > 1 || cell !== '') lines.push(cells);
    cells = [];
    cell = '';
  };
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i);
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === ',') {
      cells.push(cell);
      cell = '';
    } else if (c === '\n') endLine();
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || cells.length > 0) endLine();
  return lines;
}
