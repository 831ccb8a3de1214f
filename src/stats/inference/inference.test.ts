import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clopperPearson } from '../clopper-pearson.js';
import { wilson } from '../wilson.js';
import { bonferroni, sidak } from './bonferroni.js';
import { equivalence } from './equivalence.js';
import { fallback, fixedSequence } from './fixed-sequence.js';
import { graphicalGatekeeping } from './graphical-gatekeeping.js';
import { benjaminiHochberg, benjaminiYekutieli, hochberg } from './hochberg.js';
import { holm, holmSidak } from './holm.js';
import { hommel } from './hommel.js';
import { nonInferiority, superiorityAfterNonInferiority } from './non-inferiority.js';
import { rejected } from './p-values.js';
import { proportionGoal } from './performance-goal.js';

const vectors = JSON.parse(readFileSync(new URL('./multiplicity.vectors.json', import.meta.url), 'utf8')) as {
  cases: { p: number[]; adjusted: Record<string, number[]> }[];
};
const ADJUST = {
  bonferroni,
  sidak,
  holm,
  holmSidak,
  hochberg,
  hommel,
  benjaminiHochberg,
  benjaminiYekutieli,
};
const invalid = expect.objectContaining({ code: 'STATS-ARGUMENT' }) as Error;

describe('against statsmodels', () => {
  it.each(vectors.cases)('$p', ({ p, adjusted }) => {
    for (const [name, adjust] of Object.entries(ADJUST)) {
      adjust(p).forEach((value, i) => expect(value, name).toBeCloseTo(adjusted[name]![i]!, 11));
    }
  });
});

/** Smallest weighted-Bonferroni p over all intersections that hold the hypothesis: the closed test itself. */
function closedTest(p: number[], weights: number[], transitions: number[][]): number[] {
  const adjusted = p.map(() => 0);
  for (let set = 1; set < 2 ** p.length; set += 1) {
    let w = [...weights];
    let g = transitions.map((row) => [...row]);
    for (let out = 0; out < p.length; out += 1) {
      if ((set >> out) & 1) continue;
      const [before, edges] = [[...w], g.map((row) => [...row])];
      w = w.map((value, l) => (l === out ? 0 : value + before[out]! * edges[out]![l]!));
      g = edges.map((row, l) =>
        row.map((value, k) => {
          const loop = edges[l]![out]! * edges[out]![l]!;
          if (l === k || l === out || k === out || loop >= 1) return 0;
          return (value + edges[l]![out]! * edges[out]![k]!) / (1 - loop);
        }),
      );
    }
    const members = p.map((_, i) => i).filter((i) => (set >> i) & 1);
    const local = Math.min(1, ...members.map((i) => (w[i] === 0 ? Infinity : p[i]! / w[i]!)));
    for (const i of members) adjusted[i] = Math.max(adjusted[i]!, local);
  }
  return adjusted;
}

describe('graphs', () => {
  const p = [0.01, 0.04, 0.02, 0.03];
  const weights = [0.5, 0.5, 0, 0];
  const transitions = [
    [0, 0.5, 0.5, 0],
    [0.5, 0, 0, 0.5],
    [0, 1, 0, 0],
    [1, 0, 0, 0],
  ];

  it('parallel gatekeeping equals the closed test over all intersections', () => {
    const expected = closedTest(p, weights, transitions);
    graphicalGatekeeping(p, { weights, transitions }).forEach((value, i) =>
      expect(value).toBeCloseTo(expected[i]!, 12),
    );
  });

  it('any graph equals its closed test; equal weights and full passing give Holm', () => {
    const some = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(some, (values) => {
        const expected = closedTest(values, weights, transitions);
        graphicalGatekeeping(values, { weights, transitions }).forEach((value, i) =>
          expect(value).toBeCloseTo(expected[i]!, 10),
        );
        const even = values.map((_, i) => values.map((__, j) => (i === j ? 0 : 1 / 3)));
        const byHolm = holm(values);
        graphicalGatekeeping(values, { weights: [0.25, 0.25, 0.25, 0.25], transitions: even }).forEach(
          (value, i) => expect(value).toBeCloseTo(byHolm[i]!, 10),
        );
      }),
    );
  });

  it.each([
    {
      weights: [0.9, 0.9],
      transitions: [
        [0, 1],
        [1, 0],
      ],
    },
    {
      weights: [0.5],
      transitions: [
        [0, 1],
        [1, 0],
      ],
    },
    {
      weights: [0.5, 0.5],
      transitions: [
        [0, 2],
        [1, 0],
      ],
    },
    {
      weights: [0.5, 0.5],
      transitions: [
        [1, 0],
        [0, 0],
      ],
    },
  ])('refuses %o', (graph) => {
    expect(() => graphicalGatekeeping([0.1, 0.2], graph)).toThrow(invalid);
  });
});

