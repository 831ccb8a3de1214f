import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frocCurve } from './froc-curve.js';
import { frocData, type FrocCase, type FrocMark } from './froc-data.js';
import {
  FROC_FIGURES_OF_MERIT,
  frocFigureOfMerit,
  frocJackknifeVariance,
  leaveOneCaseOut,
} from './froc-fom.js';
import { frocPerformance } from './froc-readers.js';
import { LUNA16_RATES, meanSensitivity, sensitivityAtFp } from './froc-sensitivity.js';
import { frocSummary } from './froc-summary.js';
import { inferredRocAuc } from './inferred-roc.js';

/** Two normal cases, one with a lesion, one with two. */
const cases: FrocCase[] = [
  { case: 'a', lesions: [] },
  { case: 'b', lesions: [] },
  { case: 'c', lesions: [{ lesion: 1 }] },
  { case: 'd', lesions: [{ lesion: 1 }, { lesion: 2 }] },
];
const marks: FrocMark[] = [
  { case: 'a', lesion: 0, rating: 5 },
  { case: 'c', lesion: 1, rating: 9 },
  { case: 'd', lesion: 1, rating: 7 },
  { case: 'd', lesion: 1, rating: 1 },
  { case: 'd', lesion: 0, rating: 8 },
];

describe('by hand', () => {
  const data = frocData(cases, marks);

  it('counts only the highest mark on a lesion', () => {
    expect(Array.from(data.lesionRating)).toEqual([9, 7, -Infinity]);
    expect(data.falseRating.length).toBe(2);
  });

  it('curve over all images', () => {
    expect(frocCurve(data, 'all')).toEqual({
      defined: true,
      value: {
        rating: Float64Array.of(Infinity, 9, 8, 7, 5),
        fpPerImage: Float64Array.of(0, 0, 0.25, 0.25, 0.5),
        sensitivity: Float64Array.of(0, 1 / 3, 1 / 3, 2 / 3, 2 / 3),
      },
    });
  });

  it('reads the best attained point, the line and what lies beyond', () => {
    const curve = frocCurve(data, 'all');
    if (!curve.defined) throw new Error(curve.reason);
    expect(sensitivityAtFp(curve.value, 0.125, 'step')).toEqual({
      sensitivity: 1 / 3,
      threshold: 9,
      beyondLastPoint: false,
    });
    expect(sensitivityAtFp(curve.value, 0.125, 'linear')).toEqual({
      sensitivity: 1 / 3,
      threshold: null,
      beyondLastPoint: false,
    });
    // At the vertical rise of 0.25 the upper point counts.
    expect(sensitivityAtFp(curve.value, 0.25, 'linear').sensitivity).toBe(2 / 3);
    expect(sensitivityAtFp(curve.value, 8, 'step')).toEqual({
      sensitivity: 2 / 3,
      threshold: 5,
      beyondLastPoint: true,
    });
    expect(meanSensitivity(curve.value, LUNA16_RATES, 'step')).toBeCloseTo((1 / 3 + 6 * (2 / 3)) / 7, 15);
  });

  it('figures of merit pair by pair', () => {
    // AFROC: lesions 9, 7, none against highest FP 5 and none: (1 + 1 + 0) + (1 + 1 + 1/2) of 6.
    expect(frocFigureOfMerit(data, 'AFROC')).toEqual({ defined: true, value: 4.5 / 6 });
    // wAFROC: case c wins both (2), case d 1/2 (1 + 1) + 1/2 (0 + 1/2) of 4.
    expect(frocFigureOfMerit(data, 'wAFROC')).toEqual({ defined: true, value: 3.25 / 4 });
    // Rivals 5, none, none, 8.
    expect(frocFigureOfMerit(data, 'AFROC1')).toEqual({ defined: true, value: (4 + 3 + 1) / 12 });
    expect(inferredRocAuc(data)).toEqual({ defined: true, value: 1 });
    expect(frocSummary(data).maxFalsePerCase).toEqual({ defined: true, value: 0.5 });
  });

  it('no marks at all give one half, no lesion gives no value', () => {
    for (const kind of FROC_FIGURES_OF_MERIT)
      expect(frocFigureOfMerit(frocData(cases, []), kind)).toEqual({ defined: true, value: 0.5 });
    const healthy = frocData(cases.slice(0, 2), marks.slice(0, 1));
    expect(frocFigureOfMerit(healthy, 'wAFROC')).toEqual({ defined: false, reason: 'no lesion' });
    expect(frocCurve(healthy, 'all')).toEqual({ defined: false, reason: 'no lesion' });
    const sick = frocData(cases.slice(2), marks.slice(1));
    expect(frocFigureOfMerit(sick, 'AFROC')).toEqual({ defined: false, reason: 'no non-diseased case' });
    expect(frocCurve(sick, 'nondiseased').defined).toBe(false);
    expect(frocFigureOfMerit(sick, 'AFROC1').defined).toBe(true);
  });

  it.each([
    ['a case twice', [...cases, cases[0]!], marks],
    ['a mark on an unknown case', cases, [{ case: 'z', lesion: 0, rating: 1 }]],
    ['a mark on an unknown lesion', cases, [{ case: 'a', lesion: 1, rating: 1 }]],
    ['a rating that is not finite', cases, [{ case: 'a', lesion: 0, rating: NaN }]],
    ['weights that do not sum to 1', [{ case: 1, lesions: [{ lesion: 1, weight: 0.4 }] }], []],
  ])('%s is refused', (_, someCases, someMarks) => {
    expect(() => frocData(someCases, someMarks)).toThrow(expect.objectContaining({ code: 'STATS-ARGUMENT' }));
  });

  it('two readers under two modalities make a performance for the reader analysis', () => {
    const better = frocData(cases, [...marks, { case: 'd', lesion: 2, rating: 6 }]);
    const result = frocPerformance([data, better, better, better], 2, 'wAFROC');
    expect(result.defined && result.value.readers).toBe(2);
    expect(() => frocPerformance([data, better, better], 2, 'wAFROC')).toThrow(
      expect.objectContaining({ code: 'STATS-ARGUMENT' }),
    );
  });
});

