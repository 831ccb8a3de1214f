import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_PARAMETERS } from '../schema/analysis-plan.js';
import { METHODS } from '../schema/interval-methods.js';
import { METRICS } from '../schema/metric-catalogue.js';
import { agrestiCoull } from '../stats/agresti-coull.js';
import { auc } from '../stats/auc.js';
import { averagePrecision } from '../stats/average-precision.js';
import { jackknifeOf } from '../stats/bootstrap.js';
import { jeffreys } from '../stats/jeffreys.js';
import { midP } from '../stats/mid-p.js';
import { newcombeAuc } from '../stats/newcombe-auc.js';
import { wilson } from '../stats/wilson.js';
import type { Question } from './estimator.js';
import { leaveOneOut } from './leave-one-out.js';
import { estimatorFor, hasEstimator } from './registry.js';
import type { Sample } from './sample.js';
import { weightedStatistic } from './weighted-statistic.js';

/** [cluster, truth, score] triples; decision at 0.5. */
function sample(units: readonly (readonly [number, number, number])[]): Sample {
  return {
    size: units.length,
    cluster: Int32Array.from(units, (u) => u[0]),
    clusters: new Set(units.map((u) => u[0])).size,
    truth: Uint8Array.from(units, (u) => u[1]),
    score: Float64Array.from(units, (u) => u[2]),
    decision: Uint8Array.from(units, (u) => (u[2] >= 0.5 ? 1 : 0)),
    positives: units.filter((u) => u[1] === 1).length,
    negatives: units.filter((u) => u[1] === 0).length,
    failed: 0,
  };
}

function ask(metric: string, method: string, more: Partial<Question> = {}): Question {
  return {
    metric,
    method,
    level: 0.95,
    sides: 'two',
    resamples: null,
    seed: 7,
    prevalence: null,
    parameters: NO_PARAMETERS,
    ...more,
  };
}

// Patients 0 … 5, one image each: TP 2, FN 1, TN 2, FP 1.
const six = sample([
  [0, 1, 0.9],
  [1, 1, 0.8],
  [2, 1, 0.3],
  [3, 0, 0.1],
  [4, 0, 0.2],
  [5, 0, 0.7],
]);

