import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jensenShannon, referenceBins, stabilityIndex, totalVariation } from './binned-shift.js';
import { categoryShift } from './category-shift.js';
import { energyDistance, wasserstein } from './ecdf-distances.js';
import { fisherFreemanHalton } from './fisher-freeman-halton.js';
import { kolmogorovSmirnov, kolmogorovUpper } from './kolmogorov-smirnov.js';
import { energyStatistic, meanDiscrepancy, medianGamma } from './mean-discrepancy.js';
import { permutationTest } from './permutation-test.js';
import { pooledDistances } from './pooled-distances.js';
import { cramerVonMises, mannWhitneyTest } from './rank-tests.js';

type Numbers = Record<string, number>;
const vectors = JSON.parse(readFileSync(new URL('./shift.vectors.json', import.meta.url), 'utf8')) as {
  cases: {
    samples: (Numbers & { reference: number[]; new: number[] })[];
    tables: (Numbers & { counts: [number[], number[]] })[];
  };
};
const invalid = expect.objectContaining({ code: 'STATS-ARGUMENT' }) as Error;
const value = <T>(result: { defined: true; value: T } | { defined: false; reason: string }): T => {
  if (!result.defined) throw new Error(result.reason);
  return result.value;
};

describe('against scipy', () => {
  it.each(vectors.cases.samples)('samples %#', (expected) => {
    const { reference: a, new: b } = expected;
    expect(value(kolmogorovSmirnov(a, b)).statistic).toBeCloseTo(expected['ks']!, 12);
    if (expected['ks_p'] !== undefined)
      expect(value(kolmogorovSmirnov(a, b)).pExact).toBeCloseTo(expected['ks_p'], 10);
    expect(value(wasserstein(a, b))).toBeCloseTo(expected['wasserstein']!, 10);
    expect(value(energyDistance(a, b))).toBeCloseTo(expected['energy']!, 10);
    expect(value(cramerVonMises(a, b))).toBeCloseTo(expected['cramer_von_mises']!, 10);
    expect(value(mannWhitneyTest(a, b)).u).toBe(expected['mann_whitney_u']!);
    expect(value(value(mannWhitneyTest(a, b)).p)).toBeCloseTo(expected['mann_whitney_p']!, 10);
  });

  it.each(vectors.cases.tables)('categories %#', (expected) => {
    const [a, b] = expected.counts;
    const test = value(categoryShift(a, b));
    expect(test.chiSquare).toBeCloseTo(expected['chi2']!, 10);
    expect(test.p).toBeCloseTo(expected['p']!, 12);
    expect(test.g).toBeCloseTo(expected['g']!, 10);
    expect(test.gP).toBeCloseTo(expected['g_p']!, 12);
    expect(test.leastExpected).toBeCloseTo(expected['least_expected']!, 12);
    expect(value(jensenShannon(a, b))).toBeCloseTo(expected['jensen_shannon']!, 12);
    expect(value(fisherFreemanHalton(a, b))).toBeCloseTo(expected['fisher']!, 9);
  });
});

