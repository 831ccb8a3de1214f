import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fQuantile, fTails, noncentralFUpper } from './fisher-f.js';

const vectors = JSON.parse(readFileSync(new URL('./fisher-f.vectors.json', import.meta.url), 'utf8')) as {
  cases: {
    f: number;
    df1: number;
    df2: number;
    noncentrality: number;
    upper: number;
    noncentral_upper: number;
    quantile_95: number;
  }[];
};

describe('F distribution', () => {
  it.each(vectors.cases)('against scipy: f $f, df $df1 $df2, lambda $noncentrality', (c) => {
    expect(Math.abs(fTails(c.f, c.df1, c.df2).upper / c.upper - 1)).toBeLessThan(1e-10);
    expect(
      Math.abs(noncentralFUpper(c.f, c.df1, c.df2, c.noncentrality) / c.noncentral_upper - 1),
    ).toBeLessThan(1e-8);
    expect(Math.abs(fQuantile(0.95, c.df1, c.df2) / c.quantile_95 - 1)).toBeLessThan(1e-10);
  });

  it('by hand: F(2, 2) has P(F > f) = 1 / (1 + f)', () => {
    for (const f of [0, 0.5, 1, 9, 1e6]) expect(fTails(f, 2, 2).upper).toBeCloseTo(1 / (1 + f), 14);
    expect(fQuantile(0.9, 2, 2)).toBeCloseTo(9, 10);
  });

  it('quantile and tail are inverse; no noncentrality is the central law; more of it, more tail', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 1, max: 50, noNaN: true }),
        fc.double({ min: 1, max: 80, noNaN: true }),
        (p, df1, df2) => {
          const f = fQuantile(p, df1, df2);
          expect(fTails(f, df1, df2).lower).toBeCloseTo(p, 9);
          expect(noncentralFUpper(f, df1, df2, 0)).toBeCloseTo(1 - p, 9);
          expect(noncentralFUpper(f, df1, df2, 4)).toBeGreaterThan(noncentralFUpper(f, df1, df2, 1));
        },
      ),
    );
  });
});
