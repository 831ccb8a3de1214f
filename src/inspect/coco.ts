import { readFile, stat } from 'node:fs/promises';
import type { AnnotatedImage, Shape } from '../annotation/annotation.js';
import { readCoco } from '../annotation/coco.js';
import { isObject, parseJson } from '../annotation/json-text.js';
import { ANNOTATION_LIMITS } from '../annotation/limits.js';
import { ringArea, ringMask } from '../annotation/polygon.js';
import { maskArea, readRunLengths, unfoldMask, unionArea } from '../annotation/run-lengths.js';
import { refused } from '../annotation/refused.js';
import type { Inspector, Understood } from './inspector.js';

const PRINTED_MASK_PIXELS = 4096;

/** COCO: instances, results, or one mask alone. */
export const coco: Inspector = {
  name: 'coco',
  claims: ({ path, head }) =>
    /\.json$/i.test(path) &&
    /"(images|annotations|categories|image_id|counts|licenses)"\s*:/.test(new TextDecoder().decode(head)),
  async inspect({ path, absolute }) {
    if ((await stat(absolute)).size > ANNOTATION_LIMITS.fileBytes)
      throw refused(path, 'the file is too large to be a table of annotations', 'split it', 'INPUT-SYNTAX');
    const value = parseJson(await readFile(absolute), path);
    return isObject(value) && 'counts' in value ? oneMask(value, path) : wholeFile(value, path);
  },
};

function oneMask(value: Record<string, unknown>, path: string): Understood {
  const mask = readRunLengths(value['size'], value['counts'], path);
  const { rows, columns } = mask;
  const area = maskArea(mask);
  const small = rows * columns <= PRINTED_MASK_PIXELS;
  const pixels = small ? unfoldMask(mask) : new Uint8Array(0);
  const maskRows = Array.from({ length: small ? rows : 0 }, (_, r) => [
    ...pixels.subarray(r * columns, (r + 1) * columns),
  ]);
  return {
    kind: 'coco-rle',
    facts: { rows, columns, area, ...(small ? { maskRows } : {}) },
    findings: [],
    lines: [`COCO mask, ${rows} × ${columns}, ${area} pixels set`],
  };
}

function wholeFile(value: unknown, path: string): Understood {
  const { set, findings, areas } = readCoco(value, path);
  const { annotations, categories, images } = set;
  const shapes: Record<string, number> = {};
  const perCategory: Record<string, number> = {};
  for (const { name } of categories) perCategory[name] = 0;
  for (const { shape, label } of annotations) {
    shapes[shape.type] = (shapes[shape.type] ?? 0) + 1;
    perCategory[label] = (perCategory[label] ?? 0) + 1;
  }
  const size = new Map(images.map((image) => [image.id, image]));
  const shapeAreas = annotations.map(({ shape, image }) => areaOf(shape, size.get(image)));
  const sum = (numbers: readonly (number | null)[]): number =>
    numbers.reduce<number>((total, n) => total + (n ?? 0), 0);
  const scores = annotations.flatMap(({ score }) => (score === null ? [] : [score]));
  const annotated = new Set(annotations.map(({ image }) => image)).size;
  const results = set.format === 'coco-results';
  const facts = {
    images: images.length,
    ...(results
      ? {
          detections: annotations.length,
          iouType: 'mask' in shapes || 'polygons' in shapes ? 'segm' : 'bbox',
        }
      : { annotations: annotations.length, imagesWithoutAnnotation: images.length - annotated }),
    categories: results ? Object.keys(perCategory).length : categories.length,
    iscrowd: annotations.filter(({ crowd }) => crowd).length,
    sumArea: areas.some((area) => area !== null) ? sum(areas) : null,
    sumShapeAreaPx: sum(shapeAreas),
    perCategory,
    shapes,
    ...(scores.length > 0
      ? {
          scoreMin: scores.reduce((a, b) => Math.min(a, b)),
          scoreMax: scores.reduce((a, b) => Math.max(a, b)),
        }
      : {}),
  };
  return {
    kind: set.format,
    facts,
    names: Object.fromEntries(Object.entries(perCategory).filter(([, count]) => count > 0)),
    findings,
    lines: [`COCO ${results ? 'results' : 'instances'}, ${annotations.length} on ${images.length} images`],
  };
}

/** Masks and polygons in set pixels as pycocotools counts them; rings overlap at most in what they share. */
function areaOf(shape: Shape, image: AnnotatedImage | undefined): number {
  if (shape.type === 'box') return shape.box[2] * shape.box[3];
  if (shape.type === 'mask') return maskArea(shape.mask);
  if (shape.type !== 'polygons') return 0;
  const [rows, columns] = [image?.rows ?? null, image?.columns ?? null];
  if (rows === null || columns === null) return shape.rings.reduce((sum, ring) => sum + ringArea(ring), 0);
  const masks = shape.rings.map((ring) => ringMask(ring, rows, columns));
  if (masks.length === 1 || rows * columns > ANNOTATION_LIMITS.unfoldedPixels)
    return masks.reduce((sum, mask) => sum + maskArea(mask), 0);
  return unionArea(masks);
}