describe('orders', () => {
  it('fixed sequence stops at the first failure; fallback hands its share on', () => {
    expect(Array.from(fixedSequence([0.01, 0.2, 0.001]))).toEqual([0.01, 0.2, 0.2]);
    expect(fallback([0.02, 0.04, 0.001], 0.05)).toEqual([false, false, true]);
    expect(fallback([0.01, 0.03, 0.05], 0.05)).toEqual([true, true, true]);
  });

  it('ties at alpha reject', () => {
    expect(rejected(Float64Array.of(0.05, 0.05 + 1e-13, 0.050001), 0.05)).toEqual([true, true, false]);
    expect(() => rejected(Float64Array.of(0.1), 0)).toThrow(invalid);
    expect(() => holm([])).toThrow(invalid);
    expect(() => holm([NaN])).toThrow(invalid);
  });

  it('from weak to strong: Bonferroni >= Holm >= Hochberg >= Hommel >= p', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 7 }),
        (p) => {
          const chain = [bonferroni(p), holm(p), hochberg(p), hommel(p), Float64Array.from(p)];
          for (let k = 1; k < chain.length; k += 1) {
            chain[k]!.forEach((value, i) => expect(value).toBeLessThanOrEqual(chain[k - 1]![i]! + 1e-12));
          }
        },
      ),
    );
  });
});

describe('one hypothesis', () => {
  it('non-inferiority by hand: (0.01 + 0.05) / 0.03 = 2', () => {
    const test = nonInferiority({ difference: 0.01, standardError: 0.03 }, 0.05);
    expect(test.defined && test.value.z).toBeCloseTo(2, 12);
    expect(test.defined && test.value.pOneSided).toBeCloseTo(0.02275013194817921, 12);
    expect(nonInferiority({ difference: 0, standardError: 0 }, 0.1).defined).toBe(false);
    expect(() => nonInferiority({ difference: 0, standardError: 1 }, -0.1)).toThrow(invalid);
  });

  it('superiority is only tested after non-inferiority', () => {
    expect(superiorityAfterNonInferiority(0.03, 0.001, 0.025)).toEqual({
      nonInferior: false,
      superior: false,
    });
    expect(superiorityAfterNonInferiority(0.01, 0.025, 0.025)).toEqual({ nonInferior: true, superior: true });
  });

  it('TOST takes the worse side, and a symmetric case has two equal ones', () => {
    const test = equivalence({ difference: 0, standardError: 0.05 }, 0.1);
    if (!test.defined) throw new Error(test.reason);
    expect(test.value.aboveLower.pOneSided).toBe(test.value.belowUpper.pOneSided);
    expect(equivalence({ difference: 0.08, standardError: 0.05 }, 0.1)).toMatchObject({
      value: { p: expect.closeTo(0.344578, 5) },
    });
  });

  it('goal: 9 or 10 of 10 under p = 0.5 is 11 / 1024', () => {
    expect(proportionGoal(9, 10, 0.5)).toEqual({ defined: true, value: expect.closeTo(11 / 1024, 15) });
    expect(proportionGoal(1, 10, 0.5, { direction: 'below' })).toEqual({
      defined: true,
      value: expect.closeTo(11 / 1024, 15),
    });
    expect(proportionGoal(0, 0, 0.5).defined).toBe(false);
    expect(() => proportionGoal(1, 10, 1)).toThrow(invalid);
  });

  it('the test rejects exactly when the one-sided limit lies above the goal', () => {
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0.3, 0.5, 0.8),
        (some, n, goal) => {
          const x = Math.min(some, n);
          const exact = proportionGoal(x, n, goal);
          const limit = clopperPearson(x, n, { level: 0.975, sides: 'one' });
          if (!exact.defined || !limit.defined) throw new Error('undefined');
          expect(exact.value < 0.025).toBe(limit.value.lower > goal);
          const score = proportionGoal(x, n, goal, { method: 'score' });
          const wilsonLimit = wilson(x, n, { level: 0.975, sides: 'one' });
          if (!score.defined || !wilsonLimit.defined) throw new Error('undefined');
          expect(score.value < 0.025).toBe(wilsonLimit.value.lower > goal);
        },
      ),
    );
  });
});
