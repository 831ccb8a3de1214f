import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assd, masd } from './average-surface-distance.js';
import { squaredDistance } from './distance-transform.js';
import { hausdorff, percentileHausdorff } from './hausdorff.js';
import { labelOverlaps } from './label-overlap.js';
import { maskOverlap, voxelCounts } from './mask-overlap.js';
import type { Mask } from './mask.js';
import { nearestMarked } from './nearest-marked.js';
import { normalizedSurfaceDistance } from './normalized-surface-distance.js';
import { surfaceDistances, type SurfaceDistances } from './surface-distances.js';
import { surfelAreas3, surfelLengths2 } from './surfel-area.js';
import { surfaceDice, surfelDistances, surfelMeanDistance, surfelPercentile } from './surfel-distances.js';

interface Pair {
  shape: number[];
  spacing: number[];
  reference: string;
  prediction: string;
  expected: Record<string, number> & { surfel_asd: [number, number] };
}

const vectors = JSON.parse(readFileSync(new URL('./masks.vectors.json', import.meta.url), 'utf8')) as {
  tolerance: number;
  cases: { pairs: Pair[]; areas: { spacing: [number, number, number]; area: number[] } };
};

function mask(voxels: string, shape: number[], spacingMm = shape.map(() => 1)): Mask {
  return { data: Uint8Array.from(voxels, Number), shape, spacingMm };
}

function distances(a: Mask, b: Mask): SurfaceDistances {
  const result = surfaceDistances(a, b);
  if (!result.defined) throw new Error(result.reason);
  return result.value;
}

const value = (result: { defined: boolean; value?: number }): number => {
  expect(result.defined).toBe(true);
  return result.value!;
};

describe('against scipy and surface-distance', () => {
  it.each(vectors.cases.pairs)('$shape', ({ shape, spacing, reference, prediction, expected }) => {
    const a = mask(reference, shape, spacing);
    const b = mask(prediction, shape, spacing);
    const d = distances(a, b);
    const surfels = surfelDistances(a, b);
    const got: Record<string, number> = {
      hd: hausdorff(d).symmetric,
      hd95_max: percentileHausdorff(d, 'max-of-directed'),
      hd95_pooled: percentileHausdorff(d, 'pooled'),
      assd: assd(d),
      masd: masd(d),
      dice: value(maskOverlap(voxelCounts(a, b)).dice),
      surfel_hd95: value(surfelPercentile(surfels, 95)),
      surface_dice_1: value(surfaceDice(surfels, 1)),
      surfel_area: surfels.reference.totalArea,
    };
    for (const [key, number] of Object.entries(got)) {
      expect(Math.abs(number - expected[key]!), key).toBeLessThanOrEqual(
        vectors.tolerance * Math.max(1, expected[key]!),
      );
    }
    expect(value(surfelMeanDistance(surfels, 'reference'))).toBeCloseTo(expected.surfel_asd[0], 9);
    expect(value(surfelMeanDistance(surfels, 'prediction'))).toBeCloseTo(expected.surfel_asd[1], 9);
  });

  it('gives every one of the 256 neighbourhoods its area', () => {
    const { spacing, area } = vectors.cases.areas;
    surfelAreas3(spacing).forEach((got, code) => expect(got, `code ${code}`).toBeCloseTo(area[code]!, 9));
  });
});

