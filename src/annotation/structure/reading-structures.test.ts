import { describe, expect, it } from 'vitest';
import { gridOfIndices, type Grid } from '../../imaging/grid.js';
import type { AnnotationSet, Contour } from '../annotation.js';
import { readingStructures } from './reading-structures.js';
import type { MaskTarget } from './structure.js';

/** 9 × 8 pixels, three slices 2.5 mm apart from z = -10 on. */
const GRID: Grid = { ...gridOfIndices([9, 8, 3]), spacingMm: [0.7, 0.7, 2.5], origin: [5, 6, -10] };
const IMAGES: MaskTarget = {
  grid: GRID,
  frameOfReferenceUid: null,
  seriesUid: '2.25.7',
  instanceUids: new Set(),
};
const RULE = { fractionThreshold: 0.5 };

/** Every pixel around the box, in order, as a reading lists them. */
function around(left: number, top: number, right: number, bottom: number): number[] {
  const pixels: number[] = [];
  for (let x = left; x < right; x += 1) pixels.push(x, top);
  for (let y = top; y < bottom; y += 1) pixels.push(right, y);
  for (let x = right; x > left; x -= 1) pixels.push(x, bottom);
  for (let y = bottom; y > top; y -= 1) pixels.push(left, y);
  return pixels;
}

function reading(contours: Partial<Contour>[]): AnnotationSet {
  const all = contours.map((one) => ({
    sopInstanceUid: null,
    zMm: -7.5,
    inclusion: true,
    pixels: [],
    ...one,
  }));
  return {
    format: 'lidc',
    categories: [],
    images: [{ id: '2.25.7', fileName: null, columns: null, rows: null }],
    annotations: [
      {
        image: '2.25.7',
        reader: 'reader-1',
        label: 'nodule-ge-3mm',
        score: null,
        shape: { type: 'contours', contours: all },
        crowd: false,
        attributes: { id: '12' },
      },
    ],
  };
}

function made(
  contours: Partial<Contour>[],
  grid = GRID,
): { voxels: number; slices: number[]; codes: string[] } {
  const [one] = readingStructures(reading(contours), 'a.xml').structures;
  const { mask, findings } = one!.onGrid({ ...IMAGES, grid }, RULE);
  const size = grid.size[0] * grid.size[1];
  const slices = [0, 1, 2].map((k) => mask.subarray(k * size, (k + 1) * size).reduce((n, v) => n + v, 0));
  return { voxels: mask.reduce((n, v) => n + v, 0), slices, codes: findings.map(({ code }) => code) };
}

describe('nodules of a reading as masks', () => {
  it('hold what the outline surrounds, and not the outline', () => {
    // Outline columns 1 to 7, rows 1 to 6: 5 × 4 pixels within.
    expect(made([{ pixels: around(1, 1, 7, 6) }])).toEqual({ voxels: 20, slices: [0, 20, 0], codes: [] });
  });

  it('lack what a hole surrounds; the outline of the hole belongs to the nodule', () => {
    // The hole is outlined in columns 2 to 4, rows 2 to 4: one pixel, (3, 3).
    const hole = { pixels: around(2, 2, 4, 4), inclusion: false };
    expect(made([hole, { pixels: around(1, 1, 7, 6) }]).voxels).toBe(19);
  });

  it('are joined over slices, and cut at the edge of the image', () => {
    const contours = [
      { zMm: -10, pixels: around(-3, -3, 3, 3) },
      { zMm: -5, pixels: around(1, 1, 7, 6) },
    ];
    expect(made(contours).slices).toEqual([9, 0, 20]);
  });

  it('an outline of corners alone is closed between them', () => {
    expect(made([{ pixels: [1, 1, 7, 1, 7, 6, 1, 6] }]).voxels).toBe(20);
  });

  it('a thin outline surrounds nothing', () => {
    expect(made([{ pixels: [1, 1, 2, 1, 3, 1, 2, 1] }]).voxels).toBe(0);
  });

  it('the order of slices is that of the grid', () => {
    const down: Grid = { ...GRID, origin: [5, 6, -5], axes: [GRID.axes[0], GRID.axes[1], [0, 0, -1]] };
    expect(made([{ zMm: -10, pixels: around(1, 1, 7, 6) }], down).slices).toEqual([0, 0, 20]);
  });

  it.each<[string, number | null, Grid]>([
    ['between slices', -8.5, GRID],
    ['beyond the series', -2.5, GRID],
    ['without z', null, GRID],
    [
      'of slices that do not lie across',
      -7.5,
      {
        ...GRID,
        axes: [
          [1, 0, 0],
          [0, 0, 1],
          [0, -1, 0],
        ] as Grid['axes'],
      },
    ],
  ])('a contour %s is an error in the findings', (_, zMm, grid) => {
    const result = made([{ zMm, pixels: around(1, 1, 7, 6) }], grid);
    expect(result).toMatchObject({ voxels: 0, codes: ['ANNOTATION-SLICE-MISSING'] });
  });

  it('marks of one pixel have no extent; another series is told', () => {
    expect(readingStructures(reading([{ pixels: [3, 3] }]), 'a.xml').structures).toEqual([]);
    const file = readingStructures(reading([{ pixels: around(1, 1, 7, 6) }]), 'a.xml');
    expect(file.check(IMAGES)).toEqual([]);
    expect(file.check({ ...IMAGES, seriesUid: '2.25.8' })[0]?.code).toBe('ANNOTATION-WITHOUT-IMAGE');
    expect(file.structures[0]).toMatchObject({ name: 'nodule-ge-3mm', reader: 'reader-1', instance: '12' });
  });
});
