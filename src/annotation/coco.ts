import type { AnnotatedImage, Annotation, AnnotationSet, Shape } from './annotation.js';
import type { Finding } from '../core/finding.js';
import { isNumber, isObject } from './json-text.js';
import { ANNOTATION_LIMITS } from './limits.js';
import { readRunLengths } from './run-lengths.js';
import { emptyShapes, isEmpty, leavesImage, outsideImage } from './shape-doubts.js';
import { refused } from './refused.js';

export interface CocoFile {
  set: AnnotationSet;
  findings: Finding[];
  /** `area` of each annotation as the file gives it; null where it gives none. */
  areas: (number | null)[];
  /** Ids of each annotation with their type: `n1` for the number 1, `s1` for the text "1". */
  ids: { image: string; category: string }[];
  /** By id with type. */
  images: ReadonlyMap<string, AnnotatedImage>;
  categories: ReadonlyMap<string, { number: number; name: string }>;
}

/**
 * COCO instances `{images, annotations, categories}`, or a list of results, each with a score.
 * @throws AppError INPUT-SCHEMA, INPUT-DUPLICATE, INPUT-PATH-ESCAPES naming the entry
 */
export function readCoco(value: unknown, path: string): CocoFile {
  const alone = Array.isArray(value);
  if (!alone && !isObject(value)) throw refused(path, 'is no COCO file', HINT);
  const list = (name: string): unknown[] => {
    const entries = (value as Record<string, unknown>)[name];
    if (!Array.isArray(entries)) throw refused(`${path}#/${name}`, 'is no list', HINT);
    return entries;
  };
  const images = new Map<string, AnnotatedImage>();
  const categories = new Map<string, { number: number; name: string }>();
  if (!alone) {
    list('images').forEach((entry, i) => readImage(entry, `${path}#/images/${i}`, images));
    list('categories').forEach((entry, i) => readCategory(entry, `${path}#/categories/${i}`, categories));
  }
  const outside: string[] = [];
  const empty: string[] = [];
  const areas: (number | null)[] = [];
  const ids: CocoFile['ids'] = [];
  const seen = new Set<string>();
  const entries = alone ? value : list('annotations');
  const annotations = entries.map((entry, i): Annotation => {
    const place = `${path}#/${alone ? '' : 'annotations/'}${i}`;
    if (!isObject(entry)) throw refused(place, 'is no annotation', HINT);
    if (!alone) unique(idOf(entry['id'], place, 'annotation'), seen, place, 'annotation');
    const image = idOf(entry['image_id'], place, 'image');
    const category = idOf(entry['category_id'], place, 'category');
    if (alone && !images.has(image))
      images.set(image, { id: bare(image), fileName: null, columns: null, rows: null });
    const of = images.get(image);
    if (of === undefined) throw refused(place, 'belongs to an image that is not in the file', ID_HINT);
    if (!alone && !categories.has(category)) throw refused(place, 'has an unknown category', ID_HINT);
    const score = entry['score'] ?? null;
    if (score !== null && !isNumber(score)) throw refused(place, 'has a score that is no number', HINT);
    if (alone && score === null) throw refused(place, 'is a result without score', HINT);
    const crowd = entry['iscrowd'] ?? 0;
    if (crowd !== 0 && crowd !== 1) throw refused(place, 'has an iscrowd other than 0 or 1', HINT);
    const area = entry['area'] ?? null;
    if (area !== null && !(isNumber(area) && area >= 0))
      throw refused(place, 'has an area that is no number from 0', HINT);
    areas.push(area);
    ids.push({ image, category });
    const box = entry['bbox'] === undefined ? null : readBox(entry['bbox'], place);
    const shape = readSegmentation(entry['segmentation'], of, place) ?? box;
    if (shape === null) throw refused(place, 'has neither bbox nor segmentation', HINT);
    const pointer = place.slice(path.length + 1);
    if (isEmpty(box) || isEmpty(shape)) empty.push(pointer);
    if (leavesImage(box, of) || leavesImage(shape, of)) outside.push(pointer);
    return {
      image: of.id,
      reader: null,
      label: categories.get(category)?.name ?? bare(category),
      score,
      shape,
      crowd: crowd === 1,
      attributes: {},
    };
  });
  return {
    set: {
      format: alone ? 'coco-results' : 'coco',
      categories: [...categories.values()],
      images: [...images.values()],
      annotations,
    },
    findings: [...emptyShapes(path, empty, alone), ...outsideImage(path, outside)],
    areas,
    ids,
    images,
    categories,
  };
}