describe('by hand', () => {
  it('two voxels three apart on a line', () => {
    const d = distances(mask('10000', [1, 5]), mask('00010', [1, 5]));
    expect(hausdorff(d)).toEqual({ referenceToPrediction: 3, predictionToReference: 3, symmetric: 3 });
  });

  it('a voxel square has a contour of four corners, each half a diagonal', () => {
    expect(surfelDistances(mask('1', [1, 1]), mask('1', [1, 1])).reference.totalArea).toBeCloseTo(
      4 * (Math.SQRT2 / 2),
      12,
    );
    expect(Array.from(surfelLengths2([2, 3])).slice(0, 4)).toEqual([
      0,
      Math.sqrt(13) / 2,
      Math.sqrt(13) / 2,
      3,
    ]);
  });

  it('a tolerance of 2.1 mm takes in three steps of 0.7 mm', () => {
    const a = mask('10000', [1, 5], [1, 0.7]);
    const b = mask('00010', [1, 5], [1, 0.7]);
    const counts = voxelCounts(a, b);
    expect(normalizedSurfaceDistance(counts, surfaceDistances(a, b), 2.1)).toEqual({
      defined: true,
      value: 1,
    });
    expect(normalizedSurfaceDistance(counts, surfaceDistances(a, b), 2)).toEqual({ defined: true, value: 0 });
  });

  it('empty masks: both undefined, one 0 or undefined', () => {
    const none = mask('000000', [2, 3]);
    const some = mask('010000', [2, 3]);
    expect(maskOverlap(voxelCounts(none, none)).dice).toEqual({ defined: false, reason: 'both masks empty' });
    expect(maskOverlap(voxelCounts(some, none)).dice).toEqual({ defined: true, value: 0 });
    expect(surfaceDistances(some, none).defined).toBe(false);
    // A distance transform without a seed must not make an empty prediction look near at a large tolerance.
    expect(normalizedSurfaceDistance(voxelCounts(some, none), surfaceDistances(some, none), 100)).toEqual({
      defined: true,
      value: 0,
    });
    expect(surfaceDice(surfelDistances(some, none), 100)).toEqual({ defined: true, value: 0 });
    expect(surfaceDice(surfelDistances(none, none), 100).defined).toBe(false);
  });

  it('a missed label counts 0, an absent one is left out', () => {
    const result = labelOverlaps([1, 1, 2, 0], [1, 0, 0, 0], [1, 2, 3]);
    expect(result.meanDice).toEqual({ defined: true, value: (2 / 3 + 0) / 2 });
    expect(result.undefinedLabels).toBe(1);
  });

  it.each([
    [mask('1111', [2, 2]), mask('111111', [2, 3])],
    [mask('111', [2, 2]), mask('1111', [2, 2])],
    [mask('1111', [2, 2], [1, 0]), mask('1111', [2, 2], [1, 0])],
    [mask('1111', [2, 2], [1, 2]), mask('1111', [2, 2], [1, 1])],
  ])('grids that disagree are refused', (a, b) => {
    expect(() => surfaceDistances(a, b)).toThrow(expect.objectContaining({ code: 'STATS-ARGUMENT' }));
    expect(() => voxelCounts(a, b)).toThrow(expect.objectContaining({ code: 'STATS-ARGUMENT' }));
  });
});

const volume = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([z, y, x]) => {
    const voxels = fc.uint8Array({ min: 0, max: 1, minLength: z * y * x, maxLength: z * y * x });
    const spacing = fc.tuple(fc.constantFrom(0.5, 1, 3), fc.constantFrom(0.7, 1), fc.constantFrom(0.9, 2));
    return fc.tuple(voxels, voxels, spacing).map(([a, b, spacingMm]): [Mask, Mask] => [
      { data: a, shape: [z, y, x], spacingMm },
      { data: b, shape: [z, y, x], spacingMm },
    ]);
  });

