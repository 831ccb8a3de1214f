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

  it('any noncentrality, in bounded time', () => {
    // scipy 1.17.1 ncf.sf; R's pf does not converge there
    expect(noncentralFUpper(0.9 * 9.99e6, 1, 20, 9.99e6)).toBeCloseTo(0.6714245722603825, 9);
    expect(noncentralFUpper(1.001e7, 1, 1e4, 1.001e7)).toBeCloseTo(0.5018778215693595, 9);
    expect(noncentralFUpper(1.1 * 2.002e6, 5, 7, 1.001e7)).toBeCloseTo(0.5020125161571167, 9);
    // Both ways of summing meet at the switch.
    for (const f of [0.9e6, 1e6, 1.1e6])
      expect(noncentralFUpper(f, 1, 12, 1.0001e6) - noncentralFUpper(f, 1, 12, 0.9999e6)).toBeLessThan(1e-3);
    expect(noncentralFUpper(4, 1, 10, 1e300)).toBe(1);
    expect(noncentralFUpper(4, 1, 10, Infinity)).toBe(1);
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
