import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lrocAreaTo, lrocCurve, pclAtFpf } from './lroc-curve.js';
import { lroc } from './lroc.js';

const curveOf = (data: Parameters<typeof lrocCurve>[0]) => {
  const curve = lrocCurve(data);
  if (!curve.defined) throw new Error(curve.reason);
  return curve.value;
};

describe('by hand: normals 1 and 3, abnormals 2 (right), 3 (right), 4 (wrong)', () => {
  const data = { normal: [1, 3], abnormal: [2, 3, 4], correct: [1, 1, 0] };

  it('area, ROC area and fraction', () => {
    const result = lroc(data);
    // Right ones: 2 beats 1; 3 beats 1 and ties 3: (1 + 1.5) of 6.
    expect(result.area).toEqual({ defined: true, value: 2.5 / 6 });
    expect(result.rocArea).toEqual({ defined: true, value: 4.5 / 6 });
    expect(result.fractionCorrectlyLocalized).toEqual({ defined: true, value: 2 / 3 });
  });

  it('curve points and readings', () => {
    const curve = curveOf(data);
    expect(Array.from(curve.fpf)).toEqual([0, 0, 0.5, 0.5, 1]);
    expect(Array.from(curve.pcl)).toEqual([0, 0, 1 / 3, 2 / 3, 2 / 3]);
    expect(pclAtFpf(curve, 0.25)).toBeCloseTo(1 / 6, 15);
    expect(pclAtFpf(curve, 0.5)).toBe(2 / 3);
    expect(pclAtFpf(curve, 0.5, 'rjafroc')).toBe(1 / 3);
    expect(lrocAreaTo(curve, 1)).toBeCloseTo(2.5 / 6, 15);
  });

  it('classes of one case have an area but no error; empty classes neither', () => {
    expect(lroc({ normal: [1], abnormal: [2], correct: [1] }).standardError.defined).toBe(false);
    expect(lroc({ normal: [], abnormal: [2], correct: [1] }).area).toEqual({
      defined: false,
      reason: 'no normal case',
    });
    expect(lrocCurve({ normal: [1], abnormal: [], correct: [] })).toEqual({
      defined: false,
      reason: 'no abnormal case',
    });
  });

  it.each([
    { normal: [1], abnormal: [2], correct: [] },
    { normal: [1], abnormal: [2], correct: [2] },
    { normal: [NaN], abnormal: [2], correct: [1] },
  ])('refuses %o', (bad) => {
    expect(() => lroc(bad)).toThrow(expect.objectContaining({ code: 'STATS-ARGUMENT' }));
  });
});

describe('laws', () => {
  const ratings = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 8 });

  it('area = area under the curve; all right = ROC area; never above the fraction', () => {
    fc.assert(
      fc.property(
        ratings,
        ratings,
        fc.array(fc.constantFrom(0, 1), { minLength: 8, maxLength: 8 }),
        (normal, abnormal, flags) => {
          const data = { normal, abnormal, correct: flags.slice(0, abnormal.length) };
          const result = lroc(data);
          if (!result.area.defined || !result.fractionCorrectlyLocalized.defined)
            throw new Error('undefined');
          expect(lrocAreaTo(curveOf(data), 1)).toBeCloseTo(result.area.value, 12);
          expect(result.area.value).toBeLessThanOrEqual(result.fractionCorrectlyLocalized.value + 1e-12);
          const right = lroc({ ...data, correct: abnormal.map(() => 1) });
          if (!right.area.defined || !right.rocArea.defined) throw new Error('undefined');
          expect(right.area.value).toBeCloseTo(right.rocArea.value, 12);
        },
      ),
    );
  });
});
