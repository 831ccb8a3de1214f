import type { GreyPatch } from './grey-patch.js';
import { CELL } from './strokes.js';
import type { StrokeCells } from './strokes.js';

/** Connected pixels that could be a letter, or several that touch. Columns and rows of the patch, the last excluded. */
export interface Glyph {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** Mean grey of its pixels. */
  grey: number;
  /** Standard deviation of its greys over the contrast around it. */
  unevenness: number;
  sharp: number;
  contrast: number;
  /** Share of its rectangle that it fills. */
  fill: number;
  /** Mean number of strokes met on a way across, and on a way down. */
  across: number;
  down: number;
}

/** Sizes in pixels of the scale. */
const HEIGHT = { least: 5, most: 40 };
const WIDTH_MOST = 400;
const AREA_LEAST = 6;
/** Share of the outline with a sharp edge: letters are cut out, tissue is not. */
const SHARP_LEAST = 0.8;

/**
 * Connected ink of two kinds: what is nearer to the strokes than to their sides, and, where many strokes have one grey,
 * what has that grey, which parts letters from what they were written over.
 * @param sign 1 for letters brighter than what is around them, -1 for darker
 */
export function findGlyphs(patch: GreyPatch, cells: StrokeCells, sign: 1 | -1): Glyph[][] {
  const levels = cellLevels(cells, sign);
  if (levels === null) return [];
  const byThreshold = inkMask(patch, cells.width, levels.threshold, sign);
  const found = [glyphsOf(patch, byThreshold, levels, cells.width, sign)];
  const grey = printedGrey(cells);
  if (grey !== null) {
    const byGrey = patch.greys.map((value) => (Math.abs(value - grey) <= ALIKE ? INK : 0));
    found.push(glyphsOf(patch, byGrey, levels, cells.width, sign));
  }
  return found;
}

/** Greys this close are one printed grey. */
const ALIKE = 2;
/** Share of the stroke pixels that have it. */
const PRINTED_LEAST = 0.25;

/** The grey of most strokes; null where they have many. */
function printedGrey({ greys }: StrokeCells): number | null {
  let [best, most, all] = [0, 0, 0];
  for (let grey = 0; grey < 256; grey += 1) {
    all += greys[grey]!;
    if (greys[grey]! > most) [best, most] = [grey, greys[grey]!];
  }
  return most >= PRINTED_LEAST * all ? best : null;
}

function glyphsOf(
  patch: GreyPatch,
  mask: Uint8Array,
  levels: Levels,
  cellsAcross: number,
  sign: number,
): Glyph[] {
  const { columns, rows } = patch;
  const found: Glyph[] = [];
  const stack = new Int32Array(columns * rows);
  for (let first = 0; first < mask.length; first += 1) {
    if (mask[first] !== INK) continue;
    let [x0, y0, x1, y1, area, sum, squares] = [columns, rows, 0, 0, 0, 0, 0];
    let top = 0;
    stack[top++] = first;
    mask[first] = SEEN;
    while (top > 0) {
      const at = stack[--top]!;
      const y = Math.floor(at / columns);
      const x = at - y * columns;
      area += 1;
      const grey = patch.greys[at]!;
      sum += grey;
      squares += grey * grey;
      if (x < x0) x0 = x;
      if (x >= x1) x1 = x + 1;
      if (y < y0) y0 = y;
      if (y >= y1) y1 = y + 1;
      for (let v = y > 0 ? y - 1 : 0; v <= y + 1 && v < rows; v += 1) {
        for (let u = x > 0 ? x - 1 : 0; u <= x + 1 && u < columns; u += 1) {
          const next = v * columns + u;
          if (mask[next] !== INK) continue;
          mask[next] = SEEN;
          stack[top++] = next;
        }
      }
    }
    const [width, height] = [x1 - x0, y1 - y0];
    const [small, large] = width < height ? [width, height] : [height, width];
    if (area < AREA_LEAST || large < HEIGHT.least || small > HEIGHT.most || large > WIDTH_MOST) continue;
    const shape = outline(patch, mask, { x0, y0, x1, y1 }, levels, cellsAcross, sign);
    if (shape.sharp < SHARP_LEAST) continue;
    found.push({
      x0,
      y0,
      x1,
      y1,
      grey: sum / area,
      unevenness: Math.sqrt(squares / area - (sum / area) ** 2) / shape.contrast,
      sharp: shape.sharp,
      contrast: shape.contrast,
      fill: area / (width * height),
      across: shape.runsAcross / height,
      down: shape.runsDown / width,
    });
  }
  return found;
}

