import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goalAssurance } from './assurance.js';
import { wilson } from '../wilson.js';
import {
  aucAgainstChancePower,
  aucAgainstChanceSize,
  aucAgainstNullSize,
  aucPrecisionSize,
} from './auc-size.js';
import { clusteredSize, designEffect, enrolmentForDropOut } from './cluster-inflation.js';
import { exactBinomialPlan, exactBinomialSizes, goalNormalSize } from './exact-binomial-power.js';
import { kappaSize } from './kappa-size.js';
import { meanPrecisionSize, meanTestPower, meanTestSize } from './mean-size.js';
import { nonInferioritySize } from './non-inferiority-size.js';
import { mcnemarPower, mcnemarSize } from './paired-proportions-size.js';
import {
  enrolmentForPrevalence,
  expectedWidth,
  precisionSize,
  waldPrecisionSize,
} from './proportion-precision.js';
import { readerStudyPower, readerStudySize } from './reader-study-size.js';
import { roundHalfEven } from './requirements.js';
import { arcsineSize, twoProportionPower, twoProportionSize } from './two-proportions-size.js';

const vectors = JSON.parse(readFileSync(new URL('./planning.vectors.json', import.meta.url), 'utf8')) as {
  cases: {
    goal: number;
    expected: number;
    alpha: number;
    plans: { n: number; critical: number; alpha: number; power: number }[];
    t: { n: number; difference: number; sd: number; power: number }[];
  };
};
const invalid = expect.objectContaining({ code: 'STATS-ARGUMENT' }) as Error;
const twoSided = { alpha: 0.05, sides: 2, power: 0.8 } as const;
const value = <T>(result: { defined: true; value: T } | { defined: false; reason: string }): T => {
  if (!result.defined) throw new Error(result.reason);
  return result.value;
};

describe('against scipy', () => {
  const { goal, expected, alpha, plans, t } = vectors.cases;

  it.each(plans)('exact binomial test, n $n', (plan) => {
    const got = exactBinomialPlan(plan.n, goal, expected, alpha);
    expect(value(got.criticalValue)).toBe(plan.critical);
    expect(got.actualAlpha).toBeCloseTo(plan.alpha, 12);
    expect(got.power).toBeCloseTo(plan.power, 12);
  });

  it.each(t)('t test, n $n', ({ n, difference, sd, power }) => {
    expect(value(meanTestPower(n, difference, sd, 0.05))).toBeCloseTo(power, 8);
  });
});

describe('by hand', () => {
  it('half width 0.1 at 1/2: 1.96² / 4 / 0.01 = 96.04', () => {
    expect(waldPrecisionSize(0.5, 0.1, 0.95)).toBeCloseTo(96.03647051735317, 9);
    expect(enrolmentForPrevalence(97, 0.1)).toBe(970);
    expect(enrolmentForDropOut(90, 0.1)).toBe(100);
    expect([0.5, 1.5, 2.5, 2.51].map(roundHalfEven)).toEqual([0, 2, 2, 3]);
  });

  it('clusters of 5 with icc 0.25 double the units', () => {
    expect(designEffect(5, 0.25)).toBe(2);
    expect(clusteredSize(100, 5, 0.25)).toEqual({ units: 200, clusters: 40 });
    expect(designEffect(1, 0.9)).toBe(1);
    expect(() => designEffect(0.5, 0)).toThrow(invalid);
  });

  it('a coin against 1/2: five heads of five reject at 5 %, four do not', () => {
    const plan = exactBinomialPlan(5, 0.5, 0.9, 0.05);
    expect(value(plan.criticalValue)).toBe(5);
    expect(plan.actualAlpha).toBeCloseTo(1 / 32, 15);
    expect(plan.power).toBeCloseTo(0.9 ** 5, 14);
    expect(exactBinomialPlan(4, 0.5, 0.9, 0.05).criticalValue.defined).toBe(false);
    expect(() => exactBinomialPlan(10, 0.8, 0.7, 0.05)).toThrow(invalid);
  });

  it('one discordant pair never rejects, six of one kind do', () => {
    // p = 2 / 64 at six against none; all pairs discordant, all for the first.
    expect(mcnemarPower(6, 1, 0, 0.05, 'exact')).toBeCloseTo(1, 12);
    expect(mcnemarPower(5, 1, 0, 0.05, 'exact')).toBe(0);
    expect(mcnemarPower(10, 0, 0, 0.05, 'exact')).toBe(0);
    expect(mcnemarSize(0.1, 0.1, twoSided).defined).toBe(false);
  });

  it('without a difference there is no size', () => {
    expect(twoProportionSize(0.5, 0.5, twoSided).defined).toBe(false);
    expect(aucAgainstChanceSize(0.5, 1, twoSided).defined).toBe(false);
    expect(aucAgainstNullSize(0.8, 0.8, 1, twoSided).defined).toBe(false);
    expect(nonInferioritySize({ pNew: 0.8, pReference: 0.9, margin: 0.05 }, twoSided).unpooled.defined).toBe(
      false,
    );
    // These rates cannot reach kappa 1.
    expect(kappaSize(0.1, 0.4, 1, 0.4, twoSided).defined).toBe(false);
  });
});