describe('estimators, by hand', () => {
  it.each([
    ['sensitivity', 2, 3],
    ['specificity', 2, 3],
    ['ppv', 2, 3],
    ['npv', 2, 3],
    ['accuracy', 4, 6],
  ])('%s is %d of %d with its Wilson interval', (metric, numerator, denominator) => {
    const answer = estimatorFor(metric, 'wilson')(six, ask(metric, 'wilson'));
    expect(answer).toMatchObject({
      numerator,
      denominator,
      value: { defined: true, value: numerator / denominator },
    });
    expect(answer.interval).toEqual(wilson(numerator, denominator, { level: 0.95 }));
  });

  it('states predictive values at a prevalence by Bayes rule', () => {
    // Se = Sp = 2/3, prevalence 0.2: PPV = 0.1333 / (0.1333 + 0.2667) = 1/3; NPV = 0.5333 / (0.5333 + 0.0667) = 8/9
    const options = { prevalence: 0.2, resamples: 200 };
    const of = (metric: string) =>
      estimatorFor(metric, 'cluster-bootstrap-bca')(six, ask(metric, 'cluster-bootstrap-bca', options)).value;
    expect(of('ppv')).toMatchObject({ defined: true, value: expect.closeTo(1 / 3, 12) });
    expect(of('npv')).toMatchObject({ defined: true, value: expect.closeTo(8 / 9, 12) });
  });

  it.each([
    // sensitivity and specificity 2/3; 4 of 6 right, half by chance
    ['youden', 1 / 3],
    ['mcc', 1 / 3],
    ['cohen-kappa', 1 / 3],
  ])('%s by every bootstrap', (metric, expected) => {
    for (const method of ['percentile', 'basic', 'bca'].map((kind) => `cluster-bootstrap-${kind}`)) {
      const answer = estimatorFor(metric, method)(six, ask(metric, method, { resamples: 200 }));
      expect(answer.value).toMatchObject({ defined: true, value: expect.closeTo(expected, 12) });
    }
  });

  it('gives each interval of a proportion its own limits', () => {
    const of = (method: string) => estimatorFor('accuracy', method)(six, ask('accuracy', method)).interval;
    expect(of('jeffreys')).toEqual(jeffreys(4, 6, { level: 0.95 }));
    expect(of('mid-p')).toEqual(midP(4, 6, { level: 0.95 }));
    expect(of('agresti-coull')).toEqual(agrestiCoull(4, 6, { level: 0.95 }));
    expect(of('wilson-continuity')).toEqual(wilson(4, 6, { level: 0.95, continuity: true }));
    const limits = [
      'wilson',
      'clopper-pearson',
      'wilson-continuity',
      'mid-p',
      'jeffreys',
      'agresti-coull',
      'cluster-ratio-logit-t',
    ].map((method) => JSON.stringify(of(method)));
    expect(new Set(limits).size).toBe(limits.length);
  });

  it('gives the basic limits mirrored from the percentile ones', () => {
    const limits = (method: string) => {
      const answer = estimatorFor('accuracy', method)(six, ask('accuracy', method, { resamples: 400 }));
      if (!answer.value.defined || !answer.interval.defined) throw new Error('undefined');
      return { value: answer.value.value, ...answer.interval.value };
    };
    const percentile = limits('cluster-bootstrap-percentile');
    const basic = limits('cluster-bootstrap-basic');
    expect(basic.lower).toBeCloseTo(2 * percentile.value - percentile.upper, 12);
    expect(basic.upper).toBeCloseTo(2 * percentile.value - percentile.lower, 12);
  });

  it('gives an area of 1 a lower limit', () => {
    const apart = sample([
      [0, 1, 0.9],
      [1, 1, 0.8],
      [2, 0, 0.1],
      [3, 0, 0.2],
    ]);
    const { interval } = estimatorFor('roc-auc', 'newcombe-auc')(apart, ask('roc-auc', 'newcombe-auc'));
    expect(interval).toEqual(newcombeAuc(1, 2, 2, { level: 0.95 }));
  });

  it.each([
    [
      'mcc',
      'no unit is flagged',
      [
        [0, 1, 0.1],
        [1, 0, 0.2],
      ],
    ],
    [
      'cohen-kappa',
      'one class',
      [
        [0, 0, 0.1],
        [1, 0, 0.2],
      ],
    ],
    [
      'youden',
      'no negative',
      [
        [0, 1, 0.9],
        [1, 1, 0.2],
      ],
    ],
    [
      'roc-auc',
      'no negative',
      [
        [0, 1, 0.9],
        [1, 1, 0.2],
      ],
    ],
  ] as const)('%s is undefined with its limits: %s', (metric, _why, list) => {
    for (const { name } of METHODS.filter(({ name: method }) => hasEstimator(metric, method))) {
      const answer = estimatorFor(metric, name)(sample(list), ask(metric, name, { resamples: 100 }));
      expect(answer.value.defined).toBe(false);
      expect(answer.interval.defined).toBe(false);
    }
  });

  it('leaves a ratio without spread between patients without limits', () => {
    const { interval } = estimatorFor('sensitivity', 'cluster-ratio-logit-t')(
      sample([
        [0, 1, 0.9],
        [1, 1, 0.8],
      ]),
      ask('sensitivity', 'cluster-ratio-logit-t'),
    );
    expect(interval).toMatchObject({ defined: false });
  });

  it('says why a metric does not exist', () => {
    const onlyNegatives = sample([
      [0, 0, 0.1],
      [1, 0, 0.2],
    ]);
    const answer = estimatorFor('sensitivity', 'wilson')(onlyNegatives, ask('sensitivity', 'wilson'));
    expect(answer.value).toMatchObject({ defined: false });
    expect(answer.interval).toMatchObject({ defined: false });
    const ppv = estimatorFor('ppv', 'wilson')(onlyNegatives, ask('ppv', 'wilson'));
    expect(ppv.value).toMatchObject({ defined: false });
  });

  it('knows which interval suits which metric', () => {
    expect(hasEstimator('f1', 'wilson')).toBe(false);
    expect(hasEstimator('sensitivity', 'delong')).toBe(false);
    expect(hasEstimator('dice', 'cluster-bootstrap-bca')).toBe(false);
    expect(() => estimatorFor('dice', 'wilson')).toThrow(/no estimator gives dice/);
  });
});

