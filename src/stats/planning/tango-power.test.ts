import { describe, expect, it } from 'vitest';
import { binomialPmf } from '../binomial.js';
import { tango } from '../tango.js';
import { discordanceOf, tangoPairsNeeded, tangoPower, type PairedGoal } from './tango-power.js';

const goal = (above: number, below?: number): PairedGoal => ({
  level: 0.95,
  sides: 'two',
  above,
  ...(below === undefined ? {} : { below }),
});

/** Every table of n pairs with its limits themselves and its trinomial probability. */
function bruteForce(n: number, p10: number, p01: number, wanted: PairedGoal): number {
  let power = 0;
  for (let b = 0; b <= n; b += 1) {
    for (let c = 0; b + c <= n; c += 1) {
      const limits = tango(
        { bothPositive: n - b - c, onlyFirst: b, onlySecond: c, bothNegative: 0 },
        { level: wanted.level, sides: wanted.sides },
      );
      if (!limits.defined || limits.value.lower <= wanted.above) continue;
      if (wanted.below !== undefined && limits.value.upper >= wanted.below) continue;
      power += binomialPmf(b, n, p10) * binomialPmf(c, n - b, p01 / (1 - p10));
    }
  }
  return power;
}

describe('the power of a paired difference', () => {
  it.each([
    [12, 0.3, 0.1, goal(0)],
    [40, 0.08, 0.05, goal(-0.1)],
    [60, 0.05, 0.05, goal(-0.15, 0.15)],
    [25, 0.2, 0, goal(0)],
    [30, 0, 0, goal(-0.2)],
  ])('at %i pairs is the sum over all tables whose limits meet the goal', (n, p10, p01, wanted) => {
    const power = tangoPower(n, { onlyFirst: p10, onlySecond: p01 }, wanted);
    expect(power).toBeCloseTo(bruteForce(n, p10, p01, wanted), 11);
  });

  it('is 1 or 0 by hand where the two never disagree: limits ± z² / (n + z²)', () => {
    const z2 = 1.959963984540054 ** 2;
    const margin = z2 / (100 + z2);
    const never = { onlyFirst: 0, onlySecond: 0 };
    expect(tangoPower(100, never, goal(-margin - 1e-6))).toBe(1);
    expect(tangoPower(100, never, goal(-margin + 1e-6))).toBe(0);
  });

  it('stays near the level where the difference lies on the margin, and below it by the nominal error at most a little', () => {
    const at = discordanceOf(-0.1, 0.2)!;
    expect(tangoPower(200, at, goal(-0.1))).toBeGreaterThan(0.015);
    expect(tangoPower(200, at, goal(-0.1))).toBeLessThan(0.03);
  });
});

describe('the pairs needed', () => {
  it('keep the power from there on, and one pair less does not', () => {
    const discordance = discordanceOf(0.03, 0.12)!;
    const wanted = goal(-0.05);
    const needed = tangoPairsNeeded(discordance, wanted, 0.8)!;
    expect(tangoPower(needed - 1, discordance, wanted)).toBeLessThan(0.8);
    for (let n = needed; n < needed + 100; n += 1)
      expect(tangoPower(n, discordance, wanted)).toBeGreaterThanOrEqual(0.8);
    // Near the normal formula ((z α/2 + z β) σ / (δ + margin))², σ² = discordant − difference² (Blackwelder's form).
    const normal = ((1.959964 + 0.841621) ** 2 * (0.12 - 0.03 ** 2)) / 0.08 ** 2;
    expect(Math.abs(needed / normal - 1)).toBeLessThan(0.15);
  });

  it('do not exist where the goal is never reached', () => {
    expect(tangoPairsNeeded(discordanceOf(0, 0.1)!, goal(0), 0.8, 2000)).toBeUndefined();
  });
});

describe('discordance', () => {
  it('is split by the difference, which it cannot fall short of', () => {
    const { onlyFirst, onlySecond } = discordanceOf(-0.02, 0.1)!;
    expect(onlyFirst).toBeCloseTo(0.04, 15);
    expect(onlySecond).toBeCloseTo(0.06, 15);
    expect(discordanceOf(0.2, 0.1)).toBeUndefined();
  });
});