describe('the power is what was asked for', () => {
  it('normal approximations invert their own power', () => {
    const n = value(twoProportionSize(0.8, 0.9, twoSided));
    expect(value(twoProportionPower(n, 0.8, 0.9, 0.05))).toBeCloseTo(0.8, 10);
    expect(Math.abs(value(arcsineSize(0.8, 0.9, twoSided)) / n - 1)).toBeLessThan(0.05);
    const cases = value(aucAgainstChanceSize(0.8, 2, twoSided));
    expect(aucAgainstChancePower(cases, 0.8, 2, { alpha: 0.05, sides: 2 })).toBeCloseTo(0.8, 10);
  });

  it('saw-tooth: the first size reaches it, the one before the kept size loses it', () => {
    const { first, kept } = exactBinomialSizes(0.7, 0.85, 0.05, 0.8);
    expect(exactBinomialPlan(value(first), 0.7, 0.85, 0.05).power).toBeGreaterThanOrEqual(0.8);
    expect(exactBinomialPlan(value(kept) - 1, 0.7, 0.85, 0.05).power).toBeLessThan(0.8);
    for (let n = value(kept); n < value(kept) + 100; n += 1)
      expect(exactBinomialPlan(n, 0.7, 0.85, 0.05).power).toBeGreaterThanOrEqual(0.8);
    expect(Math.abs(goalNormalSize(0.7, 0.85, 0.05, 0.8) - value(first))).toBeLessThan(10);
    expect(exactBinomialSizes(0.7, 0.71, 0.05, 0.8, 200).kept.defined).toBe(false);
  });

  it('means and areas: one case fewer is not enough', () => {
    const n = value(meanTestSize(0.03, 0.08, twoSided));
    expect(value(meanTestPower(n, 0.03, 0.08, 0.05))).toBeGreaterThanOrEqual(0.8);
    expect(value(meanTestPower(n - 1, 0.03, 0.08, 0.05))).toBeLessThan(0.8);
    expect(value(meanPrecisionSize(0.1, 0.02, 0.95))).toBe(99);
    expect(value(aucPrecisionSize(0.85, 0.05, 1, 0.95))).toBeGreaterThan(
      value(aucPrecisionSize(0.85, 0.05, 2, 0.95)),
    );
  });

  it('precision holds at the size found, for 60 sizes', () => {
    const n = value(precisionSize(0.85, 0.06, 0.95, 'wilson'));
    for (let m = n; m < n + 60; m += 1) {
      const { lower, upper } = value(wilson(roundHalfEven(0.85 * m), m, { level: 0.95 }));
      expect((upper - lower) / 2).toBeLessThanOrEqual(0.06);
    }
    expect(value(precisionSize(0.85, 0.06, 0.95, 'clopper-pearson'))).toBeGreaterThan(n);
    expect(value(expectedWidth(0.85, n, 0.95, 'wilson'))).toBeCloseTo(0.12, 2);
  });

  it('reader studies: more cases and more readers, more power; the size found exceeds the wanted power', () => {
    const pilot = {
      cases: 100,
      interaction: 0.0002,
      variance: 0.0008,
      cov1: 0.00035,
      cov2: 0.00034,
      cov3: 0.00024,
    };
    const size = value(readerStudySize(pilot, 6, 0.05, 0.05, 0.8));
    expect(size.power).toBeGreaterThan(0.8);
    expect(value(readerStudyPower(pilot, 6, size.cases - 1, 0.05, 0.05)).power).toBeLessThanOrEqual(0.8);
    expect(value(readerStudyPower(pilot, 8, size.cases, 0.05, 0.05)).power).toBeGreaterThan(size.power);
    // No effect: the power is the level.
    expect(value(readerStudyPower(pilot, 6, 100, 0, 0.05)).power).toBeCloseTo(0.05, 9);
    expect(readerStudySize(pilot, 2, 0.001, 0.05, 0.9, 'random-readers-and-cases', 50).defined).toBe(false);
  });
});

