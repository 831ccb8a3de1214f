import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Estimable } from '../core/estimable.js';
import { aucJackknife } from './auc-jackknife.js';
import { aucOfCases } from './auc-of-cases.js';
import { aucOfMultiplicities } from './auc-resampling.js';
import { auc } from './auc.js';
import { averagePrecisionOfMultiplicities } from './average-precision-resampling.js';
import { averagePrecision } from './average-precision.js';
import { jackknifeOf } from './bootstrap.js';
import { delong, delongFromGroups } from './delong.js';
import { newcombeAuc } from './newcombe-auc.js';
import { clusteredAuc } from './obuchowski.js';
import { pointsOf, rocCurve } from './roc.js';
import { ascendingOrder, sortScores } from './sort-scores.js';
import { tieGroups } from './tie-groups.js';

const level = 0.95;
const value = <T>(result: Estimable<T>): T => {
  if (!result.defined) throw new Error(result.reason);
  return result.value;
};
/** Scores of one digit: many ties. Failed cases stand at the infinities. */
const cases = fc.array(
  fc.record({
    score: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(-Infinity), fc.constant(Infinity)),
    truth: fc.integer({ min: 0, max: 1 }),
    cluster: fc.integer({ min: 0, max: 5 }),
  }),
  { minLength: 4, maxLength: 40 },
);
interface Case {
  score: number;
  truth: number;
  cluster: number;
}
type Cases = Case[];
const columns = (rows: Cases) => ({
  score: Float64Array.from(rows, (row) => row.score),
  truth: Uint8Array.from(rows, (row) => row.truth),
  cluster: Int32Array.from(rows, (row) => row.cluster),
});
const pairs = ({ score, truth }: ReturnType<typeof columns>): number => {
  let wins = 0;
  let count = 0;
  score.forEach((a, i) =>
    score.forEach((b, j) => {
      if (truth[i] !== 1 || truth[j] !== 0) return;
      count += 1;
      wins += a > b ? 1 : a === b ? 0.5 : 0;
    }),
  );
  return wins / count;
};
const bothClasses = (rows: Cases) => new Set(rows.map((row) => row.truth)).size === 2;

describe('AUC', () => {
  it('is the fraction of pairs won, ties one half, failed cases as ranks', () => {
    fc.assert(
      fc.property(cases.filter(bothClasses), (rows) => {
        const data = columns(rows);
        expect(value(auc(data.score, data.truth))).toBeCloseTo(pairs(data), 12);
      }),
    );
  });
  it('is the area under the curve', () => {
    fc.assert(
      fc.property(cases.filter(bothClasses), (rows) => {
        const { score, truth } = columns(rows);
        const points = pointsOf(rocCurve(score, truth));
        let area = 0;
        points.forEach((point, i) => {
          const before = points[Math.max(0, i - 1)]!;
          const height = (point.truePositiveRate + before.truePositiveRate) / 2;
          area += height * (point.falsePositiveRate - before.falsePositiveRate);
        });
        expect(area).toBeCloseTo(value(auc(score, truth)), 12);
      }),
    );
  });
  it('by hand: 0.2 0.5 | 0.5 0.8 wins 3.5 of 4', () => {
    expect(auc(Float64Array.of(0.2, 0.5, 0.5, 0.8), Uint8Array.of(0, 0, 1, 1))).toEqual({
      defined: true,
      value: 0.875,
    });
  });
  it('does not exist without both classes, and refuses NaN', () => {
    expect(auc(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toEqual({
      defined: false,
      reason: 'no negative case',
    });
    expect(auc(new Float64Array(0), new Uint8Array(0)).defined).toBe(false);
    expect(() => auc(Float64Array.of(1, NaN), Uint8Array.of(1, 0))).toThrow(
      expect.objectContaining({ code: 'STATS-ARGUMENT' }),
    );
    expect(() => auc(Float64Array.of(1, 2), Uint8Array.of(1, 2))).toThrow(
      expect.objectContaining({ code: 'STATS-ARGUMENT' }),
    );
  });
  it('is never turned round', () => {
    expect(value(auc(Float64Array.of(3, 1), Uint8Array.of(0, 1)))).toBe(0);
  });
});

describe('DeLong', () => {
  it('is flagged, with a wide interval beside it, at complete separation', () => {
    const result = value(delong(Float64Array.of(1, 2, 3, 4, 5), Uint8Array.of(0, 0, 0, 1, 1), { level }));
    expect(result).toMatchObject({ auc: 1, variance: 0, degenerate: true });
    expect(result.logitInterval.defined).toBe(false);
    expect(value(result.newcombeInterval).lower).toBeLessThan(0.7);
  });
  it('is flagged when all scores are tied', () => {
    const result = value(delong(new Float64Array(6).fill(0.5), Uint8Array.of(0, 0, 0, 1, 1, 1), { level }));
    expect(result).toMatchObject({ auc: 0.5, degenerate: true });
  });
  it('equals Obuchowski with one unit a cluster', () => {
    fc.assert(
      fc.property(cases.filter(bothClasses), (rows) => {
        const { score, truth } = columns(rows);
        const one = delong(score, truth, { level });
        const each = Int32Array.from(score, (_, i) => i);
        const two = clusteredAuc(score, truth, each, { level });
        if (!one.defined || one.value.degenerate) return;
        // The covariance of the classes is only rounding: no cluster holds both.
        expect(value(two).variance / one.value.variance).toBeCloseTo(1, 9);
      }),
    );
  });
  it('has the same bits by ranks, where nothing is tied, as by groups of ties', () => {
    const few = fc.array(
      fc.record({
        score: fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -1, max: 3 })),
        truth: fc.integer({ min: 0, max: 1 }),
        cluster: fc.constant(0),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(few, (rows) => {
        const { score, truth } = columns(rows);
        const byGroups = delongFromGroups(tieGroups(score, truth), { level });
        expect(delong(score, truth, { level })).toEqual(byGroups);
      }),
      { numRuns: 1000 },
    );
  });
  it('needs two cases a class', () => {
    expect(delong(Float64Array.of(1, 2), Uint8Array.of(0, 1), { level }).defined).toBe(false);
  });
});

it("Newcombe's interval contains the AUC and is mirrored", () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }));
  // Every AUC is a whole number of half pairs.
  const areas = sizes.chain(([m, n]) => fc.tuple(fc.nat(2 * m * n), fc.constant(m), fc.constant(n)));
  fc.assert(
    fc.property(areas, ([halves, m, n]) => {
      const area = halves / (2 * m * n);
      const { lower, upper } = value(newcombeAuc(area, m, n, { level }));
      expect(lower).toBeLessThanOrEqual(area);
      expect(upper).toBeGreaterThanOrEqual(area);
      expect(upper - lower).toBeGreaterThan(0.01);
      expect(value(newcombeAuc(1 - area, m, n, { level })).lower).toBeCloseTo(1 - upper, 9);
    }),
  );
});

