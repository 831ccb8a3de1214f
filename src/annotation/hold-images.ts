import type { Finding } from '../core/finding.js';
import type { ImageSeries } from '../imaging/check-against-images.js';
import { dot, minus } from '../imaging/grid.js';
import type { Grid, Vec3 } from '../imaging/grid.js';
import type { Annotation, AnnotationSet } from './annotation.js';
import { entryDoubts } from './entry-doubts.js';
import { leavesImage, outsideImage } from './shape-doubts.js';

/** An image in a folder, as far as annotations name one. UIDs and ids stay inside: findings never print them. */
export interface ImageFile {
  /** Below the folder, with forward slashes. */
  path: string;
  /** Null where the format does not say, or is not read. */
  columns: number | null;
  rows: number | null;
  /** UIDs of instance, series and study, and the patient's id; empty for a picture. */
  keys: readonly string[];
}

export interface Held {
  facts: Record<string, unknown>;
  findings: Finding[];
}

/** Half a voxel around the centres, and what rounding of positions adds. */
const EDGE = 0.5 + 1e-3;
/** A contour lies on a slice when it is this near, in slice distances. */
const ON_SLICE = 0.1;

/**
 * Holds annotations against the images they are of: each image is there, by file name, UID or patient id; sizes agree;
 * boxes lie in their image, points inside the volume of their series, contours on slices that exist.
 * @param files images below the folder given
 * @param series the same as far as they are DICOM series
 */
export function holdAgainstImages(
  set: AnnotationSet,
  files: readonly ImageFile[],
  series: readonly ImageSeries[],
  path: string,
): Held {
  const byKey = keysOf(files);
  const fileOf = new Map(
    set.images.map(({ id, fileName }) => [
      id,
      byKey.get(fileName ?? id) ?? byKey.get(baseName(fileName ?? id)),
    ]),
  );
  const missing = set.images.flatMap(({ id }, i) =>
    fileOf.get(id) === undefined ? [imageEntry(set, id, i)] : [],
  );
  const otherSize = set.images.flatMap(({ id, columns, rows }, i) => {
    const file = fileOf.get(id);
    const differs = (own: number | null, is: number | null | undefined): boolean =>
      own !== null && (is ?? own) !== own;
    return differs(columns, file?.columns) || differs(rows, file?.rows) ? [imageEntry(set, id, i)] : [];
  });
  const seriesOf = (id: string): readonly ImageSeries[] => {
    if (set.format === 'markups') return series;
    const own = series.filter(({ seriesUid }) => seriesUid !== null && seriesUid === id);
    if (own.length > 0) return own;
    const keys = fileOf.get(id)?.keys ?? [];
    return series.filter(({ seriesUid }) => seriesUid !== null && keys.includes(seriesUid));
  };
  const outside: string[] = [];
  const offGrid: string[] = [];
  const offSlice: string[] = [];
  let notHeld = 0;
  set.annotations.forEach((annotation, i) => {
    const { shape, image } = annotation;
    const file = fileOf.get(image);
    const entry = entryOf(set, annotation, i);
    if (file !== undefined && leavesPicture(annotation, file)) outside.push(entry);
    if (shape.type === 'contours') {
      const own = seriesOf(image);
      if (own.length === 0) notHeld += 1;
      else if (!shape.contours.every((contour) => own.some((one) => onSlice(contour, one))))
        offSlice.push(entry);
    } else if (shape.type === 'point' && shape.point.length === 3) {
      const grids = seriesOf(image).flatMap(({ grid }) => grid ?? []);
      if (grids.length === 0) notHeld += 1;
      else if (!grids.some((grid) => inside(shape.point as unknown as Vec3, grid))) offGrid.push(entry);
    }
  });
  return {
    facts: {
      imagesNamed: set.images.length,
      imagesFound: set.images.length - missing.length,
      imagesInFolder: files.length,
      annotationsNotHeld: notHeld,
    },
    findings: [
      ...error('ANNOTATION-IMAGE-MISSING', path, missing, 'of an image that is not in the folder'),
      ...error('ANNOTATION-IMAGE-SIZE', path, otherSize, 'whose width or height is not that of the image'),
      ...outsideImage(path, outside),
      ...error('ANNOTATION-POINT-OUTSIDE', path, offGrid, 'outside of the volume of its series'),
      ...error('ANNOTATION-SLICE-MISSING', path, offSlice, 'on a slice that is not there'),
      ...unheld(notHeld, path),
    ],
  };
}

