import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_METRICS, METRICS, metricEntry } from '../schema/metric-catalogue.js';
import type { ScoreRow } from '../schema/types.js';
import { auc } from '../stats/auc.js';
import { wilson } from '../stats/wilson.js';
import { analyseClasses } from './class-estimator.js';
import { endpointOf, rowOf, type Unit } from './classes.testkit.js';
import { questionOf } from './estimate.js';
import { estimatorFor } from './registry.js';
import { sampleOf } from './sample.js';

const GRADES = ['none', 'undisplaced', 'displaced'];
const terms = { seed: 11 };
const PERCENTILE = 'cluster-bootstrap-percentile';

const unit = (truth: number, decision: Unit['decision'], cluster: number): Unit => ({
  cluster,
  truth,
  decision,
  scores: [0, 1, 2].map((c) => (c === decision ? 0.8 : 0.1)),
});

/** Rows of a table, one patient a unit; the last column of each row is of units without a class. */
function ofTable(table: readonly (readonly number[])[]): Unit[] {
  let patient = 0;
  return table.flatMap((row, truth) =>
    row.flatMap((count, decision) =>
      Array.from({ length: count }, () => unit(truth, decision < 3 ? decision : null, patient++)),
    ),
  );
}

function analyse(
  names: readonly string[],
  units: readonly Unit[],
  metric: string,
  method = PERCENTILE,
  positive?: string,
) {
  const rows = units.map((one, i) => rowOf(names, one, i));
  const endpoint = endpointOf(metric, method, positive === undefined ? {} : { class: positive });
  return analyseClasses(names)(endpoint, rows, 'worst-case', { ...terms, memory: {} });
}

// Rows truth; columns none, undisplaced, displaced, and without a class.
const TABLE = [
  [8, 1, 1, 0],
  [1, 6, 1, 0],
  [0, 1, 5, 2],
];

describe('metrics over all classes, by hand', () => {
  it.each([
    // Right: 8 + 6 + 5 of 26, whatever the wrong class of the two.
    ['accuracy', 19 / 26],
    ['f1-micro', 19 / 26],
    ['balanced-accuracy', (8 / 10 + 6 / 8 + 5 / 8) / 3],
    // The two stand under undisplaced: F1 16/19, 12/18 and 10/15 (under none it is 16/21, 12/16 and 10/15: 0.726).
    ['f1-macro', (16 / 19 + 12 / 18 + 10 / 15) / 3],
    // Under none: 10 × 16/21 + 8 × 12/16 + 8 × 10/15 = 18.952 (under undisplaced 19.088).
    ['f1-weighted', (10 * (16 / 21) + 8 * (12 / 16) + 8 * (10 / 15)) / 26],
    // Quadratic and linear: under none, two grades off. Observed 16 and 10, expected 920 / 26 and 604 / 26.
    ['cohen-kappa-quadratic', 1 - (16 * 26) / 920],
    ['cohen-kappa-linear', 1 - (10 * 26) / 604],
    // Plain: under none, the more frequent truth. Agreement 19/26, expected (10 × 11 + 8 × 8 + 8 × 7) / 26².
    ['cohen-kappa', (19 / 26 - 230 / 676) / (1 - 230 / 676)],
    // R_K under none: (19 × 26 − 230) / √((26² − 234)(26² − 228)).
    ['mcc', (19 * 26 - 230) / Math.sqrt((676 - 234) * (676 - 228))],
  ])('%s', (metric, expected) => {
    const { answer } = analyse(GRADES, ofTable(TABLE), metric);
    expect(answer.value).toMatchObject({ defined: true, value: expect.closeTo(expected, 12) as number });
    expect(answer.interval.defined).toBe(true);
  });

  it('says where units without a class were counted', () => {
    const { answer } = analyse(GRADES, ofTable(TABLE), 'cohen-kappa-quadratic');
    expect(answer.flags).toContainEqual(expect.stringContaining('displaced as none'));
  });

  it('counts a class against the rest: two missed, no false alarm of their own class', () => {
    const of = (metric: string, positive: string) =>
      analyse(GRADES, ofTable(TABLE), metric, 'wilson', positive).answer;
    expect(of('sensitivity', 'displaced')).toMatchObject({ numerator: 5, denominator: 8 });
    expect(of('sensitivity', 'displaced').interval).toEqual(wilson(5, 8, { level: 0.95 }));
    // The two without a class are false alarms of every class they are not of.
    expect(of('specificity', 'none')).toMatchObject({ numerator: 13, denominator: 16 });
    expect(of('ppv', 'none')).toMatchObject({ numerator: 8, denominator: 11 });
    expect(of('npv', 'displaced')).toMatchObject({ numerator: 16, denominator: 19 });
  });

  it('takes the macro area as the mean of the areas of each class against the rest', () => {
    const units = ofTable(TABLE);
    const areas = [0, 1, 2].map((c) => {
      const area = auc(
        Float64Array.from(units, ({ scores }) => scores[c]!),
        Uint8Array.from(units, ({ truth }) => (truth === c ? 1 : 0)),
      );
      return area.defined ? area.value : NaN;
    });
    const { answer } = analyse(GRADES, units, 'roc-auc-macro');
    expect(answer.value).toMatchObject({
      value: expect.closeTo((areas[0]! + areas[1]! + areas[2]!) / 3, 12) as number,
    });
  });

  it('names a class that has no unit, and judges by nothing', () => {
    const { answer } = analyse(
      GRADES,
      ofTable([
        [3, 1, 0, 0],
        [1, 2, 0, 0],
        [0, 0, 0, 0],
      ]),
      'balanced-accuracy',
    );
    expect(answer.value).toEqual({ defined: false, reason: 'class displaced: no case of this class' });
    expect(answer.interval.defined).toBe(false);
  });
});