describe('laws', () => {
  it('searching rows and the distance transform give the same bits, near and far', () => {
    const size = [7, 90, 40] as const;
    const spot = fc.array(fc.nat(7 * 90 * 40 - 1), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        spot,
        spot,
        fc.constantFrom([1, 1, 1] as const, [5, 0.3, 0.7] as const),
        (from, to, spacing) => {
          const [a, b] = [from, to].map((list) => {
            const voxels = new Uint8Array(7 * 90 * 40);
            for (const i of list) voxels[i] = 1;
            return voxels;
          }) as [Uint8Array, Uint8Array];
          const transform = squaredDistance(b, size, spacing);
          const expected = Array.from(a.keys())
            .filter((i) => a[i] === 1)
            .map((i) => transform[i]!);
          nearestMarked(a, b, size, spacing).forEach((got, k) => expect(got).toBeCloseTo(expected[k]!, 9));
        },
      ),
    );
  });

  it('the distance transform is the nearest of all seeds', () => {
    fc.assert(
      fc.property(volume, ([{ data, shape, spacingMm }]) => {
        const [Z, Y, X] = shape as [number, number, number];
        const [sz, sy, sx] = spacingMm as [number, number, number];
        const at = (i: number): [number, number, number] => [
          Math.floor(i / (Y * X)),
          Math.floor(i / X) % Y,
          i % X,
        ];
        squaredDistance(data, [Z, Y, X], [sz, sy, sx]).forEach((got, i) => {
          let least = Infinity;
          data.forEach((seed, j) => {
            const [a, b] = [at(i), at(j)];
            if (seed !== 0)
              least = Math.min(
                least,
                ((a[0] - b[0]) * sz) ** 2 + ((a[1] - b[1]) * sy) ** 2 + ((a[2] - b[2]) * sx) ** 2,
              );
          });
          if (least === Infinity) expect(got).toBe(Infinity);
          else expect(got).toBeCloseTo(least, 9);
        });
      }),
    );
  });

  it('HD >= HD95, symmetry, NSD grows with the tolerance, Dice and IoU agree', () => {
    fc.assert(
      fc.property(volume, ([a, b]) => {
        const counts = voxelCounts(a, b);
        const { dice, iou } = maskOverlap(counts);
        if (dice.defined && iou.defined)
          expect(dice.value).toBeCloseTo((2 * iou.value) / (1 + iou.value), 12);
        const there = surfaceDistances(a, b);
        const back = surfaceDistances(b, a);
        expect(there.defined).toBe(back.defined);
        if (!there.defined || !back.defined) return;
        const hd = hausdorff(there.value).symmetric;
        expect(hausdorff(back.value).symmetric).toBe(hd);
        expect(assd(back.value)).toBeCloseTo(assd(there.value), 12);
        for (const variant of ['max-of-directed', 'pooled', 'mean-of-directed'] as const) {
          expect(percentileHausdorff(there.value, variant)).toBeLessThanOrEqual(hd + 1e-12);
        }
        const near = normalizedSurfaceDistance(counts, there, 1);
        const far = normalizedSurfaceDistance(counts, there, 2);
        if (near.defined && far.defined) expect(far.value).toBeGreaterThanOrEqual(near.value);
        expect(normalizedSurfaceDistance(counts, there, hd)).toEqual({ defined: true, value: 1 });
        const surfels = surfelDistances(a, b);
        expect(value(surfelPercentile(surfels, 100))).toBeGreaterThanOrEqual(
          value(surfelPercentile(surfels, 95)),
        );
      }),
    );
  });

  it('an empty margin changes nothing: outside the image is background', () => {
    fc.assert(
      fc.property(volume, ([a, b]) => {
        const pad = ({ data, shape, spacingMm }: Mask): Mask => {
          const [Z, Y, X] = shape as [number, number, number];
          const wide = new Uint8Array((Z + 2) * (Y + 2) * (X + 2));
          data.forEach((v, i) => {
            wide[
              ((Math.floor(i / (Y * X)) + 1) * (Y + 2) + (Math.floor(i / X) % Y) + 1) * (X + 2) + (i % X) + 1
            ] = v;
          });
          return { data: wide, shape: [Z + 2, Y + 2, X + 2], spacingMm };
        };
        expect(surfaceDistances(pad(a), pad(b))).toEqual(surfaceDistances(a, b));
        expect(surfelDistances(pad(a), pad(b))).toEqual(surfelDistances(a, b));
      }),
    );
  });
});