describe('by hand', () => {
  it('1, 2 against 3, 4: apart', () => {
    const ks = value(kolmogorovSmirnov([1, 2], [3, 4]));
    // 2 of the 6 orderings separate the samples.
    expect(ks).toMatchObject({ statistic: 1, pExact: expect.closeTo(1 / 3, 15) });
    expect(value(wasserstein([1, 2], [3, 4]))).toBe(2);
    expect(value(mannWhitneyTest([1, 2], [3, 4])).u).toBe(0);
    expect(value(totalVariation([2, 0], [0, 2]))).toBe(1);
    expect(value(jensenShannon([2, 0], [0, 2]))).toBeCloseTo(Math.LN2, 15);
  });

  it('bins come from the reference alone, (lower, upper]', () => {
    const bins = value(referenceBins([1, 2, 3, 4, 5], [0, 3, 3.5, 9], 2));
    expect(Array.from(bins.edges)).toEqual([3]);
    expect(Array.from(bins.reference)).toEqual([3, 2]);
    expect(Array.from(bins.fresh)).toEqual([2, 2]);
  });

  it('PSI of 1:1 against 3:1 is (3/4 - 1/2) ln(3/2) + (1/4 - 1/2) ln(1/2)', () => {
    expect(value(stabilityIndex([2, 2], [3, 1]))).toBeCloseTo(
      0.25 * Math.log(1.5) - 0.25 * Math.log(0.5),
      15,
    );
  });

  it('a tea taster: 3 of 4 right, p = 34/70', () => {
    expect(value(fisherFreemanHalton([3, 1], [1, 3]))).toBeCloseTo(34 / 70, 12);
  });

  it('two points a distance d apart: MMD² = 2 - 2 exp(-gamma d²)', () => {
    const distances = pooledDistances([[0, 0]], [[3, 4]]);
    expect(value(meanDiscrepancy(distances, 0.1, 'biased'))).toBeCloseTo(2 - 2 * Math.exp(-2.5), 15);
    expect(value(energyStatistic(distances))).toBe(10);
    expect(value(medianGamma(distances))).toBe(1 / 50);
    expect(meanDiscrepancy(distances, 0.1, 'unbiased')).toEqual({
      defined: false,
      reason: 'a sample has one point',
    });
  });

  it('the limit law at 1.3581 leaves 5 %', () => {
    expect(kolmogorovUpper(1.3580986393225505)).toBeCloseTo(0.05, 10);
    expect(kolmogorovUpper(0)).toBe(1);
    expect(Math.abs(kolmogorovUpper(1 - 1e-12) - kolmogorovUpper(1))).toBeLessThan(1e-11);
  });

  it('nothing to compare has no value', () => {
    for (const f of [kolmogorovSmirnov, wasserstein, energyDistance, cramerVonMises, mannWhitneyTest])
      expect(f([], [1]).defined).toBe(false);
    expect(stabilityIndex([0, 0], [1, 1]).defined).toBe(false);
    expect(categoryShift([3, 0], [4, 0])).toEqual({ defined: false, reason: 'one category' });
    expect(value(mannWhitneyTest([1, 1], [1, 1])).p.defined).toBe(false);
    expect(() => wasserstein([NaN], [1])).toThrow(invalid);
    expect(() => wasserstein([1], [Infinity])).toThrow(invalid);
    expect(() => categoryShift([1.5], [1])).toThrow(invalid);
    expect(() => pooledDistances([[1, 2]], [[1]])).toThrow(invalid);
  });
});

describe('laws', () => {
  const sample = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 });

  it('the exact KS p is the permutation p, ties and all', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const pooled = [...a, ...b];
        const test = permutationTest(
          a.length,
          b.length,
          (member) => {
            const part = (label: number): number[] => pooled.filter((_, i) => member[i] === label);
            return value(kolmogorovSmirnov(part(0), part(1))).statistic;
          },
          { seed: 1 },
        );
        expect(value(kolmogorovSmirnov(a, b)).pExact).toBeCloseTo(value(test).p, 10);
      }),
      { numRuns: 40 },
    );
  });

  it('distances: symmetric, 0 for a sample against itself, energy statistic = energy distance squared', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(value(wasserstein(a, b))).toBeCloseTo(value(wasserstein(b, a)), 12);
        expect(value(wasserstein(a, a))).toBe(0);
        const distances = pooledDistances(
          a.map((x) => [x]),
          b.map((x) => [x]),
        );
        expect(value(energyStatistic(distances))).toBeCloseTo(value(energyDistance(a, b)) ** 2, 10);
        expect(value(meanDiscrepancy(distances, 0.5, 'biased'))).toBeGreaterThan(-1e-12);
      }),
    );
  });

  it('random permutations repeat with their seed and near the exact p', () => {
    const distances = pooledDistances(
      [1, 2, 3, 4, 5].map((x) => [x]),
      [4, 5, 6, 7, 9].map((x) => [x]),
    );
    const statistic = (member: Uint8Array): number => value(energyStatistic(distances, member));
    const exact = value(permutationTest(5, 5, statistic, { seed: 3 }));
    const drawn = value(permutationTest(5, 5, statistic, { seed: 3, exactUpTo: 1, draws: 1999 }));
    expect(exact).toMatchObject({ exact: true, permutations: 252 });
    expect(drawn).toEqual(value(permutationTest(5, 5, statistic, { seed: 3, exactUpTo: 1, draws: 1999 })));
    expect(Math.abs(drawn.p - exact.p)).toBeLessThan(
      4.5 * Math.sqrt((exact.p * (1 - exact.p)) / 1999) + 1e-3,
    );
  });
});
