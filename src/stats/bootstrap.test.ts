import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Estimable } from '../core/estimable.js';
import { ratioOfMultiplicities } from './auc-resampling.js';
import { drawBinomial } from './binomial-draw.js';
import { binomialPmf } from './binomial.js';
import { bcaProbabilities } from './bootstrap-interval.js';
import { clusterBootstrap, drawReplicates, summarizeBootstrap } from './bootstrap.js';
import { countBootstrap } from './count-bootstrap.js';
import { distributionMoments, exactBootstrap } from './exact-bootstrap.js';
import { chiSquareTails } from './gamma.js';
import { acceleration } from './jackknife.js';
import { ResampleStream } from './resample-stream.js';
import { meanOfMultiplicities } from './resampled-statistics.js';

const value = <T>(result: Estimable<T>): T => {
  if (!result.defined) throw new Error(result.reason);
  return result.value;
};
const x = Float64Array.of(3, 1, 2, 0, 4, 2, 1, 3, 0, 2, 4, 1, 2, 2, 3, 0, 1, 4, 2, 3, 1, 2);
const n = Float64Array.of(4, 2, 3, 1, 4, 3, 2, 4, 2, 2, 4, 3, 4, 2, 3, 1, 3, 4, 2, 4, 2, 3);
const statistic = ratioOfMultiplicities(x, n);
const options = {
  clusters: x.length,
  statistic,
  resamples: 3000,
  seed: 11,
  level: 0.95,
  method: 'bca' as const,
};

/** p value of the fit of drawn counts to probabilities. */
function fit(counts: ArrayLike<number>, probabilities: ArrayLike<number>, total: number): number {
  let chiSquare = 0;
  let cells = 0;
  for (let k = 0; k < probabilities.length; k += 1) {
    const expected = total * probabilities[k]!;
    if (expected < 10) continue;
    chiSquare += (counts[k]! - expected) ** 2 / expected;
    cells += 1;
  }
  return chiSquareTails(chiSquare, cells - 1).upper;
}

describe('streams', () => {
  it('draw every unit equally often, in halves of a word and in words', () => {
    for (const units of [7, 1000, 16384, 16385, 40000]) {
      const counts = new Uint32Array(units);
      const stream = new ResampleStream(1);
      stream.start(3);
      stream.countDraws(units * 40, units, counts);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(units * 40);
      expect(fit(counts, new Float64Array(units).fill(1 / units), units * 40)).toBeGreaterThan(1e-4);
    }
  });
  it('first words of (seed 1, resample 0) are fixed', () => {
    const stream = new ResampleStream(1);
    stream.start(0);
    const first = [stream.bits() >>> 0, stream.bits() >>> 0, stream.bits() >>> 0];
    stream.start(5);
    stream.bits();
    stream.start(0);
    expect([stream.bits() >>> 0, stream.bits() >>> 0, stream.bits() >>> 0]).toEqual(first);
    expect(first).toMatchInlineSnapshot(`
      [
        3804254780,
        3208012994,
        46025410,
      ]
    `);
  });
  it('counts of (seed 1, resample 0) are fixed, for few units and for many', () => {
    const digest = (units: number): number => {
      const stream = new ResampleStream(1);
      stream.start(0);
      // What the array held before does not matter.
      const counts = new Uint32Array(units).fill(3);
      stream.countDraws(units, units, counts);
      return counts.reduce((sum, count, i) => (sum * 31 + count * (i + 1)) % 2147483647, 0);
    };
    expect([7, 256, 600, 10_000].map(digest)).toEqual([898586126, 755232886, 1627806132, 1254429549]);
  });
  it('binomial draws follow the binomial law', () => {
    const stream = new ResampleStream(9);
    stream.start(0);
    for (const [trials, p] of [
      [12, 0.3],
      [300, 0.02],
      [300, 0.5],
      [5000, 0.97],
    ] as const) {
      const total = 40_000;
      const counts = new Uint32Array(trials + 1);
      for (let i = 0; i < total; i += 1) counts[drawBinomial(stream, trials, p)]! += 1;
      const law = Float64Array.from(counts, (_, k) => binomialPmf(k, trials, p));
      expect(fit(counts, law, total)).toBeGreaterThan(1e-4);
    }
  });
});