const units = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 1 }),
      fc.oneof(
        fc.integer({ min: 0, max: 4 }).map((k) => k / 4),
        fc.constantFrom(-Infinity, Infinity),
      ),
    ),
    { minLength: 2, maxLength: 30 },
  )
  .map((list) => {
    // clusters numbered without gaps, in order of first appearance
    const number = new Map<number, number>();
    return list.map(([c, t, s]) => {
      if (!number.has(c)) number.set(c, number.size);
      return [number.get(c)!, t, s] as const;
    });
  });

/** Both undefined, or equal to 12 digits. */
function expectSame(got: number, expected: number): void {
  if (Number.isNaN(expected)) expect(got).toBeNaN();
  else expect(got).toBeCloseTo(expected, 12);
}

describe('weighted statistics', () => {
  it('of every cluster once equal the kernels', () => {
    fc.assert(
      fc.property(units, (list) => {
        const s = sample(list);
        const once = new Uint32Array(s.clusters).fill(1);
        const area = auc(s.score, s.truth);
        const precision = averagePrecision(s.score, s.truth);
        expectSame(weightedStatistic(s, ask('roc-auc', 'none'))(once), area.defined ? area.value : NaN);
        expectSame(
          weightedStatistic(s, ask('average-precision', 'none'))(once),
          precision.defined ? precision.value : NaN,
        );
      }),
    );
  });

  it('of a cluster twice equal those of a sample that holds its units twice', () => {
    fc.assert(
      fc.property(
        units,
        fc.constantFrom('roc-auc', 'average-precision', 'f1', 'sensitivity'),
        (list, metric) => {
          const s = sample(list);
          const weights = new Uint32Array(s.clusters).fill(1);
          weights[0] = 2;
          const doubled = sample([...list, ...list.filter((u) => u[0] === 0)]);
          const plain = new Uint32Array(doubled.clusters).fill(1);
          expectSame(
            weightedStatistic(s, ask(metric, 'none'))(weights),
            weightedStatistic(doubled, ask(metric, 'none'))(plain),
          );
        },
      ),
    );
  });
});

const predictions = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 1 }),
      // 0 and 1 have no logit: they are the business of the degenerate cases.
      fc.integer({ min: 1, max: 9 }).map((k) => k / 10),
    ),
    { minLength: 2, maxLength: 30 },
  )
  .map((list) => {
    const number = new Map<number, number>();
    return list.map(([c, t, s]) => {
      if (!number.has(c)) number.set(c, number.size);
      return [number.get(c)!, t, s] as const;
    });
  });

const SCORED = METRICS.filter(
  ({ needs, name }) => needs !== 'decision' && name !== 'roc-auc' && name !== 'average-precision',
).map(({ name }) => name);
const parameters = {
  fixedAt: 0.6,
  range: { of: 'specificity', from: 0.3, to: 0.9 },
  bins: { count: 3, rule: 'equal-mass' },
  thresholdProbability: 0.2,
} as const;

