import type { Plane } from './intensity-range.js';

/** A part of a picture, rows and columns 0-based, the last ones excluded. */
export interface Region {
  column0: number;
  row0: number;
  column1: number;
  row1: number;
}

/** Side of a cell in pixels of the scale that is looked at. */
const CELL = 8;
/** A stroke is at most this wide in pixels of the scale; wider ones are found at the next. */
const REACH = 2;
/** Pixels of strokes that make a cell worth a look; every other row is counted. */
const ENOUGH = 3;

/**
 * Where pixels stand out from the left and from the right, closely enough together to be letters. A quick look at every
 * other row, to leave out most of an image: what is found is looked at again with care.
 * @param scale 1, 2, 4 …: every so many columns, and twice as many rows, are looked at
 * @param contrast difference to both sides, in the unit of the values
 */
export function candidateRegions(plane: Plane, scale: number, contrast: number): Region[] {
  const { columns, rows, values } = plane;
  const side = CELL * scale;
  const width = Math.ceil(columns / side);
  const height = Math.ceil(rows / side);
  const counts = new Uint8Array(width * height);
  const reach = REACH * scale;
  for (let row = scale >> 1; row < rows; row += 2 * scale) {
    const start = row * columns;
    const cellRow = Math.floor(row / side) * width;
    const end = start + columns - reach;
    for (let i = start + reach; i < end; i += scale) {
      const value = values[i]!;
      const left = value - values[i - reach]!;
      if (left > contrast) {
        if (value - values[i + reach]! <= contrast) continue;
      } else if (left < -contrast) {
        if (value - values[i + reach]! >= -contrast) continue;
      } else continue;
      const cell = cellRow + Math.floor((i - start) / side);
      counts[cell] = counts[cell]! + 1;
    }
  }
  return clusters(counts, width, height).map(({ column0, row0, column1, row1 }) => ({
    column0: Math.max(0, column0 - 1) * side,
    row0: Math.max(0, row0 - 1) * side,
    column1: Math.min(columns, (column1 + 1) * side),
    row1: Math.min(rows, (row1 + 1) * side),
  }));
}

/** Rectangles, in cells, around cells with enough strokes that lie no more than one cell apart; single cells are left out. */
function clusters(counts: Uint8Array, width: number, height: number): Region[] {
  const seen = new Uint8Array(width * height);
  const found: Region[] = [];
  const stack: number[] = [];
  for (let first = 0; first < counts.length; first += 1) {
    if (counts[first]! < ENOUGH || seen[first] === 1) continue;
    const at = { column0: width, row0: height, column1: 0, row1: 0 };
    let cells = 0;
    seen[first] = 1;
    stack.push(first);
    while (stack.length > 0) {
      const cell = stack.pop()!;
      const row = Math.floor(cell / width);
      const column = cell - row * width;
      cells += 1;
      at.column0 = Math.min(at.column0, column);
      at.column1 = Math.max(at.column1, column + 1);
      at.row0 = Math.min(at.row0, row);
      at.row1 = Math.max(at.row1, row + 1);
      for (let y = Math.max(0, row - 2); y <= Math.min(height - 1, row + 2); y += 1) {
        for (let x = Math.max(0, column - 2); x <= Math.min(width - 1, column + 2); x += 1) {
          const next = y * width + x;
          if (seen[next] === 1 || counts[next]! < ENOUGH) continue;
          seen[next] = 1;
          stack.push(next);
        }
      }
    }
    if (cells > 1) found.push(at);
  }
  return found;
}
