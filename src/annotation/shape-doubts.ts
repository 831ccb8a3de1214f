import type { Finding } from '../core/finding.js';
import type { AnnotatedImage, Shape } from './annotation.js';
import { ringArea } from './polygon.js';
import { maskArea } from './run-lengths.js';
import { entryDoubts } from './entry-doubts.js';

/** A box may leave its image by this much: two decimals, rounded twice. */
const ROUNDING_PX = 0.01;

/** Boxes and polygons in pixels; other shapes, and images whose size is not known, are never said to leave. */
export function leavesImage(shape: Shape | null, image: Pick<AnnotatedImage, 'columns' | 'rows'>): boolean {
  const { columns, rows } = image;
  if (columns === null || rows === null || shape === null) return false;
  const within = (value: number, most: number): boolean =>
    value >= -ROUNDING_PX && value <= most + ROUNDING_PX;
  if (shape.type === 'box' && shape.unit === 'px') {
    const [x, y, w, h] = shape.box;
    return !(within(x, columns) && within(x + w, columns) && within(y, rows) && within(y + h, rows));
  }
  if (shape.type !== 'polygons' || shape.unit !== 'px') return false;
  return shape.rings.some((ring) => ring.some((v, i) => !within(v, i % 2 === 0 ? columns : rows)));
}

/** Nothing inside: a box without width or height, a mask without pixel, polygons without area. */
export function isEmpty(shape: Shape | null): boolean {
  if (shape?.type === 'box') return shape.box[2] === 0 || shape.box[3] === 0;
  if (shape?.type === 'mask') return maskArea(shape.mask) === 0;
  return shape?.type === 'polygons' && shape.rings.every((ring) => ringArea(ring) === 0);
}

export function outsideImage(path: string, entries: readonly string[]): Finding[] {
  return entryDoubts(
    {
      code: 'ANNOTATION-OUTSIDE-IMAGE',
      severity: 'warning',
      what: 'beyond the edge of the image',
      fix: 'check the size of the image and the order x, y, width, height',
    },
    path,
    entries,
  );
}

/** An object of a reference standard without extent can never be found; a detection without extent finds nothing. */
export function emptyShapes(path: string, entries: readonly string[], arePredictions: boolean): Finding[] {
  return entryDoubts(
    {
      code: 'ANNOTATION-EMPTY',
      severity: arePredictions ? 'warning' : 'error',
      what: 'without extent',
      fix: 'correct its box, polygon or mask, or remove it',
    },
    path,
    entries,
  );
}
