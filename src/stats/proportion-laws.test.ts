import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Estimable } from '../core/estimable.js';
import { agrestiCoull } from './agresti-coull.js';
import { clusteredRate } from './clustered-rate.js';
import { exactBinomialGreater } from './binomial.js';
import { clopperPearson } from './clopper-pearson.js';
import type { Interval } from './interval.js';
import { jeffreys } from './jeffreys.js';
import { mcnemarExact } from './mcnemar.js';
import { midP } from './mid-p.js';
import { miettinenNurminen } from './miettinen-nurminen.js';
import { newcombeDifference } from './newcombe-difference.js';
import { newcombePaired } from './newcombe-paired.js';
import { clusteredProportion, raoScott } from './rao-scott.js';
import { tango, tangoScore } from './tango.js';
import { wilson } from './wilson.js';

const level = 0.95;
const value = <T>(result: Estimable<T>): T => {
  if (!result.defined) throw new Error(result.reason);
  return result.value;
};
const counts = fc
  .integer({ min: 1, max: 400 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
const methods: Record<string, (x: number, n: number, o: { level: number }) => Estimable<Interval>> = {
  wilson,
  clopperPearson,
  midP,
  jeffreys,
  agrestiCoull,
  'wilson with continuity': (x, n, o) => wilson(x, n, { ...o, continuity: true }),
};

describe.each(Object.entries(methods))('%s', (name, method) => {
  it('contains the estimate and stays in [0, 1]', () => {
    fc.assert(
      fc.property(counts, ([x, n]) => {
        const { lower, upper } = value(method(x, n, { level }));
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        // Jeffreys, not boundary-modified, leaves 0 and 1 out.
        if (name === 'jeffreys' && (x === 0 || x === n)) return;
        expect(lower).toBeLessThanOrEqual(x / n + 1e-12);
        expect(upper).toBeGreaterThanOrEqual(x / n - 1e-12);
      }),
    );
  });
  it('is mirrored when successes and failures change places', () => {
    fc.assert(
      fc.property(counts, ([x, n]) => {
        const a = value(method(x, n, { level }));
        const b = value(method(n - x, n, { level }));
        expect(a.lower).toBeCloseTo(1 - b.upper, 10);
      }),
    );
  });
  it('widens with the level', () => {
    fc.assert(
      fc.property(counts, ([x, n]) => {
        const a = value(method(x, n, { level: 0.9 }));
        const b = value(method(x, n, { level: 0.99 }));
        expect(b.lower).toBeLessThanOrEqual(a.lower + 1e-12);
        expect(b.upper).toBeGreaterThanOrEqual(a.upper - 1e-12);
      }),
    );
  });
  it('is undefined without trials', () => expect(method(0, 0, { level }).defined).toBe(false));
  it('refuses impossible counts and levels', () => {
    expect(() => method(11, 10, { level })).toThrow(expect.objectContaining({ code: 'STATS-ARGUMENT' }));
    expect(() => method(-1, 10, { level })).toThrow(expect.objectContaining({ code: 'STATS-ARGUMENT' }));
    expect(() => method(1, 10, { level: 95 })).toThrow(expect.objectContaining({ code: 'STATS-ARGUMENT' }));
  });
});

it('Wilson by hand: 1 of 1 is z²/(1 + z²) below', () => {
  const z2 = 1.959963984540054 ** 2;
  const { lower, upper } = value(wilson(1, 1, { level }));
  expect(lower).toBeCloseTo(1 / (1 + z2), 14);
  expect(upper).toBe(1);
});

it('Clopper-Pearson by hand: 0 of n ends at 1 - (alpha/2)^(1/n)', () => {
  expect(value(clopperPearson(0, 20, { level })).upper).toBeCloseTo(1 - 0.025 ** (1 / 20), 14);
});

it('Clopper-Pearson and the exact test agree: the lower limit is the goal at which p is alpha', () => {
  fc.assert(
    fc.property(counts, ([x, n]) => {
      if (x === 0) return;
      const { lower } = value(clopperPearson(x, n, { level, sides: 'one' }));
      expect(exactBinomialGreater(x, n, lower)).toBeCloseTo(0.05, 10);
    }),
  );
});

it('a two-sided 95 % limit is the one-sided 97.5 % limit', () => {
  const two = value(wilson(44, 51, { level: 0.95 }));
  const one = value(wilson(44, 51, { level: 0.975, sides: 'one' }));
  expect(two.lower).toBeCloseTo(one.lower, 12);
});

describe('differences', () => {
  it('change sign when the samples change places', () => {
    fc.assert(
      fc.property(counts, counts, ([x1, n1], [x2, n2]) => {
        for (const method of [newcombeDifference, miettinenNurminen]) {
          const a = value(method({ x1, n1, x2, n2 }, { level }));
          const b = value(method({ x1: x2, n1: n2, x2: x1, n2: n1 }, { level }));
          expect(a.lower).toBeCloseTo(-b.upper, 9);
          expect(a.lower).toBeLessThanOrEqual(x1 / n1 - x2 / n2 + 1e-12);
          expect(a.lower).toBeGreaterThanOrEqual(-1);
        }
      }),
      { numRuns: 60 },
    );
  });
  const pairs = fc
    .tuple(fc.nat(80), fc.nat(20), fc.nat(20), fc.nat(80))
    .filter((cells) => cells.some((c) => c > 0));
  it('paired: mirrored, containing the difference', () => {
    fc.assert(
      fc.property(pairs, ([a, b, c, d]) => {
        const n = a + b + c + d;
        for (const method of [tango, newcombePaired]) {
          const one = value(
            method({ bothPositive: a, onlyFirst: b, onlySecond: c, bothNegative: d }, { level }),
          );
          const two = value(
            method({ bothPositive: a, onlyFirst: c, onlySecond: b, bothNegative: d }, { level }),
          );
          expect(one.lower).toBeCloseTo(-two.upper, 9);
          expect(one.lower).toBeLessThanOrEqual((b - c) / n + 1e-12);
          expect(one.upper).toBeGreaterThanOrEqual((b - c) / n - 1e-12);
        }
      }),
    );
  });
  it("Tango's score at 0 squared is McNemar's statistic", () => {
    const table = { bothPositive: 4, onlyFirst: 9, onlySecond: 3, bothNegative: 16 };
    expect(tangoScore(table, 0) ** 2).toBeCloseTo(36 / 12, 12);
  });
  it('exact McNemar by hand: 1 against 5 is 2 (1 + 6) / 64', () => {
    expect(mcnemarExact({ bothPositive: 0, onlyFirst: 1, onlySecond: 5, bothNegative: 0 })).toBeCloseTo(
      14 / 64,
      14,
    );
  });
});

describe('clustered proportions', () => {
  it('by hand: clusters 2/2 and 0/2', () => {
    // p = 1/2, Σ (x - p n)² = 1 + 1, variance 2/1 × 2/16 = 1/4; binomial variance 1/16: design effect 4
    const result = value(clusteredProportion([2, 0], [2, 2]));
    expect(value(result.variance)).toBeCloseTo(0.25, 14);
    expect(value(result.designEffect)).toBeCloseTo(4, 14);
    expect(value(raoScott([2, 0], [2, 2], { level })).effectiveN).toBeCloseTo(1, 14);
  });
  it('falls to the number of clusters at 100 %, never to a point', () => {
    const result = value(raoScott([3, 2, 5], [3, 2, 5], { level }));
    expect(result.interval.lower).toBeCloseTo(value(wilson(3, 3, { level })).lower, 14);
    expect(result.flags).toEqual(['estimate 0 or 1: effective n = number of clusters']);
  });
  it('never narrows a claim when clusters look more alike than chance', () => {
    const even = { x: [1, 1, 1, 1, 1, 1], n: [2, 2, 2, 2, 2, 2] };
    const result = value(raoScott(even.x, even.n, { level }));
    expect(result.effectiveN).toBeLessThanOrEqual(12);
  });
  it('has no variance for one cluster', () => {
    expect(raoScott([7], [10], { level })).toEqual({ defined: false, reason: 'one cluster' });
  });
});

it('clustered rate by hand: 4 and 0 events in 2 images each', () => {
  // r = 1, Σ (x - e)² = 4 + 4, variance 2 × 8 / 16 = 1
  const result = value(clusteredRate([4, 0], [2, 2], { level }));
  expect(result.rate).toBe(1);
  expect(result.standardError).toBeCloseTo(1, 14);
  expect(clusteredRate([0, 0], [1, 1], { level })).toMatchObject({ value: { interval: { defined: false } } });
  expect(clusteredRate([3], [9], { level }).defined).toBe(false);
});
