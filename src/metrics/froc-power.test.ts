import { describe, expect, it } from 'vitest';
import { frocPower, simulateFroc } from './froc-power.js';

const design = { diseased: 12, nondiseased: 12, lesionsPerCase: 1 };
const blind = { falseSites: 1, foundShare: 0, separation: 0, threshold: 0 };
const sharp = { falseSites: 0.5, foundShare: 0.95, separation: 3, threshold: -1 };

describe('search model', () => {
  it('a perfect reader marks all lesions and nothing else', () => {
    const data = simulateFroc({ falseSites: 0, foundShare: 1, separation: 5, threshold: -10 }, design, 7, 0);
    expect(data.falseRating.length).toBe(0);
    expect(data.lesionRating.every((rating) => rating > -Infinity)).toBe(true);
  });

  it('a study repeats with its seed and stream', () => {
    expect(simulateFroc(sharp, design, 7, 3)).toEqual(simulateFroc(sharp, design, 7, 3));
    expect(simulateFroc(sharp, design, 7, 3)).not.toEqual(simulateFroc(sharp, design, 7, 4));
  });

  it('a good reader shows a modest goal, a blind one never does', () => {
    const options = { goal: 0.6, alpha: 0.025, studies: 40, seed: 11 };
    expect(frocPower(sharp, design, options).power).toBeGreaterThan(0.9);
    expect(frocPower(blind, design, options)).toMatchObject({ power: 0 });
    expect(frocPower(blind, design, options).meanFigure).toBeLessThan(0.5);
    expect(() => frocPower({ ...sharp, foundShare: 2 }, design, options)).toThrow(
      expect.objectContaining({ code: 'STATS-ARGUMENT' }),
    );
  });
});
