import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delong } from '../delong.js';
import { averageInference, differenceInference } from './bdg-inference.js';
import { cellMoments, successMatrices } from './bdg-moments.js';
import { delongPerformance, jackknifePerformance, unbiasedPerformance } from './covariance.js';
import { bdgCovariance, mrmcUStatistics } from './mrmc-ustatistics.js';
import { obuchowskiRockette, perReaderDifferences } from './obuchowski-rockette.js';
import { orComponents, orVariances } from './or-components.js';
import {
  areaMetric,
  casesOfClass,
  sensitivityMetric,
  specificityMetric,
  type ReaderPerformance,
} from './reader-performance.js';
import { readerStudy, type Reading, type ReaderStudy } from './reader-study.js';

const invalid = expect.objectContaining({ code: 'STATS-ARGUMENT' }) as Error;
const value = <T>(result: { defined: true; value: T } | { defined: false; reason: string }): T => {
  if (!result.defined) throw new Error(result.reason);
  return result.value;
};

/** Small whole ratings, so that ties occur; null leaves a reading out. */
function study(
  negatives: number,
  positives: number,
  rate: (modality: number, reader: number, index: number) => number | null,
  readers = 2,
  modalities = 2,
): ReaderStudy {
  const readings: Reading[] = [];
  for (let m = 0; m < modalities; m += 1) {
    for (let r = 0; r < readers; r += 1) {
      for (let c = 0; c < negatives + positives; c += 1) {
        const rating = rate(m, r, c);
        if (rating !== null)
          readings.push({ modality: m, reader: r, case: c, truth: c < negatives ? 0 : 1, rating });
      }
    }
  }
  return readerStudy(readings);
}

const someStudy = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 3 }))
  .chain(([negatives, positives, readers]) => {
    const size = 2 * readers * (negatives + positives);
    return fc
      .array(fc.integer({ min: 1, max: 5 }), { minLength: size, maxLength: size })
      .map((list) =>
        study(
          negatives,
          positives,
          (m, r, c) => list[(m * readers + r) * (negatives + positives) + c]!,
          readers,
        ),
      );
  });

describe('Obuchowski-Rockette by hand', () => {
  // Two modalities x two readers; Var 4, Cov1 2, Cov2 1.5, Cov3 1 (in thousandths).
  const covariance = [
    [4, 1.5, 2, 1],
    [1.5, 4, 1, 2],
    [2, 1, 4, 1.5],
    [1, 2, 1.5, 4],
  ].map((row) => Float64Array.from(row, (v) => v / 1000));
  const performance: ReaderPerformance = {
    modalities: 2,
    readers: 2,
    value: Float64Array.of(0.8, 0.9, 0.7, 0.7),
    covariance,
  };

  it('mean squares and components', () => {
    const c = orComponents(performance);
    // Means 0.85 and 0.7 about 0.775: 2 (0.075² + 0.075²).
    expect(value(c.msTreatment)).toBeCloseTo(0.0225, 12);
    expect(value(c.msReader)).toBeCloseTo(0.0025, 12);
    expect(value(c.msInteraction)).toBeCloseTo(0.0025, 12);
    expect([c.variance, c.cov1, c.cov2, c.cov3].map((v) => v * 1000)).toEqual(
      [4, 2, 1.5, 1].map((v): unknown => expect.closeTo(v, 12)),
    );
    expect(value(orVariances(c)).interaction).toBeCloseTo(0.0025 - 0.004 + 0.002 + 0.0005, 12);
  });

  it('random readers and cases: F = 0.0225 / (0.0025 + 2 x 0.0005) with (0.0035 / 0.0025)² df', () => {
    const { equality, pairwise } = obuchowskiRockette(performance);
    expect(value(equality)).toMatchObject({
      statistic: expect.closeTo(0.0225 / 0.0035, 9),
      df1: 1,
      df2: expect.closeTo(1.96, 9),
    });
    expect(value(pairwise)[0]).toMatchObject({
      estimate: expect.closeTo(0.15, 12),
      standardError: expect.closeTo(Math.sqrt(0.0035), 12),
    });
    // Two modalities: the t test of the pair is the F test.
    expect(value(value(pairwise)[0]!.p)).toBeCloseTo(value(equality).p, 9);
  });

  it('fixed readers: variance 4 - 2 + (1.5 - 1); fixed cases: the interaction alone', () => {
    expect(
      value(obuchowskiRockette(performance, { generalization: 'fixed-readers' }).equality).denominator,
    ).toBeCloseTo(0.0025, 12);
    const fixedCases = value(obuchowskiRockette(performance, { generalization: 'fixed-cases' }).equality);
    expect(fixedCases).toMatchObject({ denominator: expect.closeTo(0.0025, 12), df2: 1 });
    expect(perReaderDifferences(performance)[1]).toMatchObject({
      reader: 1,
      estimate: expect.closeTo(0.2, 12),
      standardError: expect.closeTo(Math.sqrt(0.004), 12),
    });
  });

  it('identical modalities: difference 0, nothing to test', () => {
    const twins = study(3, 3, (_m, r, c) => [1, 3, 2, 2, 4, 3][c]! + ((r * c) % 2));
    const analysis = obuchowskiRockette(value(jackknifePerformance(twins, areaMetric)));
    expect(value(analysis.components.msTreatment)).toBe(0);
    expect(analysis.equality).toEqual({ defined: false, reason: 'identical modalities: 0/0' });
    expect(value(analysis.pairwise)[0]).toMatchObject({ estimate: 0, interval: { defined: false } });
  });

  it('one reader or one modality has no such test', () => {
    const alone = value(
      jackknifePerformance(
        study(3, 3, (m, _r, c) => (m + 1) * c - ((c * c) % 3), 1),
        areaMetric,
      ),
    );
    expect(obuchowskiRockette(alone).equality).toEqual({ defined: false, reason: 'one reader' });
    const single = value(
      jackknifePerformance(
        study(3, 3, (_m, r, c) => ((r + 2) * c) % 5, 2, 1),
        areaMetric,
      ),
    );
    expect(obuchowskiRockette(single).equality).toEqual({ defined: false, reason: 'one modality' });
    expect(obuchowskiRockette(single).modalities[0]!.defined).toBe(true);
  });
});

