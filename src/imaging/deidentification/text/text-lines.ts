import type { Region } from './candidate-regions.js';
import type { Glyph } from './glyphs.js';

/** A line needs this many letters: fewer happen by chance, and markers of a side are one or two. */
const LETTERS_LEAST = 3;

/**
 * Rows of glyphs that stand on one line, alike in height and grey, close together. Lines that run down are found by
 * turning the page.
 * @returns places in the patch
 */
export function textLines(glyphs: readonly Glyph[]): Region[] {
  const upright = linesAcross(glyphs);
  const turned = linesAcross(glyphs.map(transposed)).map((line) => ({
    column0: line.row0,
    row0: line.column0,
    column1: line.row1,
    row1: line.column1,
  }));
  return [...upright, ...turned];
}

function transposed(glyph: Glyph): Glyph {
  const { x0, y0, x1, y1, across, down } = glyph;
  return { ...glyph, x0: y0, y0: x0, x1: y1, y1: x1, across: down, down: across };
}

function linesAcross(glyphs: readonly Glyph[]): Region[] {
  const letters = glyphs.filter(couldBeLetters).sort((a, b) => a.x0 - b.x0);
  const next = new Array<number>(letters.length).fill(-1);
  const hasBefore = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) {
    const one = letters[i]!;
    let best = -1;
    for (let j = i + 1; j < letters.length; j += 1) {
      const other = letters[j]!;
      const height = Math.max(heightOf(one), heightOf(other));
      if (other.x0 - one.x1 > 1.3 * 40) break;
      if (hasBefore[j] === 1 || other.x0 - one.x1 > 1.3 * height || isUnder(other, one)) continue;
      if (!alike(one, other)) continue;
      if (best === -1 || other.x0 < letters[best]!.x0) best = j;
    }
    if (best !== -1) {
      next[i] = best;
      hasBefore[best] = 1;
    }
  }
  const found: Region[] = [];
  for (let i = 0; i < letters.length; i += 1) {
    if (hasBefore[i] === 1) continue;
    const line: Glyph[] = [];
    for (let at = i; at !== -1; at = next[at]!) line.push(letters[at]!);
    if (isText(line)) found.push(around(line));
  }
  return found;
}

/** Letters stand beside each other; arcs lie one in the other. */
function isUnder(other: Glyph, one: Glyph): boolean {
  return other.x1 <= one.x1 || one.x1 - other.x0 > 0.25 * Math.min(one.x1 - one.x0, other.x1 - other.x0);
}

function heightOf({ y0, y1 }: Glyph): number {
  return y1 - y0;
}

/** Not a solid block, not a bar that lies, not so wide that its height could be anything. */
function couldBeLetters(glyph: Glyph): boolean {
  const height = heightOf(glyph);
  const width = glyph.x1 - glyph.x0;
  if (height < 5 || height > 40 || width > 12 * height) return false;
  if (glyph.fill > 0.9 && width > 0.35 * height) return false;
  if (width <= 1.6 * height) return true;
  // Letters that touch: each of them is met on the way across.
  return glyph.across >= (0.6 * width) / height && glyph.fill > 0.15 && glyph.fill < 0.8;
}

function alike(one: Glyph, other: Glyph): boolean {
  const [a, b] = [heightOf(one), heightOf(other)];
  const [low, high] = a < b ? [a, b] : [b, a];
  if (high > 1.8 * low) return false;
  const overlap = Math.min(one.y1, other.y1) - Math.max(one.y0, other.y0);
  return overlap >= 0.65 * low && Math.abs(one.grey - other.grey) < 40;
}

function lettersIn(glyph: Glyph, height: number): number {
  return Math.max(1, Math.round((glyph.x1 - glyph.x0) / (0.75 * height)));
}

function isText(line: readonly Glyph[]): boolean {
  const height = Math.max(...line.map(heightOf));
  const weights = line.map((glyph) => lettersIn(glyph, height));
  const letters = sum(weights);
  if (letters < LETTERS_LEAST) return false;
  const off = Math.max(1, 0.1 * height);
  const onBase = share(line, weights, ({ y1 }) => y1, off);
  const onTop = share(line, weights, ({ y0 }) => y0, off);
  if (Math.max(onBase, onTop) < 0.75 || Math.min(onBase, onTop) < 0.45) return false;
  if (mean(line, weights, ({ across, down }) => Math.max(across, down)) < 1.3) return false;
  const fill = mean(line, weights, (glyph) => glyph.fill);
  if (fill < 0.15 || fill > 0.75) return false;
  const grey = mean(line, weights, (glyph) => glyph.grey);
  if (Math.sqrt(mean(line, weights, (glyph) => (glyph.grey - grey) ** 2)) > 20) return false;
  const sharp = mean(line, weights, (glyph) => glyph.sharp);
  const unevenness = mean(line, weights, (glyph) => glyph.unevenness);
  // Letters that touch are one piece: with few pieces the ink has to be that of a printed letter.
  const few = line.length < 3;
  return few ? letters > 3 && sharp >= 0.97 && unevenness <= 0.15 : sharp >= 0.93 && unevenness <= 0.35;
}

/** Largest share of letters whose edge is the same within a tolerance. */
function share(
  line: readonly Glyph[],
  weights: readonly number[],
  edge: (glyph: Glyph) => number,
  off: number,
): number {
  let most = 0;
  for (const one of line) {
    let agree = 0;
    line.forEach((other, i) => {
      if (Math.abs(edge(other) - edge(one)) <= off) agree += weights[i]!;
    });
    most = Math.max(most, agree);
  }
  return most / sum(weights);
}

function mean(line: readonly Glyph[], weights: readonly number[], value: (glyph: Glyph) => number): number {
  return sum(line.map((glyph, i) => value(glyph) * weights[i]!)) / sum(weights);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function around(line: readonly Glyph[]): Region {
  return {
    column0: Math.min(...line.map(({ x0 }) => x0)),
    row0: Math.min(...line.map(({ y0 }) => y0)),
    column1: Math.max(...line.map(({ x1 }) => x1)),
    row1: Math.max(...line.map(({ y1 }) => y1)),
  };
}
