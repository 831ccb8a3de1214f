import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceCorrected } from './chance-corrected.js';
import { cohenKappa } from './cohen-kappa.js';
import { krippendorffAlpha } from './krippendorff-alpha.js';

describe('laws', () => {
  const table = fc.array(fc.array(fc.nat(20), { minLength: 3, maxLength: 3 }), {
    minLength: 3,
    maxLength: 3,
  });

  it('kappa: at most 1, the same when readers swap, 1 on the diagonal', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const swapped = counts.map((_, i) => counts.map((row) => row[i]!));
        for (const weights of ['none', 'linear', 'quadratic'] as const) {
          const a = cohenKappa(counts, { weights });
          const b = cohenKappa(swapped, { weights });
          expect(a.defined).toBe(b.defined);
          if (!a.defined || !b.defined) continue;
          expect(b.value.kappa).toBeCloseTo(a.value.kappa, 10);
          expect(b.value.standardError).toBeCloseTo(a.value.standardError, 8);
          expect(a.value.kappa).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it('alpha: the same in any order of readers and units', () => {
    const ratings = fc.array(
      fc.array(fc.option(fc.integer({ min: 1, max: 4 })), { minLength: 5, maxLength: 5 }),
      { minLength: 2, maxLength: 4 },
    );
    fc.assert(
      fc.property(ratings, (rows) => {
        const turned = [...rows].reverse().map((row) => [...row].reverse());
        for (const scale of ['nominal', 'ordinal', 'interval', 'ratio'] as const) {
          const a = krippendorffAlpha(rows, scale).alpha;
          const b = krippendorffAlpha(turned, scale).alpha;
          expect(a.defined).toBe(b.defined);
          if (a.defined && b.defined) expect(b.value).toBeCloseTo(a.value, 10);
        }
      }),
    );
  });

  it('two readers without gaps: nominal alpha nears Scott pi, (1 - alpha) = (1 - pi) (n - 1) / n', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 2, maxLength: 20 }), (pairs) => {
        const counts = [0, 1, 2].map((i) =>
          [0, 1, 2].map((j) => pairs.filter(([a, b]) => a === i && b === j).length),
        );
        const pi = chanceCorrected(counts).scottPi;
        const { alpha, pairableValues: n } = krippendorffAlpha(
          [pairs.map(([a]) => a), pairs.map(([, b]) => b)],
          'nominal',
        );
        expect(alpha.defined).toBe(pi.defined);
        if (alpha.defined && pi.defined)
          expect(1 - alpha.value).toBeCloseTo(((1 - pi.value) * (n - 1)) / n, 9);
      }),
    );
  });
});
