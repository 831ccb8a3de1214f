import { AppError } from '../../core/error.js';
import type { Annotation, AnnotationSet } from '../annotation.js';
import { ANNOTATION_LIMITS } from '../limits.js';
import { ringMask, ringSteps } from '../polygon.js';
import { unfoldMask, unionMask } from '../run-lengths.js';
import { gridOf } from './on-grid.js';
import type { MaskTarget, StructureFile } from './structure.js';

/**
 * Masks and polygons of tables of annotations (COCO, YOLO) on single images, a structure for each label and reader; its
 * mask holds the marks of all its instances on the image. Polygons are filled as pycocotools fills them; groups that
 * are not told apart (`iscrowd`) are left out.
 */
export function drawnStructures(set: AnnotationSet, path: string): StructureFile {
  const found = new Map<string, { name: string; reader: string | null }>();
  for (const { name } of set.categories) found.set(JSON.stringify([name, null]), { name, reader: null });
  for (const { label, reader } of set.annotations) {
    if (reader !== null) found.delete(JSON.stringify([label, null]));
    found.set(JSON.stringify([label, reader]), { name: label, reader });
  }
  return {
    path,
    structures: [...found.values()].map(({ name, reader }) => ({
      name,
      reader,
      onGrid(images) {
        const [columns, rows] = flat(images, path);
        const image = imageOf(set, images);
        const mask = new Uint8Array(columns * rows);
        for (const one of set.annotations) {
          if (one.image !== image || one.label !== name || one.reader !== reader || one.crowd) continue;
          for (const part of masksOf(one, rows, columns, path)) {
            for (let i = 0; i < mask.length; i += 1) mask[i]! |= part[i]!;
          }
        }
        return { mask, findings: [] };
      },
    })),
    check(images) {
      const image = imageOf(set, images);
      const of = set.images.find(({ id }) => id === image);
      const [columns, rows] = flat(images, path);
      const same = (of?.columns ?? columns) === columns && (of?.rows ?? rows) === rows;
      if (of !== undefined && same) return [];
      return [
        {
          code: of === undefined ? 'ANNOTATION-WITHOUT-IMAGE' : 'ANNOTATION-SIZE-DIFFERS',
          severity: 'error',
          path,
          message:
            of === undefined
              ? 'the image is not in the file'
              : `the image has ${columns} × ${rows} pixels, in the file ${of.columns ?? '?'} × ${of.rows ?? '?'}`,
          fix: 'give the image the annotations were drawn on',
          args: {},
        },
      ];
    },
  };
}

/** Columns and rows of a single image. */
function flat(images: MaskTarget, path: string): [columns: number, rows: number] {
  const [columns, rows, slices] = gridOf(images, path).size;
  if (slices === 1) return [columns, rows];
  throw new AppError('INPUT-FINDINGS', `annotations of single images have no place in ${slices} slices`, {
    place: path,
    hint: 'ask for the mask of one image',
  });
}

/** Id of the image by its id, file name, or file name without folder. */
function imageOf(set: AnnotationSet, { names = [] }: MaskTarget): string | undefined {
  const bare = (name: string): string => name.replace(/^.*[\\/]/, '');
  return set.images.find(
    ({ id, fileName }) =>
      names.includes(id) ||
      (fileName !== null && (names.includes(fileName) || names.includes(bare(fileName)))),
  )?.id;
}

function masksOf({ shape }: Annotation, rows: number, columns: number, path: string): Uint8Array[] {
  if (shape.type === 'mask') {
    if (shape.mask.rows === rows && shape.mask.columns === columns) return [unfoldMask(shape.mask)];
    throw refused(path, `a mask of ${shape.mask.columns} × ${shape.mask.rows} pixels is not of this image`);
  }
  if (shape.type !== 'polygons')
    throw refused(path, `a ${shape.type} marks no pixels: there is no mask of it`);
  const { rings, unit } = shape;
  const pixels =
    unit === 'px'
      ? rings
      : rings.map((ring) => ring.map((value, i) => value * (i % 2 === 0 ? columns : rows)));
  const steps = pixels.reduce((sum, ring) => sum + ringSteps(ring), 0);
  if (steps > ANNOTATION_LIMITS.ringSteps)
    throw refused(path, 'an outline runs to and fro all over its image');
  return [unfoldMask(unionMask(pixels.map((ring) => ringMask(ring, rows, columns))))];
}

function refused(place: string, message: string): AppError {
  return new AppError('INPUT-FINDINGS', message, { place, hint: 'give outlines or masks of this image' });
}
