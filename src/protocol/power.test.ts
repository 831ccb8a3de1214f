import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../stats/wilson.js';
import { expectAt, unitsNeeded, type ExactMethod, type ProportionGoal } from './power.js';

const plan = (method: ExactMethod, goal: number): ProportionGoal => ({
  method,
  goal,
  level: 0.95,
  sides: 'two',
});

describe('unitsNeeded', () => {
  // Exact search, safe against the saw-tooth; computed independently for the requirement register (section 2.1).
  it.each<[number, number, ExactMethod, number, number]>([
    [0.8, 0.9, 'clopper-pearson', 0.8, 113],
    [0.8, 0.9, 'clopper-pearson', 0.9, 149],
    [0.8, 0.9, 'wilson', 0.8, 112],
    [0.8, 0.9, 'wilson', 0.9, 142],
    [0.8, 0.88, 'clopper-pearson', 0.8, 185],
    [0.8, 0.88, 'clopper-pearson', 0.9, 237],
    [0.8, 0.88, 'wilson', 0.8, 184],
    [0.8, 0.88, 'wilson', 0.9, 236],
    [0.75, 0.85, 'clopper-pearson', 0.8, 142],
    [0.75, 0.85, 'clopper-pearson', 0.9, 183],
    [0.75, 0.85, 'wilson', 0.8, 141],
    [0.75, 0.85, 'wilson', 0.9, 178],
  ])('goal %d, truth %d, %s, power %d: %d', (goal, truth, method, power, n) => {
    expect(unitsNeeded(plan(method, goal), truth, power)).toBe(n);
    expect(expectAt(plan(method, goal), n, truth).power).toBeGreaterThanOrEqual(power);
    expect(expectAt(plan(method, goal), n - 1, truth).power).toBeLessThan(power);
  });

  it('is undefined where no number is enough', () => {
    expect(unitsNeeded(plan('wilson', 0.8), 0.8, 0.9)).toBeUndefined();
    expect(unitsNeeded(plan('wilson', 0.8), 0.9, 0.9, 100)).toBeUndefined();
    expect(unitsNeeded(plan('wilson', 1), 1, 0.9, 100)).toBeUndefined();
  });
});

describe('expectAt', () => {
  it('by hand: 4 of 4 needed at a goal of 50 %, one-sided 90 %', () => {
    // Clopper-Pearson: P(X = 4 | 1/2) = 1/16 < 0.1, P(X >= 3) = 5/16; so only 4 of 4 rejects. Power 0.9^4.
    const { successesNeeded, power } = expectAt(
      { method: 'clopper-pearson', level: 0.9, sides: 'one', goal: 0.5 },
      4,
      0.9,
    );
    expect(successesNeeded).toBe(4);
    expect(power).toBeCloseTo(0.9 ** 4, 14);
  });

  it('says when even n of n is not enough', () => {
    // Wilson lower limit of 15/15 is 15/(15 + 1.96²) = 0.796.
    expect(expectAt(plan('wilson', 0.8), 15, 0.9)).toMatchObject({ successesNeeded: null, power: 0 });
    expect(expectAt(plan('wilson', 0.8), 16, 0.9).successesNeeded).toBe(16);
  });

  it('needs exactly the fewest successes whose lower limit is above the goal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, goal) => {
          const { successesNeeded } = expectAt(plan('wilson', goal), n, 0.9);
          const lower = (x: number): number => {
            const interval = wilson(x, n, { level: 0.95 });
            return interval.defined ? interval.value.lower : NaN;
          };
          if (successesNeeded === null) expect(lower(n)).toBeLessThanOrEqual(goal);
          else {
            expect(lower(successesNeeded)).toBeGreaterThan(goal);
            if (successesNeeded > 0) expect(lower(successesNeeded - 1)).toBeLessThanOrEqual(goal);
          }
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });

  it('gives the mean half width, by a plain sum over all outcomes', () => {
    const n = 30;
    const p = 0.8;
    let sum = 0;
    let coefficient = 1;
    for (let x = 0; x <= n; x += 1) {
      const interval = wilson(x, n, { level: 0.95 });
      if (interval.defined)
        sum +=
          (coefficient * p ** x * (1 - p) ** (n - x) * (interval.value.upper - interval.value.lower)) / 2;
      coefficient = (coefficient * (n - x)) / (x + 1);
    }
    expect(expectAt(plan('wilson', 0.5), n, p).halfWidth).toBeCloseTo(sum, 12);
  });
});
