import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ImageFile } from '../annotation/hold-images.js';
import type { Annotation } from '../annotation/annotation.js';
import { ANNOTATION_LIMITS } from '../annotation/limits.js';
import { ringArea } from '../annotation/polygon.js';
import { refused } from '../annotation/refused.js';
import { readYolo } from '../annotation/yolo.js';
import { countNames } from './count-names.js';
import type { Inspector } from './inspector.js';
import { imageOfLabels, namesAround } from './yolo-surroundings.js';

const PRINTED_OBJECTS = 1000;

/** Text files that lie beside labels: names of classes, lists of images. Label files may begin with the same words. */
const LISTS = /^(classes|obj|readme[\w.-]*|licen[cs]e|train|val|test)\.txt$/i;

/** True for a text file that is not named as something else. */
export function isLabelFile(path: string): boolean {
  return /\.txt$/i.test(path) && !LISTS.test(basename(path));
}

/** One YOLO label file. */
export const yolo: Inspector = {
  name: 'yolo',
  claims: ({ path, isFolder }) => !isFolder && isLabelFile(path),
  async inspect({ path, absolute }) {
    if ((await stat(absolute)).size > ANNOTATION_LIMITS.fileBytes)
      throw refused(path, 'the file is too large for one image', 'split it', 'INPUT-SYNTAX');
    const image = basename(path).replace(/\.txt$/i, '');
    const names = await namesAround(dirname(absolute), path);
    const annotations = readYolo(await readFile(absolute), path, image, names?.names ?? null);
    const number = new Map([...(names?.names ?? [])].map(([n, name]) => [name, n]));
    const picture = await imageOfLabels(absolute);
    const printed = annotations.slice(0, PRINTED_OBJECTS);
    const polygons = printed.flatMap(({ shape }) =>
      shape.type === 'polygons' ? [shape.rings[0] ?? []] : [],
    );
    const scores = printed.flatMap(({ score }) => (score === null ? [] : [score]));
    const facts = {
      objects: annotations.length,
      classes: printed.map(({ label }) => number.get(label) ?? Number(label)),
      classNames: names === null ? null : [...names.names.values()],
      namesFrom: names?.from ?? null,
      image: picture === null ? null : { columns: picture.columns, rows: picture.rows },
      boxesXyxyNormalised: printed.flatMap((annotation) => cornersOf(annotation)),
      ...inPixels(printed, picture),
      ...(polygons.length > 0
        ? { polygonPoints: polygons.map((ring) => ring.length / 2), areasNormalised: polygons.map(ringArea) }
        : {}),
      ...(scores.length > 0 ? { conf: scores } : {}),
      largestIou: largestOverlap(printed),
    };
    return {
      kind: 'yolo',
      facts,
      names: countNames(annotations.map(({ label }) => label)),
      set: {
        format: 'yolo',
        categories: [],
        images: [{ id: image, fileName: null, columns: null, rows: null }],
        annotations,
      },
      findings: [],
      lines: [`YOLO labels, ${annotations.length} objects`],
    };
  },
};

/** Boxes in the pixels of the image, where its size is known. */
function inPixels(
  annotations: readonly Annotation[],
  image: Pick<ImageFile, 'columns' | 'rows'> | null,
): Record<string, unknown> {
  const { columns, rows } = image ?? { columns: null, rows: null };
  if (columns === null || rows === null) return {};
  const scaled = annotations
    .flatMap((annotation) => cornersOf(annotation))
    .map((box) => box.map((v, i) => v * (i % 2 === 0 ? columns : rows)));
  return { boxesXyxyPx: scaled };
}

/** Left, top, right, bottom in parts of the image. */
function cornersOf({ shape }: Annotation): [number, number, number, number][] {
  if (shape.type !== 'box') return [];
  const [x, y, w, h] = shape.box;
  return [[x, y, x + w, y + h]];
}

/** Two boxes that nearly coincide are often one object marked twice. */
function largestOverlap(annotations: readonly Annotation[]): number | null {
  const boxes = annotations.flatMap(cornersOf);
  let largest: number | null = null;
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(i + 1)) {
      const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
      const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
      const both = Math.max(0, width) * Math.max(0, height);
      const areas = [a, b].reduce((sum, [l, t, r, d]) => sum + (r - l) * (d - t), 0);
      largest = Math.max(largest ?? 0, both / (areas - both));
    }
  });
  return largest;
}