describe('what is read', () => {
  const readings: Reading[] = [
    { reader: 1, modality: 1, case: 1, truth: 0, rating: 1 },
    { reader: 1, modality: 1, case: 2, truth: 1, rating: 2 },
  ];

  it.each([
    ['nothing', []],
    ['a reading twice', [...readings, readings[0]!]],
    ['two truths', [...readings, { ...readings[0]!, reader: 2, truth: 1 }]],
    ['a rating that is missing', [{ ...readings[0]!, rating: NaN }]],
    ['a truth that is neither', [{ ...readings[0]!, truth: 2 }]],
  ])('%s is refused', (_, list) => {
    expect(() => readerStudy(list)).toThrow(invalid);
  });

  it('labels are in order of number, cases of one class stand apart', () => {
    const one = readerStudy(
      [2, 10, 1].map((label) => ({
        reader: label,
        modality: 'CT',
        case: label,
        truth: label === 1 ? 0 : 1,
        rating: 1,
      })),
    );
    expect(one.readers).toEqual(['1', '2', '10']);
    expect(casesOfClass(one, 1).cases).toEqual(['2', '10']);
    expect(() => delongPerformance(one)).toThrow(invalid);
  });

  it('sensitivity and specificity of calls', () => {
    const calls = study(2, 4, (_m, _r, c) => [0, 1, 1, 1, 1, 0][c]!);
    const called = (rating: number): boolean => rating >= 1;
    expect(
      Array.from(value(jackknifePerformance(casesOfClass(calls, 1), sensitivityMetric(called))).value),
    ).toEqual([0.75, 0.75, 0.75, 0.75]);
    expect(
      Array.from(value(jackknifePerformance(casesOfClass(calls, 0), specificityMetric(called))).value),
    ).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});

/** Moments by their definition: every pair of readings with its two case pairs, counted by what they share. */
function momentsByDefinition(s: ReaderStudy, a: number, b: number): { sum: number[]; count: number[] } {
  const sum = new Array<number>(8).fill(0);
  const count = new Array<number>(8).fill(0);
  const readers = s.readers.length;
  const of = (label: number): number[] => Array.from(s.truth.keys()).filter((i) => s.truth[i] === label);
  const success = (cell: number, n: number, p: number): number | null => {
    if (s.read[cell]![n] === 0 || s.read[cell]![p] === 0) return null;
    const [x, y] = [s.ratings[cell]![n]!, s.ratings[cell]![p]!];
    return y > x ? 1 : y === x ? 0.5 : 0;
  };
  for (let r = 0; r < readers; r += 1)
    for (let q = 0; q < readers; q += 1)
      for (const n1 of of(0))
        for (const p1 of of(1)) {
          const first = success(a * readers + r, n1, p1);
          if (first === null) continue;
          for (const n2 of of(0))
            for (const p2 of of(1)) {
              const second = success(b * readers + q, n2, p2);
              if (second === null) continue;
              const pattern = (n1 === n2 ? (p1 === p2 ? 0 : 2) : p1 === p2 ? 1 : 3) + (r === q ? 0 : 4);
              sum[pattern]! += first * second;
              count[pattern]! += 1;
            }
        }
  return { sum, count };
}

describe('U-statistics', () => {
  it('moments and coefficients are those of the definition, gaps and all', () => {
    fc.assert(
      fc.property(someStudy, fc.integer({ min: 0, max: 7 }), (full, gap) => {
        const s = {
          ...full,
          read: full.read.map((row, cell) =>
            Uint8Array.from(row, (flag, i) => ((cell + i) % 8 === gap ? 0 : flag)),
          ),
        };
        for (const [a, b] of [
          [0, 0],
          [0, 1],
        ] as const) {
          const { sum, count } = momentsByDefinition(s, a, b);
          const got = bdgCovariance(s, a, b);
          const whole = count.reduce((x, y) => x + y, 0);
          for (let k = 0; k < 8; k += 1) {
            const moment = got.moments[k]!;
            expect(moment.defined).toBe(count[k]! > 0);
            if (moment.defined) expect(moment.value).toBeCloseTo(sum[k]! / count[k]!, 10);
            if (whole > 0)
              expect(got.coefficients[k]!).toBeCloseTo(count[k]! / whole - (k === 7 ? 1 : 0), 12);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('a difference with itself has variance 0 and swapped modalities the opposite sign', () => {
    fc.assert(
      fc.property(someStudy, (s) => {
        const { single, pairs } = mrmcUStatistics(s);
        const between = pairs[0]!.covariance;
        for (const kind of ['ustat', 'mle'] as const) {
          const there = differenceInference(single[0]!, single[1]!, between, kind);
          const back = differenceInference(single[1]!, single[0]!, between, kind);
          expect(back.estimate + there.estimate).toBeCloseTo(0, 15);
          expect(back.variance).toEqual(there.variance);
          const none = value(differenceInference(single[0]!, single[0]!, single[0]!, kind).variance);
          expect(Math.abs(none)).toBeLessThan(1e-12);
        }
        // The empirical distribution never gives a negative variance.
        expect(value(averageInference(single[0]!, 'mle').variance)).toBeGreaterThan(-1e-12);
      }),
      { numRuns: 40 },
    );
  });

  it('one reader has a variance of its own, none of the reader average', () => {
    const s = study(3, 4, (m, _r, c) => (c * (m + 2)) % 5, 1);
    const { single } = mrmcUStatistics(s);
    expect(single[0]!.covariance.defined).toBe(false);
    const [first] = successMatrices(s);
    expect(cellMoments(first!, first!).covariance.defined).toBe(true);
  });
});

describe('covariance methods', () => {
  it('DeLong diagonal = DeLong variance; unbiased = one-reader U-statistic; jackknife close by', () => {
    fc.assert(
      fc.property(someStudy, (s) => {
        const d = value(delongPerformance(s));
        const own = delong(s.ratings[0]!, s.truth, { level: 0.95 });
        expect(d.covariance[0]![0]!).toBeCloseTo(value(own).variance, 12);
        const u = value(unbiasedPerformance(s));
        const matrices = successMatrices(s);
        expect(u.covariance[1]![0]!).toBe(value(cellMoments(matrices[1]!, matrices[0]!).covariance));
        expect(Array.from(u.value)).toEqual(Array.from(d.value));
        const j = value(jackknifePerformance(s, areaMetric));
        j.covariance.forEach((row, a) =>
          row.forEach((entry, b) => expect(entry).toBeCloseTo(j.covariance[b]![a]!, 15)),
        );
        expect(j.covariance[0]![0]!).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
  });
});