const HINT = 'export the file again in the COCO form (images, annotations, categories)';
const ID_HINT = 'name an id of the file; a number and a text are different ids';

/** The type is part of the id: 1 and "1" are different. */
function idOf(id: unknown, place: string, what: string): string {
  if (typeof id === 'string' && id !== '') return `s${id}`;
  if (Number.isSafeInteger(id)) return `n${String(id)}`;
  throw refused(place, `has no ${what} id that is a whole number or a text`, ID_HINT);
}

function bare(id: string): string {
  return id.slice(1);
}

function unique(id: string, seen: Set<string>, place: string, what: string): void {
  if (seen.has(id))
    throw refused(place, `repeats the id of another ${what}`, 'give each its own id', 'INPUT-DUPLICATE');
  seen.add(id);
}

function readImage(entry: unknown, place: string, images: Map<string, AnnotatedImage>): void {
  if (!isObject(entry)) throw refused(place, 'is no image', HINT);
  const id = idOf(entry['id'], place, 'image');
  const other = id.startsWith('n') ? `s${bare(id)}` : `n${bare(id)}`;
  if (images.has(id) || images.has(other))
    throw refused(place, 'repeats the id of another image', 'give each its own id', 'INPUT-DUPLICATE');
  const size = (value: unknown): number | null => {
    if (value === undefined) return null;
    if (!Number.isSafeInteger(value) || (value as number) < 1)
      throw refused(place, 'has a width or height that is no whole number from 1', HINT);
    return value as number;
  };
  const fileName = entry['file_name'] ?? null;
  if (fileName !== null && typeof fileName !== 'string')
    throw refused(place, 'has a file_name that is no text', HINT);
  if (fileName !== null && /^([/\\]|[A-Za-z]:|[a-z]+:\/\/)|(^|[/\\])\.\.([/\\]|$)|\0/i.test(fileName))
    throw refused(place, 'has a file_name outside its folder', 'name files below it', 'INPUT-PATH-ESCAPES');
  images.set(id, { id: bare(id), fileName, columns: size(entry['width']), rows: size(entry['height']) });
}

function readCategory(
  entry: unknown,
  place: string,
  categories: Map<string, { number: number; name: string }>,
): void {
  if (!isObject(entry) || !Number.isSafeInteger(entry['id']) || typeof entry['name'] !== 'string')
    throw refused(place, 'is no category with a whole id and a name', HINT);
  const id = idOf(entry['id'], place, 'category');
  if (categories.has(id))
    throw refused(place, 'repeats the id of another category', 'give each its own id', 'INPUT-DUPLICATE');
  categories.set(id, { number: entry['id'] as number, name: entry['name'] });
}

function readBox(value: unknown, place: string): Shape {
  const far = ANNOTATION_LIMITS.pixelCoordinate;
  if (!Array.isArray(value) || value.length !== 4 || !value.every((n) => isNumber(n) && Math.abs(n) <= far))
    throw refused(place, 'has a bbox that is not four numbers [x, y, width, height]', HINT);
  const box = value as [number, number, number, number];
  if (box[2] < 0 || box[3] < 0)
    throw refused(place, 'has a bbox whose width or height is below 0', 'correct the box or remove it');
  return { type: 'box', box, unit: 'px' };
}

function readSegmentation(value: unknown, image: AnnotatedImage, place: string): Shape | null {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return null;
  if (Array.isArray(value)) {
    const far = ANNOTATION_LIMITS.pixelCoordinate;
    for (const ring of value as unknown[]) {
      if (!Array.isArray(ring) || ring.length < 6 || ring.length % 2 !== 0)
        throw refused(place, 'has a polygon that is not three or more pairs x, y', HINT);
      if (!ring.every((n) => isNumber(n) && Math.abs(n) <= far))
        throw refused(place, 'has a polygon with something that is no place in an image', HINT);
    }
    return { type: 'polygons', rings: value as number[][], unit: 'px' };
  }
  if (!isObject(value)) throw refused(place, 'has a segmentation that is no polygon and no mask', HINT);
  const mask = readRunLengths(value['size'], value['counts'], place);
  if ((image.rows ?? mask.rows) !== mask.rows || (image.columns ?? mask.columns) !== mask.columns)
    throw refused(place, 'has a mask of another size than its image', 'size is [height, width]');
  if (image.rows === null) [image.rows, image.columns] = [mask.rows, mask.columns];
  return { type: 'mask', mask };
}