describe('assurance', () => {
  it('a uniform prior and "all of 3 succeed" succeed once in four: the mean of p³', () => {
    const { assurance, standardError } = goalAssurance(3, 3, { a: 1, b: 1 }, { draws: 4000, seed: 5 });
    expect(Math.abs(assurance - 0.25)).toBeLessThan(4.5 * standardError);
    expect(goalAssurance(3, 3, { a: 1, b: 1 }, { draws: 4000, seed: 5 }).assurance).toBe(assurance);
    expect(goalAssurance(3, 0, { a: 1, b: 1 }, { draws: 10, seed: 5 }).assurance).toBe(1);
  });
});

describe('laws', () => {
  const p = fc.double({ min: 0.05, max: 0.95, noNaN: true });

  it('non-inferiority: restricted proportions differ by the margin; a wider margin needs fewer', () => {
    fc.assert(
      fc.property(
        p,
        fc.double({ min: 0.01, max: 0.2, noNaN: true }),
        fc.double({ min: 0.5, max: 3, noNaN: true }),
        (rate, margin, allocation) => {
          const plan = { pNew: rate, pReference: rate, margin, allocation };
          const { restricted, farringtonManning } = nonInferioritySize(plan, {
            alpha: 0.025,
            sides: 1,
            power: 0.8,
          });
          expect(restricted.pNew - restricted.pReference).toBeCloseTo(-margin, 9);
          const wider = nonInferioritySize(
            { ...plan, margin: 2 * margin },
            { alpha: 0.025, sides: 1, power: 0.8 },
          );
          expect(value(wider.unpooled)).toBeLessThan(
            value(nonInferioritySize(plan, { alpha: 0.025, sides: 1, power: 0.8 }).unpooled),
          );
          expect(value(farringtonManning)).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('McNemar: power grows with the pairs, mid-p is never weaker', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 0.4, noNaN: true }),
        fc.double({ min: 0, max: 0.1, noNaN: true }),
        fc.integer({ min: 5, max: 60 }),
        (a, b, pairs) => {
          const exact = mcnemarPower(pairs, a, b, 0.05, 'exact');
          expect(mcnemarPower(pairs, a, b, 0.05, 'mid-p')).toBeGreaterThanOrEqual(exact - 1e-12);
          expect(mcnemarPower(pairs, b, a, 0.05, 'exact')).toBeCloseTo(exact, 12);
          expect(mcnemarPower(4 * pairs, a, b, 0.05, 'exact')).toBeGreaterThan(exact - 1e-9);
        },
      ),
      { numRuns: 30 },
    );
  });
});
