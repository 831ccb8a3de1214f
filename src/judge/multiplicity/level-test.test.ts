import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedCriterion, TestingPlan } from '../../schema/analysis-plan.js';
import type { Limits } from '../../schema/types.js';
import { normalQuantile, normalUpper } from '../../stats/normal.js';
import { holmGraph } from '../../stats/inference/rejection-steps.js';
import { decide } from './decide.js';
import { levelTest } from './level-test.js';
import { comparedText } from './words.js';

const above = (value: number): PlannedCriterion => ({
  bound: 'lower',
  direction: 'above',
  value,
  printed: '',
});
/** Normal limits of an estimate with standard error 1: p is the upper tail of estimate minus goal. */
const normal =
  (estimate: number) =>
  (level: number): Limits => ({
    lower: estimate + normalQuantile(level),
    upper: estimate - normalQuantile(level),
  });

describe('levelTest', () => {
  it('finds the p value of a normal test from its intervals', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 4, noNaN: true }), (z) => {
        const test = levelTest(above(0), normal(z), 0.025, null);
        const p = test.p();
        expect(p / normalUpper(z)).toBeGreaterThan(1 - 1e-8);
        expect(p / normalUpper(z)).toBeLessThan(1 + 1e-8);
        expect(test.rejects(p)).toBe(true);
      }),
    );
  });

  it('never rejects at a level and retains at a laxer one up to alpha, whatever the limits do', () => {
    // Limits that jump about: a formula that breaks at some levels.
    const limits = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 });
    const levels = fc.array(fc.double({ min: 1e-5, max: 0.025, noNaN: true }), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(limits, levels, (jumps, asked) => {
        const test = levelTest(
          above(0),
          (level) => ({ lower: jumps[Math.floor(1e4 * level) % 7]!, upper: 2 }),
          0.025,
          null,
        );
        for (const level of asked) test.settle(level);
        const sorted = [...asked].sort((a, b) => a - b).map((level) => test.rejects(level));
        expect(sorted).toEqual([...sorted].sort((a, b) => Number(a) - Number(b)));
      }),
    );
  });

  it('has no limits where one of the laxer levels has none', () => {
    const test = levelTest(above(0), (level) => (level > 0.02 ? null : normal(9)(level)), 0.025, null);
    expect(test.limits(0.01)).toBeNull();
    expect(test.p()).toBe(1);
  });

  it('ends at the quantiles that the resamples have', () => {
    expect(levelTest(above(0), normal(9), 0.025, 999).p()).toBe(0.001);
    expect(levelTest(above(0), normal(9), 0.025, null).p()).toBe(1e-6);
    expect(levelTest(above(0), normal(9), 0.025, 999).pIsBound()).toBe(true);
    expect(levelTest(above(0), normal(2.5), 0.025, 999).pIsBound()).toBe(false);
    expect(levelTest(above(0), normal(-0.5), 0.025, null).p()).toBe(1);
  });
});

describe('decide', () => {
  const testing: TestingPlan = {
    procedure: 'holm',
    alphaOneSided: 0.025,
    graph: {
      weights: Array.from(holmGraph(2).weights),
      transitions: holmGraph(2).transitions.map((row) => Array.from(row)),
    },
    verdict: { rule: 'any', of: ['E1', 'E2'] },
  };

  it('lets the interval of the very level decide where a p value lies within its tolerance', () => {
    const z = -normalQuantile(0.0125);
    for (const [shift, rejects] of [
      [1e-12, true],
      [-1e-12, false],
    ] as const) {
      const tests = [normal(z + shift), normal(0.5)].map((limits) =>
        levelTest(above(0), limits, 0.025, null),
      );
      const decided = decide(testing, tests);
      expect(tests[0]!.rejects(0.0125)).toBe(rejects);
      expect(decided.rejected[0]).toBe(rejects);
      expect(decided.p[0]! <= 0.0125).toBe(rejects);
    }
  });
});

describe('comparedText', () => {
  it('prints as many digits as it takes to see which is larger', () => {
    expect(comparedText(0.01250004, 0.0125, false)).toEqual({ p: '0.01250004', level: '0.0125' });
  });
});