/** Path, file name, name without ending, UIDs and patient id; the first image of a key stands for it. */
function keysOf(files: readonly ImageFile[]): Map<string, ImageFile> {
  const byKey = new Map<string, ImageFile>();
  for (const file of files) {
    const name = baseName(file.path);
    for (const key of [file.path, stem(file.path), name, stem(name), ...file.keys])
      if (!byKey.has(key)) byKey.set(key, file);
  }
  return byKey;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function stem(path: string): string {
  return path.replace(/\.[^./]+$/, '');
}

/** Place in the file, never the id itself. */
function imageEntry(set: AnnotationSet, id: string, i: number): string {
  if (set.format === 'coco') return `/images/${i}`;
  const line = set.annotations.find(({ image }) => image === id)?.line;
  return line === undefined ? `image ${i + 1}` : `line ${line}`;
}

function entryOf({ format }: AnnotationSet, { line, reader }: Annotation, i: number): string {
  if (format === 'coco') return `/annotations/${i}`;
  if (line !== undefined) return `line ${line}`;
  return `mark ${i + 1}${reader === null ? '' : ` of ${reader}`}`;
}

function leavesPicture({ shape }: Annotation, { columns, rows }: ImageFile): boolean {
  if (columns === null || rows === null) return false;
  const within = (pixels: readonly number[]): boolean =>
    pixels.every((v, i) => v >= 0 && v <= (i % 2 === 0 ? columns : rows));
  if (shape.type === 'point') return shape.point.length === 2 && !within(shape.point);
  // Outlines of LIDC go round the nodule, one pixel further out.
  if (shape.type === 'contours')
    return shape.contours.some(({ pixels }) => !within(pixels.map((v) => Math.max(0, v))));
  return leavesImage(shape, { columns, rows });
}

function inside(point: Vec3, grid: Grid): boolean {
  const from = minus(point, grid.origin);
  return grid.axes.every((axis, i) => {
    const at = dot(from, axis) / grid.spacingMm[i]!;
    return at >= -EDGE && at <= grid.size[i]! - 1 + EDGE;
  });
}

function onSlice(
  { sopInstanceUid, zMm }: { sopInstanceUid: string | null; zMm: number | null },
  { instanceUids, grid }: ImageSeries,
): boolean {
  if (sopInstanceUid !== null) return instanceUids.has(sopInstanceUid);
  if (zMm === null || grid === null) return true;
  const [, , normal] = grid.axes;
  const at = ((zMm - grid.origin[2]) * normal[2]) / grid.spacingMm[2];
  return at >= -ON_SLICE && at <= grid.size[2] - 1 + ON_SLICE && Math.abs(at - Math.round(at)) <= ON_SLICE;
}

function error(code: string, path: string, entries: readonly string[], what: string): Finding[] {
  const fix = 'give the folder of the images the annotations were made on, or correct them';
  return entryDoubts({ code, severity: 'error', what, fix }, path, entries);
}

function unheld(count: number, path: string): Finding[] {
  if (count === 0) return [];
  return [
    {
      code: 'ANNOTATION-NOT-HELD',
      severity: 'warning',
      path,
      message: `${count} points or contours could not be held against a volume: their series is not in the folder, or is no volume`,
      fix: 'give the folder of the series, and look at what its own inspection says',
      args: { entries: count },
    },
  ];
}
