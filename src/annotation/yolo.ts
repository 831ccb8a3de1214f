import { decimalNumber } from './decimal-number.js';
import type { Annotation, Shape } from './annotation.js';
import { refused } from './refused.js';

/** Rounding of six decimals may put an edge this far outside. */
const ROUNDING = 1e-5;
const HINT =
  'a line is: class, then centre x, centre y, width, height (and confidence), or three or more points x, y, all in parts of the image from 0 to 1';

/**
 * One YOLO label file: a line an object, `class cx cy w h [confidence]` or `class x y x y x y …`. An empty file is an
 * image without objects.
 * @param names class names by number; null when they are not known
 * @throws AppError INPUT-SYNTAX naming the line
 */
export function readYolo(
  bytes: Uint8Array,
  path: string,
  image: string,
  names: ReadonlyMap<number, string> | null,
): Annotation[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(path, 'is not UTF-8 text', HINT, 'INPUT-SYNTAX');
  }
  return text.split(/\r\n|\n|\r/).flatMap((line, i) => {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    return words.length === 0 ? [] : [readLine(words, `${path}:${i + 1}`, image, names)];
  });
}

function readLine(
  words: string[],
  place: string,
  image: string,
  names: ReadonlyMap<number, string> | null,
): Annotation {
  const bad = (what: string): Error => refused(place, what, HINT, 'INPUT-SYNTAX');
  if (words.length < 5) throw bad(`the line has ${words.length} columns`);
  const [first, ...rest] = words;
  if (first === undefined || !/^\d{1,6}$/.test(first)) throw bad('the class is no whole number from 0');
  const label = names === null ? String(Number(first)) : names.get(Number(first));
  if (label === undefined) throw bad('the class is not among the names');
  if (hasKeypoints(rest)) throw bad('the line looks like keypoints (pose), which are not read');
  const values = rest.map((word) => decimalNumber(word) ?? NaN);
  if (!values.every((v) => v >= 0 && v <= 1))
    throw bad('a value is no number from 0 to 1: pixels have to be divided by the size of the image');
  const isBox = values.length <= 5;
  const scored = isBox ? values.length === 5 : values.length % 2 === 1;
  const score = scored ? (values.pop() ?? null) : null;
  let shape: Shape;
  if (isBox) {
    const [cx, cy, w, h] = values as [number, number, number, number];
    if (w <= 0 || h <= 0) throw bad('the box has no width or no height');
    const box = [cx - w / 2, cy - h / 2, w, h] as const;
    if (box[0] < -ROUNDING || box[1] < -ROUNDING || box[0] + w > 1 + ROUNDING || box[1] + h > 1 + ROUNDING)
      throw bad('the box leaves the image');
    shape = { type: 'box', box, unit: 'image' };
  } else {
    shape = { type: 'polygons', rings: [values], unit: 'image' };
  }
  return { image, reader: null, label, score, shape, crowd: false, attributes: {} };
}

/**
 * A box and points x, y, visibility, where visibility is a bare 0, 1 or 2: with an even number of points the same
 * count as a polygon, which it must not be taken for.
 */
function hasKeypoints(words: readonly string[]): boolean {
  if (words.length < 10 || (words.length - 4) % 3 !== 0) return false;
  return words.slice(4).every((word, i) => i % 3 !== 2 || /^[012](\.0*)?$/.test(word));
}
