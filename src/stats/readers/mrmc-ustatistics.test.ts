import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delong } from '../delong.js';
import { averageInference, differenceInference } from './bdg-inference.js';
import { cellMoments, successMatrices } from './bdg-moments.js';
import { delongPerformance, jackknifePerformance, unbiasedPerformance } from './covariance.js';
import { bdgCovariance, mrmcUStatistics } from './mrmc-ustatistics.js';
import { areaMetric } from './reader-performance.js';
import type { ReaderStudy } from './reader-study.js';
import { someStudy, study, value } from './reader-study.testkit.js';

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
