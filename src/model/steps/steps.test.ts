import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelImage } from '../model-image.js';
import { invertMonochrome1 } from './invert-monochrome1.js';
import { normalise } from './normalise.js';
import { quantiles } from './quantile.js';
import { resize } from './resize.js';
import { scalePercentiles } from './scale-percentiles.js';
import { select } from './select.js';
import { sigmoid } from './sigmoid.js';
import { windowFromHeader } from './window-from-header.js';

function image(
  rows: number,
  columns: number,
  values: number[],
  change: Partial<ModelImage> = {},
): ModelImage {
  return {
    rows,
    columns,
    values: Float64Array.from(values),
    photometric: 'MONOCHROME2',
    window: null,
    ...change,
  };
}

const list = (values: Float64Array): number[] => Array.from(values);

const anyImage = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([rows, columns]) =>
    fc
      .array(fc.integer({ min: -2000, max: 4095 }), { minLength: rows * columns, maxLength: rows * columns })
      .map((values) => image(rows, columns, values)),
  );
const anySize = fc.integer({ min: 1, max: 12 });

describe('invert-monochrome1', () => {
  it('mirrors about the middle of the range, and the window with it', () => {
    const inverted = invertMonochrome1(
      image(1, 3, [10, 20, 40], { photometric: 'MONOCHROME1', window: { centre: 15, width: 10 } }),
    );
    expect(list(inverted.values)).toEqual([40, 30, 10]);
    expect(inverted.window).toEqual({ centre: 35, width: 10 });
    // Idempotent: the values are MONOCHROME2 now.
    expect(list(invertMonochrome1(inverted).values)).toEqual([40, 30, 10]);
  });

  it('leaves MONOCHROME2', () => {
    const same = image(1, 2, [1, 2]);
    expect(invertMonochrome1(same)).toBe(same);
  });

  it('commutes with the window: window after inversion is one minus the window', () => {
    fc.assert(
      fc.property(
        anyImage,
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 1, max: 900 }),
        (any, centre, width) => {
          const before = { ...any, photometric: 'MONOCHROME1', window: { centre, width } };
          const straight = windowFromHeader(before).values;
          windowFromHeader(invertMonochrome1(before)).values.forEach((value, i) => {
            expect(value).toBeCloseTo(1 - straight[i]!, 12);
          });
        },
      ),
    );
  });
});

describe('window-from-header', () => {
  it('maps centre ± width/2 to 0 and 1, clipped', () => {
    const windowed = windowFromHeader(
      image(1, 5, [0, 50, 100, 150, 999], { window: { centre: 100, width: 100 } }),
    );
    expect(list(windowed.values)).toEqual([0, 0, 0.5, 1, 1]);
    expect(windowed.window).toBeNull();
  });

  it('refuses an image without one', () => {
    expect(() => windowFromHeader(image(1, 1, [0]))).toThrow('no window of positive width');
  });
});

describe('quantiles, type 7', () => {
  // Hyndman and Fan 1996; R 4.2: quantile(c(1, 2, 4, 8), c(.1, .25, .5, .9), type = 7)
  it('is R’s default', () => {
    const found = quantiles(Float64Array.of(8, 1, 4, 2), [0.1, 0.25, 0.5, 0.9]);
    [1.3, 1.75, 3, 6.8].forEach((expected, i) => expect(found[i]).toBeCloseTo(expected, 14));
  });

  it('agrees with sorting, and does not change its input', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 40 }), { minLength: 1, maxLength: 60 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 }),
        (values, probabilities) => {
          const given = Float64Array.from(values);
          const sorted = Float64Array.from(values).sort();
          quantiles(given, probabilities).forEach((value, i) => {
            const h = (sorted.length - 1) * probabilities[i]!;
            const low = sorted[Math.floor(h)]!;
            const high = sorted[Math.min(sorted.length - 1, Math.floor(h) + 1)]!;
            expect(value).toBe(h === Math.floor(h) ? low : low + (h - Math.floor(h)) * (high - low));
          });
          expect(list(given)).toEqual(values);
        },
      ),
    );
  });
});

describe('scale-percentiles', () => {
  it('maps the percentiles to 0 and 1, clipped', () => {
    // Percentiles 25 and 75 of 0, 10, 20, 30, 40 are 10 and 30.
    expect(list(scalePercentiles(image(1, 5, [40, 0, 10, 20, 30]), 25, 75).values)).toEqual([
      1, 0, 0, 0.5, 1,
    ]);
  });

  it('does not see a positive affine change of the values', () => {
    fc.assert(
      fc.property(
        anyImage,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: -100, max: 100 }),
        (any, slope, shift) => {
          fc.pre(new Set(any.values).size > 1);
          const changed = { ...any, values: any.values.map((value) => slope * value + shift) };
          const plain = scalePercentiles(any, 0, 100).values;
          scalePercentiles(changed, 0, 100).values.forEach((value, i) =>
            expect(value).toBeCloseTo(plain[i]!, 12),
          );
        },
      ),
    );
  });

  it('refuses a flat image instead of dividing by 0', () => {
    expect(() => scalePercentiles(image(2, 2, [7, 7, 7, 7]), 1, 99)).toThrow('same value');
  });
});