describe('cluster bootstrap', () => {
  it('gives the same bits however the resamples are split', () => {
    const all = drawReplicates(options, 0, 300);
    const parts = [
      drawReplicates(options, 200, 300),
      drawReplicates(options, 0, 77),
      drawReplicates(options, 77, 200),
    ];
    expect(Float64Array.from([...parts[1]!, ...parts[2]!, ...parts[0]!])).toEqual(all);
  });
  it('reproduces itself and moves with the seed', () => {
    expect(clusterBootstrap(options)).toEqual(clusterBootstrap(options));
    expect(clusterBootstrap({ ...options, seed: 12 })).not.toEqual(clusterBootstrap(options));
  });
  it('has the standard error of the ratio estimator, nearly', () => {
    const result = value(clusterBootstrap(options));
    const p = result.estimate;
    const total = n.reduce((sum, size) => sum + size, 0);
    const k = x.length;
    const squares = x.reduce((sum, count, c) => sum + (count - p * n[c]!) ** 2, 0);
    const linear = Math.sqrt(squares) / total;
    expect(result.standardError / linear).toBeGreaterThan(0.9);
    expect(result.standardError / linear).toBeLessThan(1.1);
    expect(k).toBeGreaterThanOrEqual(20);
    expect(result.flags).toEqual([]);
  });
  it('agrees with the count bootstrap of the same clusters', () => {
    const counts = new Float64Array(2 * x.length);
    x.forEach((successes, c) => counts.set([successes, n[c]!], 2 * c));
    const [result] = countBootstrap({
      ...options,
      resamples: 10_000,
      counts,
      width: 2,
      statistics: [([a = 0, b = 0]) => (b === 0 ? NaN : a / b)],
    });
    const other = value(clusterBootstrap({ ...options, resamples: 10_000 }));
    const mine = value(result!);
    expect(mine.estimate).toBe(other.estimate);
    expect(value(mine.acceleration)).toBeCloseTo(value(other.acceleration), 10);
    expect(mine.standardError / other.standardError).toBeCloseTo(1, 1);
    expect(value(mine.interval).lower).toBeCloseTo(value(other.interval).lower, 1);
  });
  it('converges to the enumerated distribution', () => {
    const data = [1, 2, 4, 8, 16, 3];
    const exact = distributionMoments(value(exactBootstrap([6], meanOfMultiplicities(data))));
    const drawn = drawReplicates({ clusters: 6, statistic: meanOfMultiplicities(data), seed: 2 }, 0, 20_000);
    const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
    // five standard errors of the mean of the replicates
    expect(Math.abs(mean - exact.mean)).toBeLessThan((5 * exact.sd) / Math.sqrt(drawn.length));
  });
  it('keeps the size of each stratum', () => {
    const strata = Int32Array.from(x, (_, i) => i % 3);
    const seen = (multiplicity: Uint32Array) => {
      const size = [0, 0, 0];
      multiplicity.forEach((times, c) => (size[strata[c]!]! += times));
      return size[0]! * 10_000 + size[1]! * 100 + size[2]!;
    };
    const sizes = drawReplicates({ clusters: x.length, statistic: seen, seed: 4, strata }, 0, 50);
    expect(new Set(sizes)).toEqual(new Set([80_707]));
  });
  it('is undefined, with the reason, when every resample is the same', () => {
    const same = clusterBootstrap({ ...options, statistic: () => 1 });
    expect(same).toEqual({
      defined: false,
      reason: 'all resamples gave the same value: use the exact method of the metric',
    });
    // The mean of equal numbers, summed in another order, differs in the last bit.
    const tenths = meanOfMultiplicities(new Float64Array(22).fill(0.1));
    expect(clusterBootstrap({ ...options, statistic: tenths }).defined).toBe(false);
    expect(clusterBootstrap({ ...options, clusters: 1 }).defined).toBe(false);
    expect(clusterBootstrap({ ...options, statistic: () => NaN }).defined).toBe(false);
  });
  it('counts and flags resamples without a value', () => {
    const rare = (multiplicity: Uint32Array) => (multiplicity[0] === 0 ? NaN : statistic(multiplicity));
    const result = value(clusterBootstrap({ ...options, statistic: rare, method: 'percentile' }));
    expect(result.undefinedResamples).toBeGreaterThan(800);
    expect(result.flags[0]).toBe(`undefined in ${result.undefinedResamples} of 3000 resamples`);
    expect(result.interval).toEqual({
      defined: false,
      reason: `undefined in ${result.undefinedResamples} of 3000 resamples, more than a limit leaves out`,
    });
  });
  it('by hand: 21 replicates 0 … 20 and 4 without a value, 60 %: limits 4.8 - 4 and 19.2', () => {
    const replicates = Float64Array.from({ length: 25 }, (_, b) => (b < 21 ? b : NaN));
    const summary = (level: number, method: 'percentile' | 'basic') =>
      value(summarizeBootstrap(10, replicates, new Float64Array(0), { clusters: 30, level, method }));
    const limits = value(summary(0.6, 'percentile').interval);
    expect(limits.lower).toBeCloseTo(0.8, 12);
    expect(limits.upper).toBeCloseTo(19.2, 12);
    // Dropping them would give 4 and 16.
    expect(summary(0.6, 'percentile').percentile).toEqual({ lower: 4, upper: 16 });
    const basic = value(summary(0.6, 'basic').interval);
    expect([basic.lower, basic.upper]).toEqual([expect.closeTo(0.8, 12), expect.closeTo(19.2, 12)]);
    // 4 of 25 is more than the 0.15 that a limit of a 70 % interval leaves out.
    expect(summary(0.7, 'percentile').interval).toEqual({
      defined: false,
      reason: 'undefined in 4 of 25 resamples, more than a limit leaves out',
    });
  });
  it('lies outside every interval that the missing values could have given', () => {
    const data = fc.record({
      known: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 20, maxLength: 60 }),
      missing: fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(data, ({ known, missing }) => {
        if (new Set(known).size < 2) return;
        const of = (values: readonly number[]) =>
          value(
            summarizeBootstrap(0, Float64Array.from(values), new Float64Array(0), {
              clusters: 30,
              level: 0.6,
              method: 'percentile',
            }),
          );
        const outer = of([...known, ...missing.map(() => NaN)]);
        if (!outer.interval.defined) return;
        const { lower, upper } = outer.interval.value;
        for (const one of [of([...known, ...missing]).percentile, outer.percentile]) {
          expect(lower).toBeLessThanOrEqual(one.lower + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(one.upper - 1e-12);
        }
      }),
    );
  });
  it('falls back to percentile, flagged, when BCa does not exist', () => {
    // The estimate lies above all replicates.
    const full = (multiplicity: Uint32Array) =>
      multiplicity.every((times) => times === 1) ? 9 : statistic(multiplicity);
    const result = value(clusterBootstrap({ ...options, statistic: full }));
    expect(result.method).toBe('percentile');
    expect(value(result.interval)).toEqual(result.percentile);
    expect(result.flags.join()).toContain('fell back to percentile');
  });
});

it('acceleration by hand: leave-one-out means of 0, 0, 3', () => {
  // means 1.5, 1.5, 0; their mean 1; U = 2 × (-0.5, -0.5, 1); ΣU³ = 6, ΣU² = 6
  expect(value(acceleration(Float64Array.of(1.5, 1.5, 0)))).toBeCloseTo(6 / (6 * 6 ** 1.5), 12);
  expect(acceleration(Float64Array.of(1, 1, 1)).defined).toBe(false);
});

it('BCa with no bias and no acceleration reads the percentiles', () => {
  const at = value(bcaProbabilities(0, 0, 0.025));
  expect(at.lower).toBeCloseTo(0.025, 12);
  expect(at.upper).toBeCloseTo(0.975, 12);
  expect(bcaProbabilities(Infinity, 0, 0.025).defined).toBe(false);
  expect(bcaProbabilities(0, 0.9, 0.025).defined).toBe(false);
});
