import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridInOrder } from './compare-grids.js';
import type { IndexOrder } from './compare-grids.js';
import { gridDifference } from './check-against-images.js';
import { pointOf } from './grid.js';
import type { Grid } from './grid.js';
import { placeWithin, spreadMask } from './part-of-grid.js';

/** Turned about two axes, so that no axis is one of the patient's. */
const WHOLE: Grid = {
  size: [6, 5, 4],
  spacingMm: [0.5, 2, 3],
  origin: [-7, 11, 100],
  axes: [
    [0.8, 0.6, 0],
    [-0.48, 0.64, 0.6],
    [0.36, -0.48, 0.8],
  ],
};

function cut(offset: [number, number, number], size: [number, number, number]): Grid {
  return { ...WHOLE, size, origin: pointOf(WHOLE, ...offset) };
}

const ORDERS: IndexOrder[] = [
  { axisOf: [0, 1, 2], flipped: [false, false, false] },
  { axisOf: [0, 1, 2], flipped: [true, true, false] },
  { axisOf: [2, 0, 1], flipped: [false, true, false] },
  { axisOf: [1, 2, 0], flipped: [true, false, true] },
];

describe('a grid within another', () => {
  it('a box of the same voxels is found, and its mask lands where it was', () => {
    const part = cut([2, 1, 3], [3, 2, 1]);
    const placement = placeWithin(part, WHOLE);
    expect(placement).toMatchObject({ inside: true, offset: [2, 1, 3], size: [3, 2, 1] });
    if (!placement.inside) return;
    const mask = spreadMask(Uint8Array.from([1, 0, 0, 0, 0, 1]), part, WHOLE, placement);
    const at = (column: number, row: number, slice: number): number => (slice * 5 + row) * 6 + column;
    expect([...mask].flatMap((inside, i) => (inside === 1 ? [i] : []))).toEqual([at(2, 1, 3), at(4, 2, 3)]);
  });

  it.each([
    ['half a voxel aside', cut([0.5, 0, 0], [3, 2, 2]), 'origin'],
    ['beyond the end', cut([4, 0, 0], [3, 2, 2]), 'outside'],
    ['before the start', cut([0, 0, -1], [3, 2, 2]), 'outside'],
    ['other spacing', { ...cut([0, 0, 0], [3, 2, 2]), spacingMm: [0.5, 2, 3.2] } satisfies Grid, 'spacing'],
    [
      'turned',
      {
        ...cut([0, 0, 0], [3, 2, 2]),
        axes: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      } satisfies Grid,
      'direction',
    ],
  ])('%s is not inside', (_, part, message) => {
    expect(placeWithin(part, WHOLE)).toMatchObject({
      inside: false,
      message: expect.stringContaining(message) as string,
    });
  });

  it('what may be missing', () => {
    const slices = cut([0, 0, 1], [6, 5, 2]);
    expect(gridDifference(slices, WHOLE, 'slices')).toBeNull();
    expect(gridDifference(slices, WHOLE, 'nothing')).toBe('sizes are 6 × 5 × 2 and 6 × 5 × 4 voxels');
    const box = cut([1, 0, 0], [5, 5, 4]);
    expect(gridDifference(box, WHOLE, 'slices')).toContain('sizes');
    expect(gridDifference(box, WHOLE, 'box')).toBeNull();
    expect(gridDifference(WHOLE, WHOLE, 'nothing')).toBeNull();
  });

  it('law: index order changes nothing', () => {
    const end = (axis: 0 | 1 | 2) =>
      fc
        .nat(WHOLE.size[axis] - 1)
        .chain((from) => fc.tuple(fc.constant(from), fc.integer({ min: 1, max: WHOLE.size[axis] - from })));
    fc.assert(
      fc.property(fc.tuple(end(0), end(1), end(2)), fc.constantFrom(...ORDERS), ([a, b, c], order) => {
        const part = cut([a[0], b[0], c[0]], [a[1], b[1], c[1]]);
        expect(placeWithin(gridInOrder(part, order), WHOLE)).toMatchObject({
          inside: true,
          offset: [a[0], b[0], c[0]],
          size: [a[1], b[1], c[1]],
        });
      }),
    );
  });
});