describe.each(SCORED)('%s of a resample', (metric) => {
  const question = ask(metric, 'cluster-bootstrap-percentile', { parameters, resamples: 2 });
  const whole = (list: readonly (readonly [number, number, number])[]): number => {
    const { value } = estimatorFor(metric, question.method)(sample(list), question);
    return value.defined ? value.value : NaN;
  };

  it('equals the kernel on a sample that holds the units as often as they were drawn', () => {
    fc.assert(
      fc.property(
        predictions,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }),
        (list, times) => {
          const s = sample(list);
          const weights = Uint32Array.from({ length: s.clusters }, (_unused, c) => times[c]!);
          // Copies stand together, as a stable order of the drawn units has them.
          const drawn = list.flatMap((u) => Array.from({ length: times[u[0]]! }, () => u));
          const expected = whole(drawn);
          // A partial area below chance is reported by no one, and drawn all the same.
          fc.pre(metric !== 'partial-roc-auc' || !Number.isNaN(expected));
          const got = weightedStatistic(s, question)(weights);
          if (Number.isNaN(expected)) expect(got).toBeNaN();
          else expect(got).toBeCloseTo(expected, 8);
        },
      ),
    );
  });
});

describe('catalogue', () => {
  it('offers protocol authors exactly the pairs of metric and interval that can be estimated', () => {
    for (const metric of METRICS) {
      for (const method of METHODS) {
        expect([metric.name, method.name, hasEstimator(metric.name, method.name)]).toEqual([
          metric.name,
          method.name,
          metric.methods.includes(method.name),
        ]);
      }
    }
  });
});

it('leave-one-out values in one pass are those of leaving each patient out, bit for bit', () => {
  const units = fc.array(
    fc.tuple(
      fc.nat(5),
      fc.constantFrom(0, 1),
      fc.nat(10).map((score) => score / 10),
    ),
    { minLength: 4, maxLength: 30 },
  );
  const metrics = METRICS.map(({ name }) => name);
  fc.assert(
    fc.property(units, fc.constantFrom(...metrics), (rows, metric) => {
      const numbers = [...new Set(rows.map(([cluster]) => cluster))];
      const data = sample(rows.map(([cluster, ...rest]) => [numbers.indexOf(cluster), ...rest] as const));
      const question = ask(metric, 'cluster-bootstrap-bca', {
        parameters: { ...NO_PARAMETERS, thresholdProbability: 0.3 },
      });
      const closed = leaveOneOut(data, question);
      if (closed === undefined) return;
      expect(closed).toEqual(jackknifeOf(data.clusters, weightedStatistic(data, question)));
    }),
    { numRuns: 400 },
  );
});

describe('each pair of metric and interval that a protocol may ask for', () => {
  // Forty patients of one image each, so that every method suits; the comparator differs here and there.
  const units = Array.from({ length: 40 }, (_, i) => {
    const truth = i % 2;
    return [i, truth, (((i * 7) % 20) + 1 + 8 * truth) / 30] as const;
  });
  const data = sample(units);
  const other = {
    id: 'C1',
    score: data.score.map((score, i) => (i % 3 === 0 ? 1 - score : score)),
    decision: data.decision.map((decision, i) => (i % 5 === 0 ? 1 - decision : decision)),
    withoutScore: 0,
    withoutDecision: 0,
  };
  const asked = METRICS.flatMap(({ name, methods }) => methods.map((method) => [name, method] as const));
  it.each(asked)('%s by %s gives a number with its limits', (metric, method) => {
    const answer = estimatorFor(metric, method)(
      { ...data, other },
      ask(metric, method, {
        resamples: 200,
        prevalence: method === 'mercaldo-logit' ? 0.1 : null,
        parameters: {
          ...NO_PARAMETERS,
          bins: { count: 5, rule: 'equal-width' },
          range: { of: 'specificity', from: 0.5, to: 1 },
          fixedAt: 0.7,
          thresholdProbability: 0.2,
        },
      }),
    );
    expect(answer.value).toMatchObject({ defined: true });
    expect(answer.interval).toMatchObject({ defined: true });
    if (!answer.interval.defined) return;
    expect(answer.interval.value.lower).toBeLessThan(answer.interval.value.upper);
  });
});
