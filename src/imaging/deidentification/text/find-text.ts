import { candidateRegions } from './candidate-regions.js';
import type { Region } from './candidate-regions.js';
import { findGlyphs } from './glyphs.js';
import { greyPatch } from './grey-patch.js';
import type { GreyPatch } from './grey-patch.js';
import { intensityRange, isWhole, usualDifference } from './intensity-range.js';
import type { Plane, PlaneValues } from './intensity-range.js';
import { findStrokes } from './strokes.js';
import { textLines } from './text-lines.js';

/** Strokes twice, four and eight times as wide are looked for in the picture made smaller. */
const SCALES = [1, 2, 4, 8];
/** Greys of 256 by which a stroke differs from both sides. */
const CONTRAST = 40;
/** In a noisy part a stroke has to stand out by this many times the usual difference of neighbours. */
const NOISE_TIMES = 3.5;
/** Whole numbers that span less hold no picture worth the name, and nothing that can be read. */
const STEPS_LEAST = 16;
const SMALLEST_SIDE = 16;

/** Places that look like lines of rendered text in one plane, sorted from the top. */
export function findText(given: Plane): Region[] {
  const plane = { ...given, values: inOneKind(given.values) };
  const range = intensityRange(plane.values);
  if (range === null || (isWhole(plane.values) && range.high - range.low < STEPS_LEAST)) return [];
  const contrast = Math.max(
    (CONTRAST / 255) * (range.high - range.low),
    NOISE_TIMES * usualDifference(plane),
  );
  const found: Region[] = [];
  for (const scale of SCALES) {
    if (Math.min(plane.columns, plane.rows) < SMALLEST_SIDE * scale) break;
    for (const region of candidateRegions(plane, scale, contrast)) {
      const patch = greyPatch(plane, region, scale, range);
      const needed = Math.max(CONTRAST, NOISE_TIMES * differenceIn(patch));
      if (needed > 255) continue;
      const { bright, dark } = findStrokes(patch, needed);
      const inks = [...findGlyphs(patch, bright, 1), ...findGlyphs(patch, dark, -1)];
      for (const line of inks.flatMap(textLines)) {
        found.push({
          column0: region.column0 + line.column0 * scale,
          row0: region.row0 + line.row0 * scale,
          column1: region.column0 + line.column1 * scale,
          row1: region.row0 + line.row1 * scale,
        });
      }
    }
  }
  return merged(found);
}

/** Larger planes are looked at as they are: a copy would take four bytes a pixel. */
const COPIED = 2 ** 24;

/**
 * Values of up to 16 bits in an array of one kind: loops that meet several kinds are compiled again and again, which for
 * a few images takes longer than looking at them.
 */
function inOneKind(values: PlaneValues): PlaneValues {
  return values.BYTES_PER_ELEMENT <= 2 && values.length <= COPIED ? new Int32Array(values) : values;
}

/** Median difference of pixels two columns apart, in greys. */
function differenceIn({ greys }: GreyPatch): number {
  const counts = new Uint32Array(256);
  for (let i = 2; i < greys.length; i += 1) {
    const difference = greys[i]! - greys[i - 2]!;
    const size = difference < 0 ? -difference : difference;
    counts[size] = counts[size]! + 1;
  }
  let [size, seen] = [0, 0];
  while (size < 255 && seen + counts[size]! < greys.length / 2) seen += counts[size++]!;
  return size;
}

/** Rectangles that overlap become one. */
export function merged(regions: readonly Region[]): Region[] {
  const rest = [...regions];
  const done: Region[] = [];
  while (rest.length > 0) {
    const one = { ...rest.pop()! };
    const at = rest.findIndex(
      (other) =>
        other.column0 < one.column1 &&
        one.column0 < other.column1 &&
        other.row0 < one.row1 &&
        one.row0 < other.row1,
    );
    const other = rest[at];
    if (other === undefined) {
      done.push(one);
      continue;
    }
    rest[at] = {
      column0: Math.min(one.column0, other.column0),
      row0: Math.min(one.row0, other.row0),
      column1: Math.max(one.column1, other.column1),
      row1: Math.max(one.row1, other.row1),
    };
  }
  return done.sort((a, b) => a.row0 - b.row0 || a.column0 - b.column0);
}