const study = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
  .chain(([normal, abnormal]) =>
    fc
      .array(fc.tuple(fc.nat(normal + abnormal - 1), fc.boolean(), fc.integer({ min: 1, max: 4 })), {
        maxLength: 12,
      })
      .map((list) =>
        frocData(
          Array.from({ length: normal + abnormal }, (_, i) => ({
            case: i,
            lesions: i < normal ? [] : [{ lesion: 1 }, { lesion: 2 }],
          })),
          list.map(([index, hit, rating]) => ({
            case: index,
            lesion: hit && index >= normal ? 1 : 0,
            rating,
          })),
        ),
      ),
  );

describe('laws', () => {
  it('figures lie in [0, 1]; only the order of ratings matters', () => {
    fc.assert(
      fc.property(study, (data) => {
        const stretched = {
          ...data,
          lesionRating: data.lesionRating.map((r) => r ** 3),
          highestFalse: data.highestFalse.map((r) => r ** 3),
        };
        for (const kind of FROC_FIGURES_OF_MERIT) {
          const value = frocFigureOfMerit(data, kind);
          if (!value.defined) throw new Error(value.reason);
          expect(value.value).toBeGreaterThanOrEqual(0);
          expect(value.value).toBeLessThanOrEqual(1);
          expect(frocFigureOfMerit(stretched, kind)).toEqual(value);
        }
      }),
    );
  });

  it('multiplicity 2 for all changes nothing; the curve rises', () => {
    fc.assert(
      fc.property(study, (data) => {
        const twice = new Uint32Array(data.cases).fill(2);
        const curve = frocCurve(data, 'all');
        expect(frocCurve(data, 'all', twice)).toEqual(curve);
        for (const kind of FROC_FIGURES_OF_MERIT) {
          const [once, doubled] = [frocFigureOfMerit(data, kind), frocFigureOfMerit(data, kind, twice)];
          expect(doubled.defined && once.defined && Math.abs(doubled.value - once.value)).toBeLessThan(1e-12);
        }
        if (!curve.defined) return;
        for (let k = 1; k < curve.value.rating.length; k += 1) {
          expect(curve.value.sensitivity[k]!).toBeGreaterThanOrEqual(curve.value.sensitivity[k - 1]!);
          expect(curve.value.fpPerImage[k]!).toBeGreaterThanOrEqual(curve.value.fpPerImage[k - 1]!);
        }
      }),
    );
  });

  it('the jackknife variance is that of its leave-one-out values', () => {
    fc.assert(
      fc.property(study, (data) => {
        const left = leaveOneCaseOut(data, 'wAFROC');
        const variance = frocJackknifeVariance(data, 'wAFROC');
        if (!left.defined || !variance.defined) return;
        const n = left.value.length;
        const mean = left.value.reduce((a, b) => a + b, 0) / n;
        expect(variance.value).toBeCloseTo(
          ((n - 1) / n) * left.value.reduce((s, v) => s + (v - mean) ** 2, 0),
          12,
        );
      }),
    );
  });
});
