import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointOf } from '../grid.js';
import type { Grid } from '../grid.js';
import type { Contour } from './contour.js';
import { areaMm2 } from './contour.js';
import { rasterise } from './raster.js';

const AXIAL: Grid = {
  size: [10, 8, 3],
  spacingMm: [0.5, 2, 3],
  origin: [-7, 11, 100],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};

/** Turned about two axes: rows, columns and slices are parallel to none of the patient's. */
const OBLIQUE: Grid = {
  ...AXIAL,
  axes: [
    [0.8, 0.6, 0],
    [-0.48, 0.64, 0.6],
    [0.36, -0.48, 0.8],
  ],
};

/** Corners in column and row indices. */
function contour(grid: Grid, corners: [number, number][], slice = 1, type = 'CLOSED_PLANAR'): Contour {
  const points = Float64Array.from(
    corners.flatMap(([column, row]) => [...pointOf(grid, column, row, slice)]),
  );
  return { type, points, imageUids: [] };
}

function box(left: number, top: number, right: number, bottom: number): [number, number][] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

describe('contours to voxels', () => {
  // By hand: columns 1 to 6 and rows 1 to 5 are 30 centres; the hole takes columns 3, 4 and row 2, 3.
  const square = box(0.5, 0.5, 6.5, 5.5);
  const hole = box(2.5, 1.5, 4.5, 3.5);

  it.each([
    ['axial', AXIAL],
    ['oblique', OBLIQUE],
  ])('a square with a hole, %s', (_, grid) => {
    const { voxels, mask, offGrid } = rasterise([contour(grid, square), contour(grid, hole)], grid);
    expect(voxels).toBe(30 - 4);
    expect(offGrid).toEqual([]);
    expect(mask[80 + 2 * 10 + 3]).toBe(0);
    expect(mask[80 + 2 * 10 + 2]).toBe(1);
    expect(mask.subarray(0, 80).some((inside) => inside !== 0)).toBe(false);
  });

  it('the same with a keyhole: one contour that runs in and out along a channel of no width', () => {
    const keyhole: [number, number][] = [
      [0.5, 0.5],
      [2.5, 1.5],
      [2.5, 3.5],
      [4.5, 3.5],
      [4.5, 1.5],
      [2.5, 1.5],
      [0.5, 0.5],
      [6.5, 0.5],
      [6.5, 5.5],
      [0.5, 5.5],
    ];
    expect(rasterise([contour(AXIAL, keyhole)], AXIAL).voxels).toBe(26);
  });

  it('centres on the left and upper edge are inside, on the right and lower edge outside', () => {
    const { voxels, mask } = rasterise([contour(AXIAL, box(2, 2, 5, 4))], AXIAL);
    expect(voxels).toBe(3 * 2);
    expect(mask[80 + 2 * 10 + 2]).toBe(1);
    expect(mask[80 + 4 * 10 + 5]).toBe(0);
  });

  it('points and open lines mark nothing; the part outside the grid is cut off', () => {
    const open = contour(AXIAL, square, 1, 'OPEN_PLANAR');
    expect(rasterise([open, contour(AXIAL, [[3, 3]], 1, 'POINT')], AXIAL).voxels).toBe(0);
    expect(rasterise([contour(AXIAL, box(-50, -50, 50, 50))], AXIAL).voxels).toBe(80);
  });

  it('a contour beside the slices or across them is named, not moved', () => {
    const tilted = contour(AXIAL, square);
    tilted.points[2]! += 3;
    const contours = [contour(AXIAL, square, 1.5), tilted, contour(AXIAL, square, 7), contour(AXIAL, square)];
    expect(rasterise(contours, AXIAL)).toMatchObject({ offGrid: [0, 1, 2], voxels: 30 });
  });

  it('area in the plane of the contour, in mm²', () => {
    // 6 columns of 0.5 mm by 5 rows of 2 mm.
    expect(areaMm2(contour(AXIAL, square))).toBeCloseTo(30, 10);
    expect(areaMm2(contour(OBLIQUE, square))).toBeCloseTo(30, 10);
  });

  it('law: pixel outlines of any mask give the mask back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 80, maxLength: 80, max: 1 }), (plane) => {
        const outlines = [...plane].flatMap((inside, i) => {
          const [column, row] = [i % 10, Math.floor(i / 10)];
          const corners = box(column - 0.5, row - 0.5, column + 0.5, row + 0.5);
          return inside === 1 ? [contour(OBLIQUE, corners)] : [];
        });
        expect([...rasterise(outlines, OBLIQUE).mask.subarray(80, 160)]).toEqual([...plane]);
      }),
    );
  });
});
