import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intensityOf } from './intensity.js';

const one = { slope: 1, intercept: 0 };

describe('intensity', () => {
  it('is mean and standard deviation of modality values: 0, 2, 4 with slope 10 and intercept −5', () => {
    const stored = Uint16Array.of(0, 2, 4);
    const found = intensityOf({ stored, rescale: { slope: 10, intercept: -5 }, rescalePerFrame: null });
    // values −5, 15, 35: mean 15, squares 400 + 0 + 400
    expect(found?.mean).toBeCloseTo(15, 12);
    expect(found?.sd).toBeCloseTo(Math.sqrt(800 / 3), 12);
  });

  it('takes the rescale of each frame', () => {
    const rescalePerFrame = [one, { slope: 1, intercept: 100 }];
    expect(intensityOf({ stored: Uint8Array.of(1, 1, 1, 1), rescale: one, rescalePerFrame })?.mean).toBe(51);
  });

  it('is not there for values that are no numbers, nor without values', () => {
    const stored = Float32Array.of(NaN, 1);
    expect(intensityOf({ stored, rescale: one, rescalePerFrame: null })).toBeNull();
    expect(intensityOf({ stored: new Uint8Array(0), rescale: one, rescalePerFrame: null })).toBeNull();
  });

  it('looks at evenly spread values of a large image', () => {
    const stored = Uint16Array.from({ length: 1 << 20 }, (_, i) => i % 1000);
    expect(intensityOf({ stored, rescale: one, rescalePerFrame: null })?.mean).toBeCloseTo(499.5, -1);
  });

  it('is the same by sums as value by value, also for values close together far from 0', () => {
    const values = fc.oneof(
      fc.int16Array({ minLength: 1, maxLength: 200 }),
      fc.uint16Array({ minLength: 1, maxLength: 200 }),
      fc.int8Array({ minLength: 1, maxLength: 200 }),
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.uint16Array({ minLength: 1, maxLength: 200, min: 65_530 }),
    );
    const rescales = fc.record({
      slope: fc.double({ min: -4, max: 4, noNaN: true }).filter((slope) => slope !== 0),
      intercept: fc.integer({ min: -2000, max: 2000 }),
    });
    fc.assert(
      fc.property(values, rescales, (stored, rescale) => {
        const bySums = intensityOf({ stored, rescale, rescalePerFrame: null });
        const one = intensityOf({ stored, rescale, rescalePerFrame: [rescale] });
        expect(bySums?.mean).toBeCloseTo(one?.mean ?? NaN, 7);
        expect(bySums?.sd).toBeCloseTo(one?.sd ?? NaN, 7);
      }),
    );
  });
});
