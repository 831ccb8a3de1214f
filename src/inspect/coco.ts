import type { AnnotatedImage, Shape } from '../annotation/annotation.js';
import { holdResults } from '../annotation/coco-results.js';
import { readCoco } from '../annotation/coco.js';
import type { CocoFile } from '../annotation/coco.js';
import { isObject } from '../annotation/json-text.js';
import { ANNOTATION_LIMITS } from '../annotation/limits.js';
import { ringArea, ringMask, ringSteps } from '../annotation/polygon.js';
import { maskArea, maskBox, readRunLengths, unfoldMask, unionMask } from '../annotation/run-lengths.js';
import { entryDoubts } from '../annotation/entry-doubts.js';
import type { Finding } from '../core/finding.js';
import { countNames } from './count-names.js';
import type { Truth, Understood } from './inspector.js';

const PRINTED_MASK_PIXELS = 4096;

/** COCO: instances, results, or one mask alone; null when the value is none of them. */
export function readAsCoco(value: unknown, path: string): Understood | null {
  if (isObject(value)) {
    if ('counts' in value && 'size' in value) return oneMask(value, path);
    return 'annotations' in value || 'categories' in value ? wholeFile(value, path) : null;
  }
  // No detection at all is a result, too.
  if (Array.isArray(value) && value.length === 0) return wholeFile(value, path);
  const [first] = Array.isArray(value) ? (value as unknown[]) : [];
  return isObject(first) && 'image_id' in first && 'category_id' in first ? wholeFile(value, path) : null;
}

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
    facts: { rows, columns, area, bbox: maskBox(mask), ...(small ? { maskRows } : {}) },
    findings: [],
    lines: [`COCO mask, ${rows} × ${columns}, ${area} pixels set`],
  };
}

function wholeFile(value: unknown, path: string): Understood {
  const file = readCoco(value, path);
  const { set, findings, areas } = file;
  const { annotations, categories, images } = set;
  const shapes: Record<string, number> = {};
  const perCategory: Record<string, number> = {};
  for (const { name } of categories) perCategory[name] = 0;
  for (const { shape, label } of annotations) {
    shapes[shape.type] = (shapes[shape.type] ?? 0) + 1;
    perCategory[label] = (perCategory[label] ?? 0) + 1;
  }
  const size = new Map(images.map((image) => [image.id, image]));
  const steps = { left: ANNOTATION_LIMITS.fileSteps };
  const shapeAreas = annotations.map(({ shape, image }) => areaOf(shape, size.get(image), steps));
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
    sumShapeAreaPx: shapeAreas.includes(null) ? null : sum(shapeAreas),
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
    findings: [...findings, ...undrawn(path, shapeAreas)],
    lines: [
      `COCO ${results ? 'results' : 'instances'}, ${annotations.length} ${results ? 'detections' : 'annotations'} on ${images.length} images`,
    ],
    ...(results
      ? { againstTruth: (truths) => heldAgainst(file, truths, path) }
      : { set, truth: { path, file } satisfies Truth }),
  };
}

/** Of several truth files the one that knows most of the images. */
function heldAgainst(
  results: CocoFile,
  truths: readonly [Truth, ...Truth[]],
  path: string,
): Pick<Understood, 'facts' | 'findings' | 'names'> {
  const known = ({ file }: Truth): number => results.ids.filter(({ image }) => file.images.has(image)).length;
  const truth = truths.reduce((best, one) => (known(one) > known(best) ? one : best));
  const { findings, labels, imagesWithoutDetection } = holdResults(results, truth.file, path);
  const names = countNames(labels.filter((label) => label !== null));
  const facts = { heldAgainst: truth.path, imagesWithoutDetection, perCategory: names };
  return { facts, findings, names };
}

/** Shapes whose pixels were not counted, so that there is no sum. */
function undrawn(path: string, areas: readonly (number | null)[]): Finding[] {
  return entryDoubts(
    {
      code: 'ANNOTATION-NOT-DRAWN',
      severity: 'warning',
      what: 'too large to be drawn: their pixels are not counted, and the sum is left out',
      fix: 'split the file, or simplify their outlines',
    },
    path,
    areas.flatMap((area, i) => (area === null ? [`annotation ${i + 1}`] : [])),
  );
}

/** Boxes by their sides; masks and polygons in set pixels, as pycocotools counts them; null where drawing takes too long. */
function areaOf(shape: Shape, image: AnnotatedImage | undefined, steps: { left: number }): number | null {
  if (shape.type === 'box') return shape.box[2] * shape.box[3];
  if (shape.type === 'mask') return maskArea(shape.mask);
  if (shape.type !== 'polygons') return 0;
  const [rows, columns] = [image?.rows ?? null, image?.columns ?? null];
  if (rows === null || columns === null) return shape.rings.reduce((sum, ring) => sum + ringArea(ring), 0);
  const needed = shape.rings.map(ringSteps);
  steps.left -= needed.reduce((sum, n) => sum + n, 0);
  const tooLong = steps.left < 0 || needed.some((n) => n > ANNOTATION_LIMITS.ringSteps);
  if (tooLong || rows * columns > ANNOTATION_LIMITS.maskPixels) return null;
  return maskArea(unionMask(shape.rings.map((ring) => ringMask(ring, rows, columns))));
}