describe('resize', () => {
  it('area: 3 → 2 takes the middle pixel by halves', () => {
    // [0, 1.5] holds pixel 0 whole and half of pixel 1: (2 + 0.5·8) / 1.5 = 4.
    const half = resize(image(1, 3, [2, 8, 5]), 1, 2, 'area');
    expect(list(half.values).map((v) => Number(v.toFixed(12)))).toEqual([4, 6]);
  });

  it('area: blocks average', () => {
    expect(list(resize(image(2, 4, [1, 3, 5, 7, 1, 3, 5, 7]), 1, 2, 'area').values)).toEqual([2, 6]);
  });

  it('bilinear: half-pixel centres, edges held', () => {
    // 2 → 4: centres −0.25 (held), 0.25, 0.75, 1.25 (held).
    expect(list(resize(image(1, 2, [0, 4]), 1, 4, 'bilinear').values)).toEqual([0, 1, 3, 4]);
    expect(list(resize(image(2, 1, [0, 4]), 4, 1, 'bilinear').values)).toEqual([0, 1, 3, 4]);
  });

  it('bilinear: one row or column repeats', () => {
    expect(list(resize(image(1, 1, [9]), 2, 2, 'bilinear').values)).toEqual([9, 9, 9, 9]);
  });

  it('bilinear equals torch 1.13 interpolate(align_corners=False)', () => {
    // torch.nn.functional.interpolate(torch.arange(12.).reshape(1, 1, 3, 4), (2, 3), mode='bilinear'), float64
    const torch = [1.1666666666666667, 2.5, 3.833333333333333, 7.166666666666667, 8.5, 9.833333333333334];
    const found = resize(
      image(
        3,
        4,
        Array.from({ length: 12 }, (_, i) => i),
      ),
      2,
      3,
      'bilinear',
    ).values;
    torch.forEach((expected, i) => expect(found[i]).toBeCloseTo(expected, 12));
  });

  it.each(['area', 'bilinear'] as const)(
    '%s keeps constants, bounds and, at equal size, the image',
    (method) => {
      fc.assert(
        fc.property(anyImage, anySize, anySize, (any, rows, columns) => {
          const resized = resize(any, rows, columns, method);
          expect(resized.values.length).toBe(rows * columns);
          const [least, most] = [Math.min(...any.values), Math.max(...any.values)];
          for (const value of resized.values) {
            expect(value).toBeGreaterThanOrEqual(least - 1e-9);
            expect(value).toBeLessThanOrEqual(most + 1e-9);
          }
          expect(list(resize(any, any.rows, any.columns, method).values)).toEqual(list(any.values));
        }),
      );
    },
  );

  it('area keeps the mean', () => {
    const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;
    fc.assert(
      fc.property(anyImage, anySize, anySize, (any, rows, columns) => {
        expect(mean(resize(any, rows, columns, 'area').values)).toBeCloseTo(mean(any.values), 8);
      }),
    );
  });

  it.each(['area', 'bilinear'] as const)('%s turns with the image', (method) => {
    const turn = ({ rows, columns, values, ...rest }: ModelImage): ModelImage => ({
      ...rest,
      rows: columns,
      columns: rows,
      values: Float64Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!),
    });
    fc.assert(
      fc.property(anyImage, anySize, anySize, (any, rows, columns) => {
        const turned = turn(resize(any, rows, columns, method)).values;
        resize(turn(any), columns, rows, method).values.forEach((value, i) =>
          expect(value).toBeCloseTo(turned[i]!, 8),
        );
      }),
    );
  });
});

describe('normalise, sigmoid, select', () => {
  it('normalise', () => {
    expect(list(normalise(image(1, 2, [0.5, 1]), 0.5, 0.25).values)).toEqual([0, 2]);
  });

  it('sigmoid: symmetric, and finite at both ends', () => {
    expect(list(sigmoid(Float64Array.of(0, 1000, -1000)))).toEqual([0.5, 1, 0]);
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        const [up, down] = sigmoid(Float64Array.of(x, -x));
        expect(up! + down!).toBeCloseTo(1, 15);
      }),
    );
  });

  it('select names a value, and refuses an index outside', () => {
    expect(select(Float64Array.of(0.1, 0.7), 1, 'score')).toEqual({
      kind: 'score',
      name: 'score',
      value: 0.7,
    });
    expect(() => select(Float64Array.of(0.1), 1, 'score')).toThrow('index 1');
  });
});