const someUnits = (k: number, withoutClass = true): fc.Arbitrary<Unit[]> =>
  fc.array(
    fc.record({
      cluster: fc.nat(9),
      truth: fc.nat(k - 1),
      decision: withoutClass
        ? fc.oneof({ arbitrary: fc.nat(k - 1), weight: 6 }, fc.constantFrom(null, undefined))
        : fc.nat(k - 1),
      scores: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: k, maxLength: k }),
    }),
    { minLength: 4, maxLength: 30 },
  );

/** Differences from a comparator are refused with several classes. */
const OVER_ALL = ALL_METRICS.filter(
  ({ overClasses, differenceOf }) => overClasses !== undefined && differenceOf === undefined,
);

describe('laws', () => {
  it('the order and the names of nominal classes change no metric', () => {
    const order = [2, 0, 1];
    const names = ['a', 'b', 'c'];
    fc.assert(
      fc.property(someUnits(3), (units) => {
        const permuted = units.map(({ cluster, truth, decision, scores }) => ({
          cluster,
          truth: order[truth]!,
          decision: decision === null || decision === undefined ? decision : order[decision]!,
          scores: order.map((_to, c) => scores[order.indexOf(c)]!),
        }));
        for (const { name, ordinalOnly } of OVER_ALL) {
          if (ordinalOnly === true) continue;
          const before = analyse(names, units, name).answer.value;
          const after = analyse(names, permuted, name).answer.value;
          if (before.defined) {
            expect(after, name).toMatchObject({ value: expect.closeTo(before.value, 10) as number });
          } else expect(after.defined, name).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('the grades read from the other end change no weighted kappa', () => {
    fc.assert(
      fc.property(someUnits(4, false), (units) => {
        const turned = units.map((one) => ({
          ...one,
          truth: 3 - one.truth,
          decision: 3 - Number(one.decision),
        }));
        const names = ['1', '2', '3', '4'];
        for (const name of ['cohen-kappa-linear', 'cohen-kappa-quadratic']) {
          for (const method of [PERCENTILE, 'fleiss-cohen-everitt']) {
            const [a, b] = [
              analyse(names, units, name, method).answer,
              analyse(names, turned, name, method).answer,
            ];
            expect(b.value.defined).toBe(a.value.defined);
            if (a.value.defined && b.value.defined) expect(b.value.value).toBeCloseTo(a.value.value, 10);
            expect(b.interval.defined).toBe(a.interval.defined);
            if (a.interval.defined && b.interval.defined)
              expect(b.interval.value.lower).toBeCloseTo(a.interval.value.lower, 8);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('two classes are one score: every metric and interval of one class against the other', () => {
    const names = ['negative', 'positive'];
    const pairs = METRICS.filter(
      ({ parameter, differenceOf }) => parameter === undefined && differenceOf === undefined,
    ).flatMap(({ name, methods }) => methods.map((method) => [name, method] as const));
    fc.assert(
      fc.property(someUnits(2), fc.constantFrom(...pairs), (units, [metric, method]) => {
        const asScores = units.map((one, i): ScoreRow => {
          const row = rowOf(names, one, i);
          return {
            unit: 'image',
            id: row.id,
            cluster: row.cluster,
            truth: one.truth === 1 ? 1 : 0,
            score: row.scores?.['positive'] ?? null,
            decision: row.decision === null ? null : row.decision === 'positive' ? 1 : 0,
            failed: row.failed,
            subgroups: {},
          };
        });
        const endpoint = endpointOf(metric, method);
        const binary = estimatorFor(metric, method)(
          sampleOf(asScores, 'worst-case'),
          questionOf(endpoint, { seed: 11, memory: {} }),
        );
        const { answer } = analyse(names, units, metric, method, 'positive');
        expect([answer.value, answer.interval]).toEqual([binary.value, binary.interval]);
      }),
      { numRuns: 150 },
    );
  });

  it('over both of two classes accuracy, balanced accuracy, MCC and kappa are those of one score', () => {
    const names = ['negative', 'positive'];
    fc.assert(
      fc.property(someUnits(2), (units) => {
        for (const metric of ['accuracy', 'balanced-accuracy', 'mcc', 'cohen-kappa']) {
          const two = analyse(names, units, metric).answer.value;
          const one = analyse(names, units, metric, PERCENTILE, 'positive').answer.value;
          expect(two.defined, metric).toBe(one.defined);
          if (two.defined && one.defined) expect(two.value).toBeCloseTo(one.value, 10);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a failure never makes a metric larger than a wrong class would', () => {
    fc.assert(
      fc.property(someUnits(3), fc.nat(2), (units, wrong) => {
        const answered = units.map((one) =>
          one.decision === undefined
            ? { ...one, decision: one.truth === wrong ? (wrong + 1) % 3 : wrong }
            : one,
        );
        for (const name of [
          'accuracy',
          'balanced-accuracy',
          'cohen-kappa',
          'cohen-kappa-linear',
          'cohen-kappa-quadratic',
        ]) {
          const failed = analyse(GRADES, units, name).answer.value;
          const given = analyse(GRADES, answered, name).answer.value;
          if (failed.defined && given.defined)
            expect(failed.value, name).toBeLessThanOrEqual(given.value + 1e-10);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps limits inside the range of the metric, and never a point', () => {
    fc.assert(
      fc.property(someUnits(3), (units) => {
        for (const { name, methods } of OVER_ALL) {
          for (const method of methods.filter((one) => one !== 'cluster-bootstrap-basic')) {
            const { interval } = analyse(GRADES, units, name, method).answer;
            if (!interval.defined) continue;
            const [low, high] = metricEntry(name)!.range;
            expect(interval.value.lower, `${name} ${method}`).toBeGreaterThanOrEqual(low - 1e-12);
            expect(interval.value.upper, `${name} ${method}`).toBeLessThanOrEqual(high + 1e-12);
            expect(interval.value.upper, `${name} ${method}`).toBeGreaterThan(interval.value.lower);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});
