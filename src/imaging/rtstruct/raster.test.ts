import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointOf } from '../grid.js';
import type { Grid } from '../grid.js';
import type { Contour } from './contour.js';
import { areaMm2 } from './contour.js';
import { rasterise } from './raster.js';
import type { Raster } from './raster.js';

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

function raster(contours: readonly Contour[], grid: Grid): Raster {
  return rasterise(contours, grid, 'set.dcm', 1);
}

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
    const { voxels, mask, offGrid } = raster([contour(grid, square), contour(grid, hole)], grid);
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
    expect(raster([contour(AXIAL, keyhole)], AXIAL).voxels).toBe(26);
  });

  it('centres on the left and upper edge are inside, on the right and lower edge outside', () => {
    const { voxels, mask } = raster([contour(AXIAL, box(2, 2, 5, 4))], AXIAL);
    expect(voxels).toBe(3 * 2);
    expect(mask[80 + 2 * 10 + 2]).toBe(1);
    expect(mask[80 + 4 * 10 + 5]).toBe(0);
  });

  it('points and open lines mark nothing; the part outside the grid is cut off', () => {
    const open = contour(AXIAL, square, 1, 'OPEN_PLANAR');
    expect(raster([open, contour(AXIAL, [[3, 3]], 1, 'POINT')], AXIAL).voxels).toBe(0);
    expect(raster([contour(AXIAL, box(-50, -50, 50, 50))], AXIAL).voxels).toBe(80);
  });

  it('a contour beside the slices or across them is named, not moved', () => {
    const tilted = contour(AXIAL, square);
    tilted.points[2]! += 3;
    const contours = [contour(AXIAL, square, 1.5), tilted, contour(AXIAL, square, 7), contour(AXIAL, square)];
    expect(raster(contours, AXIAL)).toMatchObject({ offGrid: [0, 1, 2], voxels: 30 });
  });

  it('two regions of one slice, and an island in a hole', () => {
    const parts = [box(0.5, 0.5, 2.5, 2.5), box(6.5, 4.5, 8.5, 6.5)].map((corners) =>
      contour(AXIAL, corners),
    );
    expect(raster(parts, AXIAL)).toMatchObject({ voxels: 4 + 4, crossing: [] });
    // 9 × 7 centres, less 7 × 5 of the hole, and 3 × 1 of the island; in any order.
    const nested = [box(2.5, 2.5, 5.5, 3.5), box(-0.5, -0.5, 8.5, 6.5), box(0.5, 0.5, 7.5, 5.5)];
    const contours = nested.map((corners) => contour(AXIAL, corners, 1, 'CLOSEDPLANAR_XOR'));
    expect(raster(contours, AXIAL)).toMatchObject({ voxels: 63 - 35 + 3, crossing: [] });
  });

  it('contours that cross or repeat one another are named, and what they share is outside', () => {
    const left = contour(AXIAL, box(0.5, 0.5, 4.5, 2.5));
    const right = contour(AXIAL, box(2.5, 0.5, 5.5, 2.5));
    // 4 × 2 and 3 × 2 centres share 2 × 2.
    expect(raster([right, left], AXIAL)).toMatchObject({ voxels: 8 + 6 - 2 * 4, crossing: [0] });
    expect(raster([left, left], AXIAL)).toMatchObject({ voxels: 0, crossing: [1] });
    expect(raster([left, contour(AXIAL, box(2.5, 0.5, 5.5, 2.5), 2)], AXIAL).crossing).toEqual([]);
  });

  it('refuses grids and outlines that would take for ever, in bounded time', () => {
    const huge: Grid = { ...AXIAL, size: [65535, 65535, 3] };
    expect(() => raster([contour(AXIAL, square)], huge)).toThrow('voxels');
    const high: Grid = { ...AXIAL, size: [2, 60_000, 1] };
    const toAndFro = Array.from({ length: 20_000 }, (_, i): [number, number] => [
      0.5,
      i % 2 === 0 ? -9 : 70_000,
    ]);
    expect(() => raster([contour(high, toAndFro, 0)], high)).toThrow('run to and fro');
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
        expect([...raster(outlines, OBLIQUE).mask.subarray(80, 160)]).toEqual([...plane]);
      }),
    );
  });

  it('law: the area of the voxels is that of the polygon, but for a band along its outline', () => {
    const grid: Grid = { ...AXIAL, size: [60, 60, 1], spacingMm: [0.5, 2, 3] };
    const radius = fc.double({ min: 1, max: 28, noNaN: true });
    fc.assert(
      fc.property(fc.array(radius, { minLength: 3, maxLength: 40 }), (radii) => {
        const corners = radii.map((r, i): [number, number] => {
          const turn = (2 * Math.PI * i) / radii.length;
          return [29.7 + r * Math.cos(turn), 30.2 + r * Math.sin(turn)];
        });
        const length = corners.reduce((sum, [x, y], i) => {
          const [u, v] = corners[(i + 1) % corners.length]!;
          return sum + Math.hypot(u - x, v - y);
        }, 0);
        const star = contour(grid, corners, 0);
        // A place is taken for the other side only where the outline runs between it and the centre of its pixel: within
        // half a diagonal of the outline.
        const pixels = areaMm2(star) / (0.5 * 2);
        const band = length * Math.SQRT2 + Math.PI / 2;
        expect(Math.abs(raster([star], grid).voxels - pixels)).toBeLessThanOrEqual(band);
      }),
    );
  });
});
