import type { GreyPatch } from './grey-patch.js';

/** Side of a cell, pixels. */
export const CELL = 8;
const SHIFT = 3;
/** A stroke is at most this wide; thicker ones are found in the halved picture. */
const REACH = 2;

/** Pixels that stand out from both sides, across or down, counted by cell; and how bright they and their sides are. */
export interface StrokeCells {
  width: number;
  height: number;
  count: Uint16Array;
  strokeSum: Int32Array;
  sideSum: Int32Array;
  /** How many stroke pixels have each of the 256 greys. */
  greys: Uint32Array;
}

export interface Strokes {
  bright: StrokeCells;
  dark: StrokeCells;
}

/** @param contrast greys by which a stroke differs from both of its sides */
export function findStrokes({ columns, rows, greys }: GreyPatch, contrast: number): Strokes {
  const width = (columns + CELL - 1) >> SHIFT;
  const height = (rows + CELL - 1) >> SHIFT;
  const cells = (): StrokeCells => ({
    width,
    height,
    count: new Uint16Array(width * height),
    strokeSum: new Int32Array(width * height),
    sideSum: new Int32Array(width * height),
    greys: new Uint32Array(256),
  });
  const [bright, dark] = [cells(), cells()];
  const down = REACH * columns;
  for (let row = REACH; row < rows - REACH; row += 1) {
    const cellRow = (row >> SHIFT) * width;
    const end = row * columns + columns - REACH;
    for (let i = row * columns + REACH, column = REACH; i < end; i += 1, column += 1) {
      const grey = greys[i]!;
      const left = grey - greys[i - REACH]!;
      const up = grey - greys[i - down]!;
      if (left <= contrast && left >= -contrast && up <= contrast && up >= -contrast) continue;
      const right = grey - greys[i + REACH]!;
      const below = grey - greys[i + down]!;
      const across = left > contrast && right > contrast;
      if (across || (up > contrast && below > contrast)) {
        add(bright, cellRow + (column >> SHIFT), grey, across ? left + right : up + below);
        continue;
      }
      const acrossDark = left < -contrast && right < -contrast;
      if (acrossDark || (up < -contrast && below < -contrast))
        add(dark, cellRow + (column >> SHIFT), grey, acrossDark ? left + right : up + below);
    }
  }
  return { bright, dark };
}

function add(cells: StrokeCells, cell: number, grey: number, differences: number): void {
  cells.greys[grey] = cells.greys[grey]! + 1;
  cells.count[cell] = cells.count[cell]! + 1;
  cells.strokeSum[cell] = cells.strokeSum[cell]! + grey;
  cells.sideSum[cell] = cells.sideSum[cell]! + grey - (differences >> 1);
}
