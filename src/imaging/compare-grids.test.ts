import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareGrids, gridInOrder, inOrderOf, type IndexOrder } from './compare-grids.js';
import { pointOf, type Grid } from './grid.js';

const grid: Grid = {
  size: [2, 3, 4],
  spacingMm: [1, 1.5, 2],
  origin: [10, -20, 30],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};

const moved = (part: Partial<Grid>): Grid => ({ ...grid, ...part });

describe('compareGrids', () => {
  it('takes float noise for the same', () => {
    expect(compareGrids(grid, moved({ origin: [10.00001, -20, 30] }))).toMatchObject({
      same: true,
      inOrder: true,
    });
  });

  it.each([
    ['size', moved({ size: [2, 3, 5] })],
    ['origin', moved({ origin: [10.5, -20, 30] })],
    ['spacing', moved({ spacingMm: [1, 1.5, 2.5] })],
    [
      'direction',
      moved({
        axes: [
          [Math.cos(0.1), Math.sin(0.1), 0],
          [-Math.sin(0.1), Math.cos(0.1), 0],
          [0, 0, 1],
        ],
      }),
    ],
    ['spacing', moved({ spacingMm: [1, 1.5, 2.5] })],
  ] as [string, Grid][])('refuses another %s', (differs, other) => {
    expect(compareGrids(grid, other)).toMatchObject({ same: false, differs });
  });

  it('sees the spacing of a single slice', () => {
    const flat = moved({ size: [2, 3, 1] });
    expect(compareGrids(flat, { ...flat, spacingMm: [1, 1.5, 5] })).toMatchObject({ differs: 'spacing' });
  });

  it('brings flipped columns back, by hand', () => {
    const row = { ...grid, size: [3, 1, 1] } as Grid;
    const backwards: Grid = { ...row, origin: [12, -20, 30], axes: [[-1, 0, 0], grid.axes[1], grid.axes[2]] };
    const match = compareGrids(row, backwards);
    expect(match).toMatchObject({ same: true, inOrder: false, displacementMm: 0 });
    if (match.same)
      expect(inOrderOf(Uint8Array.of(1, 2, 3), backwards, match.order)).toEqual(Uint8Array.of(3, 2, 1));
  });
});

const orders = fc.record({
  axisOf: fc.constantFrom<IndexOrder['axisOf']>(
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ),
  flipped: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
});

describe('every order of storage', () => {
  it('is the same grid, and its voxels come back by position', () => {
    fc.assert(
      fc.property(
        orders,
        fc.tuple(
          fc.integer({ min: 1, max: 5 }),
          fc.integer({ min: 1, max: 5 }),
          fc.integer({ min: 1, max: 5 }),
        ),
        fc.double({ min: -0.7, max: 0.7, noNaN: true }),
        (order, size, angle) => {
          const [c, s] = [Math.cos(angle), Math.sin(angle)];
          const a: Grid = {
            ...grid,
            size,
            axes: [
              [c, s, 0],
              [-s, c, 0],
              [0, 0, 1],
            ],
          };
          const count = size[0] * size[1] * size[2];
          const voxels = Int32Array.from({ length: count }, (_, i) => i);
          const b = gridInOrder(a, order);
          const stored = inOrderOf(voxels, a, order);
          // Each stored voxel lies where the voxel of its number lies.
          stored.forEach((number, at) => {
            const place = (g: Grid, i: number): readonly number[] =>
              pointOf(
                g,
                i % g.size[0],
                Math.floor(i / g.size[0]) % g.size[1],
                Math.floor(i / (g.size[0] * g.size[1])),
              );
            place(b, at).forEach((mm, k) => expect(mm).toBeCloseTo(place(a, number)[k]!, 9));
          });
          const match = compareGrids(a, b);
          expect(match.same).toBe(true);
          if (match.same) expect(inOrderOf(stored, b, match.order)).toEqual(voxels);
        },
      ),
      { numRuns: 60 },
    );
  });
});