const INK = 1;
const SEEN = 2;

interface Levels {
  /** By cell: half way between strokes and their sides; NaN where there are none near. */
  threshold: Float32Array;
  contrast: Float32Array;
}

/** Strokes and sides of the cell and its eight neighbours; null where there are none at all. */
function cellLevels(cells: StrokeCells, sign: number): Levels | null {
  const { width, height, count, strokeSum, sideSum } = cells;
  const threshold = new Float32Array(width * height).fill(NaN);
  const contrast = new Float32Array(width * height);
  let some = false;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      let [strokes, stroke, side] = [0, 0, 0];
      for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y += 1) {
        for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x += 1) {
          const at = y * width + x;
          strokes += count[at]!;
          stroke += strokeSum[at]!;
          side += sideSum[at]!;
        }
      }
      if (strokes < 4) continue;
      some = true;
      const cell = row * width + column;
      threshold[cell] = (stroke + side) / (2 * strokes);
      contrast[cell] = (sign * (stroke - side)) / strokes;
    }
  }
  return some ? { threshold, contrast } : null;
}

function inkMask(
  { columns, rows, greys }: GreyPatch,
  cellsAcross: number,
  threshold: Float32Array,
  sign: number,
): Uint8Array {
  const mask = new Uint8Array(columns * rows);
  for (let row = 0, i = 0; row < rows; row += 1) {
    const cellRow = Math.floor(row / CELL) * cellsAcross;
    for (let column = 0; column < columns; column += 1, i += 1) {
      const limit = threshold[cellRow + Math.floor(column / CELL)]!;
      if (sign > 0 ? greys[i]! > limit : greys[i]! < limit) mask[i] = INK;
    }
  }
  return mask;
}

/** Counts the runs on every way through a rectangle, and how many of their ends are sharp. */
function outline(
  { columns, rows, greys }: GreyPatch,
  mask: Uint8Array,
  { x0, y0, x1, y1 }: Pick<Glyph, 'x0' | 'y0' | 'x1' | 'y1'>,
  { contrast }: Levels,
  cellsAcross: number,
  sign: number,
): { sharp: number; contrast: number; runsAcross: number; runsDown: number } {
  const middle =
    Math.floor((y0 + y1) / 2 / CELL) * cellsAcross + Math.floor(Math.min((x0 + x1) / 2, columns - 1) / CELL);
  const needed = 0.5 * contrast[middle]!;
  let [ends, sharp, runsAcross, runsDown] = [0, 0, 0, 0];
  const grey = (x: number, y: number): number =>
    sign *
    greys[(y < 0 ? 0 : y >= rows ? rows - 1 : y) * columns + (x < 0 ? 0 : x >= columns ? columns - 1 : x)]!;
  const ink = (x: number, y: number): boolean =>
    x >= 0 && x < columns && y >= 0 && y < rows && mask[y * columns + x] !== 0;
  const look = (x: number, y: number, dx: number, dy: number): void => {
    if (ink(x + dx, y + dy)) return;
    ends += 1;
    const inside = Math.max(grey(x, y), ink(x - dx, y - dy) ? grey(x - dx, y - dy) : -Infinity);
    const outside = Math.min(
      grey(x + dx, y + dy),
      ink(x + 2 * dx, y + 2 * dy) ? Infinity : grey(x + 2 * dx, y + 2 * dy),
    );
    if (inside - outside >= needed) sharp += 1;
    if (dx < 0) runsAcross += 1;
    if (dy < 0) runsDown += 1;
  };
  for (let y = y0; y < y1; y += 1) {
    for (let x = x0; x < x1; x += 1) {
      if (!ink(x, y)) continue;
      look(x, y, -1, 0);
      look(x, y, 1, 0);
      look(x, y, 0, -1);
      look(x, y, 0, 1);
    }
  }
  return { contrast: contrast[middle]!, sharp: ends === 0 ? 0 : sharp / ends, runsAcross, runsDown };
}
