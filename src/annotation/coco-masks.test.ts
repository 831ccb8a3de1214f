import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ringMask } from './polygon.js';
import { maskArea, maskBox, readRunLengths, unionMask } from './run-lengths.js';

interface Answer {
  counts: number[];
  text: string;
  area: number;
  bbox: number[];
}
interface Vectors {
  software: string;
  polygons: {
    name: string;
    rings: number[][];
    size: [number, number];
    parts: Answer[];
    union: Answer;
  }[];
  boxes: ({ box: [number, number, number, number]; size: [number, number] } & Answer)[];
  masks: ({ size: [number, number] } & Answer)[];
}

/** Answers of pycocotools, made by tools/vectors/coco_masks.py. */
const vectors = JSON.parse(
  readFileSync(new URL('coco-masks.vectors.json', import.meta.url), 'utf8'),
) as Vectors;

describe(`masks as ${vectors.software} draws, joins and measures them`, () => {
  it.each(vectors.polygons.map((one) => [one.name, one] as const))('polygons: %s', (_, one) => {
    const masks = one.rings.map((ring) => ringMask(ring, ...one.size));
    expect(masks.map(({ counts }) => counts)).toEqual(one.parts.map(({ counts }) => counts));
    expect(masks.map(maskArea)).toEqual(one.parts.map(({ area }) => area));
    expect(masks.map(maskBox)).toEqual(one.parts.map(({ bbox }) => bbox));
    const union = unionMask(masks);
    expect(union.counts).toEqual(one.union.counts);
    expect([maskArea(union), maskBox(union)]).toEqual([one.union.area, one.union.bbox]);
  });

  it.each(vectors.boxes)('box $box in $size', ({ box: [x, y, w, h], size, counts, area }) => {
    const mask = ringMask([x, y, x, y + h, x + w, y + h, x + w, y], ...size);
    expect(mask.counts).toEqual(counts);
    expect(maskArea(mask)).toBe(area);
  });

  it.each(vectors.masks)('runs as text of $size', ({ size, text, counts, area, bbox }) => {
    const mask = readRunLengths(size, text, 'x');
    expect(mask.counts).toEqual(counts);
    expect([maskArea(mask), maskBox(mask)]).toEqual([area, bbox]);
  });
});