describe('resampled statistics', () => {
  const multiplicities = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 });
  it('equal the statistic of the data written out', () => {
    fc.assert(
      fc.property(cases, multiplicities, (rows, times) => {
        const { score, truth, cluster } = columns(rows);
        const written = columns(
          rows.flatMap((row) => Array.from({ length: times[row.cluster]! }, () => row)),
        );
        for (const [resampled, direct] of [
          [aucOfMultiplicities(score, truth, cluster), auc(written.score, written.truth)],
          [
            averagePrecisionOfMultiplicities(score, truth, cluster),
            averagePrecision(written.score, written.truth),
          ],
        ] as const) {
          const got = resampled(Uint32Array.from(times));
          if (direct.defined) expect(got).toBeCloseTo(direct.value, 10);
          else expect(got).toBeNaN();
        }
      }),
    );
  });
  it('the closed-form jackknife equals leaving clusters out', () => {
    fc.assert(
      fc.property(cases.filter(bothClasses), (rows) => {
        const { score, truth, cluster } = columns(rows);
        const closed = aucJackknife(score, truth, cluster, 6);
        const plain = jackknifeOf(6, aucOfMultiplicities(score, truth, cluster));
        closed.forEach((got, c) => {
          if (Number.isNaN(plain[c])) expect(got).toBeNaN();
          else expect(got).toBeCloseTo(plain[c]!, 10);
        });
      }),
    );
  });
});

it('the AUC of independent cases is that of the cases written out, classes apart', () => {
  fc.assert(
    fc.property(cases.filter(bothClasses), fc.infiniteStream(fc.nat(3)), (rows, times) => {
      const { score, truth } = columns(rows);
      const ready = aucOfCases(score, truth);
      const drawn = Uint32Array.from({ length: ready.clusters }, () => times.next().value as number);
      // Units stand negatives first, in rank order: the same order as this sort.
      const order = [...rows].sort(
        (a, b) => a.truth - b.truth || (a.score < b.score ? -1 : a.score > b.score ? 1 : 0),
      );
      const written = columns(order.flatMap((row, i) => Array.from({ length: drawn[i]! }, () => row)));
      const direct = auc(written.score, written.truth);
      if (direct.defined) expect(ready.statistic(drawn)).toBeCloseTo(direct.value, 10);
      else expect(ready.statistic(drawn)).toBeNaN();
      expect(ready.strata.filter((stratum) => stratum === 1).length).toBe(
        truth.filter((t) => t === 1).length,
      );
    }),
  );
});

it('the order of many values is that of few: ascending, ties as they stood', () => {
  const values = Float64Array.from(
    { length: 6000 },
    (_, i) => ((i * 7919) % 613) / 8 - 30 + (i % 3) * 2 ** -40,
  );
  values[17] = -Infinity;
  values[4000] = Infinity;
  values[4001] = -0;
  const order = ascendingOrder(values);
  const plain = Array.from(values, (_, i) => i).sort((a, b) =>
    values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b,
  );
  expect(Array.from(order)).toEqual(plain);
});

it('the radix sort orders as the built-in sort', () => {
  const spread = fc.array(fc.double({ noNaN: true }), { minLength: 5000, maxLength: 5200, size: 'max' });
  const tied = fc.array(
    fc.integer({ min: -40, max: 40 }).map((x) => x / 8),
    { minLength: 5000, maxLength: 5100, size: 'max' },
  );
  // Equal upper words, different lower ones: the run that the last step has to order.
  const close = fc.array(
    fc.integer({ min: 0, max: 1000 }).map((k) => 1 + k * 2 ** -52),
    { minLength: 5000, maxLength: 5100, size: 'max' },
  );
  fc.assert(
    fc.property(fc.oneof(spread, tied, close), (list) => {
      const values = Float64Array.from(list, (x) => x + 0);
      expect(sortScores(values.slice())).toEqual(values.slice().sort());
    }),
    { numRuns: 12 },
  );
});

it('the closed-form leave-one-out areas of cases are those of leaving each out, ties and all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1 })), {
        minLength: 2,
        maxLength: 12,
      }),
      (cases) => {
        const { clusters, statistic, jackknife } = aucOfCases(
          Float64Array.from(cases, ([score]) => score),
          Uint8Array.from(cases, ([, truth]) => truth),
        );
        expect(jackknife).toEqual(jackknifeOf(clusters, statistic));
      },
    ),
  );
});
