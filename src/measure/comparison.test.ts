import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_PARAMETERS } from '../schema/analysis-plan.js';
import { DIFFERENCE_METRICS } from '../schema/difference-metrics.js';
import type { Answer, Question } from './estimator.js';
import { estimatorFor } from './registry.js';
import type { Sample } from './sample.js';

/** Truth, model score, comparator score, patient; both decide at 0.5. Null: the comparator gave no result. */
type Pair = readonly [truth: 0 | 1, model: number, other: number | null, patient: number];

function paired(pairs: readonly Pair[]): Sample {
  const gaps = pairs.filter(([, , other]) => other === null).length;
  return {
    size: pairs.length,
    cluster: Int32Array.from(pairs, ([, , , patient]) => patient),
    clusters: new Set(pairs.map(([, , , patient]) => patient)).size,
    truth: Uint8Array.from(pairs, ([truth]) => truth),
    score: Float64Array.from(pairs, ([, model]) => model),
    decision: Uint8Array.from(pairs, ([, model]) => (model >= 0.5 ? 1 : 0)),
    positives: pairs.filter(([truth]) => truth === 1).length,
    negatives: pairs.filter(([truth]) => truth === 0).length,
    failed: 0,
    other: {
      id: 'C1',
      score: Float64Array.from(pairs, ([truth, , other]) => other ?? (truth === 1 ? Infinity : -Infinity)),
      decision: Uint8Array.from(pairs, ([truth, , other]) => (other === null ? truth : other >= 0.5 ? 1 : 0)),
      withoutScore: gaps,
      withoutDecision: gaps,
    },
  };
}

function ask(metric: string, method: string, more: Partial<Question> = {}): Answer {
  const question: Question = {
    metric,
    method,
    level: 0.95,
    sides: 'two',
    resamples: method.startsWith('cluster-bootstrap') ? 1000 : null,
    seed: 7,
    prevalence: null,
    parameters: { ...NO_PARAMETERS, range: { of: 'specificity', from: 0.3, to: 1 } },
    ...more,
  };
  return estimatorFor(metric, method)(current, question);
}
let current: Sample;
const on = (pairs: readonly Pair[], metric: string, method: string, more: Partial<Question> = {}): Answer => {
  current = paired(pairs);
  return ask(metric, method, more);
};

/** Positives, each a patient: both find, only the model, only the comparator, neither. */
function table(
  both: number,
  onlyModel: number,
  onlyOther: number,
  neither: number,
  truth: 0 | 1 = 1,
): Pair[] {
  const kinds = [
    [both, true, true],
    [onlyModel, true, false],
    [onlyOther, false, true],
    [neither, false, false],
  ] as const;
  const score = (right: boolean): number => (right === (truth === 1) ? 0.9 : 0.1);
  return kinds
    .flatMap(([n, model, other]) => Array.from({ length: n }, () => [model, other] as const))
    .map(([model, other], i): Pair => [truth, score(model), score(other), i]);
}

const limits = ({ interval }: Answer): number[] =>
  interval.defined ? [interval.value.lower, interval.value.upper] : [];
const value = ({ value: estimate }: Answer): number => (estimate.defined ? estimate.value : NaN);

describe('known answers', () => {
  it('airway hyper-responsiveness before and after transplantation (Fagerland, Lydersen and Laake 2013 and 2014)', () => {
    // BMC Med Res Methodol 13:91; Stat Med 33:2850: Tango −0.517 to −0.026; McNemar p 0.034, exact 0.070.
    const answer = on(table(1, 1, 7, 12), 'sensitivity-difference', 'tango');
    expect(value(answer)).toBeCloseTo(-6 / 21, 15);
    expect(limits(answer).map((x) => x.toFixed(3))).toEqual(['-0.517', '-0.026']);
    const tests = Object.fromEntries(answer.comparison!.tests.map(({ name, p }) => [name, p.toFixed(3)]));
    expect(tests).toEqual({ 'mcnemar-exact': '0.070', mcnemar: '0.034' });
    expect(answer.comparison!.pairs).toEqual({
      bothPositive: 1,
      onlyFirst: 1,
      onlySecond: 7,
      bothNegative: 12,
    });
  });

  it('Newcombe 1998, Stat Med 17:2635, pairs 36, 12, 2, 0: method 10 gives 0.0569 to 0.3404', () => {
    const answer = on(table(36, 12, 2, 0), 'sensitivity-difference', 'newcombe-paired');
    expect(limits(answer).map((x) => x.toFixed(4))).toEqual(['0.0569', '0.3404']);
  });

  it('paired areas as the vectors of the kernel have them', () => {
    const file = JSON.parse(
      readFileSync(new URL('../stats/curves.vectors.json', import.meta.url), 'utf8'),
    ) as { cases: { family: string; input: Record<string, number[]>; expected: Record<string, number> }[] };
    const cases = file.cases.filter(
      ({ family, input }) => family === 'roc_compare' && Boolean(input['paired']),
    );
    expect(cases.length).toBeGreaterThan(1);
    for (const { input, expected } of cases) {
      const pairs = input['truth']!.map((truth, i): Pair => [
        truth as 0 | 1,
        input['score_a']![i]!,
        input['score_b']![i]!,
        i,
      ]);
      const answer = on(pairs, 'roc-auc-difference', 'delong-paired');
      const [lower = NaN, upper = NaN] = limits(answer);
      expect((upper - lower) / (2 * 1.959963984540054)).toBeCloseTo(expected['se_difference']!, 6);
      expect(answer.comparison!.tests[0]!.p).toBeCloseTo(expected['p_two_sided']!, 6);
      const { other } = answer.comparison!;
      expect(other.defined && other.value).toBeCloseTo(expected['auc_b']!, 6);
    }
  });
});

describe('by hand', () => {
  it('specificity and accuracy count right and wrong on their own units', () => {
    const pairs = [
      ...table(5, 2, 1, 2),
      ...table(6, 0, 3, 1, 0).map(([t, a, b, i]): Pair => [t, a, b, i + 10]),
    ];
    expect(value(on(pairs, 'sensitivity-difference', 'tango'))).toBeCloseTo(7 / 10 - 6 / 10, 15);
    expect(value(on(pairs, 'specificity-difference', 'tango'))).toBeCloseTo(6 / 10 - 9 / 10, 15);
    const accuracy = on(pairs, 'accuracy-difference', 'tango');
    expect(value(accuracy)).toBeCloseTo(13 / 20 - 15 / 20, 15);
    expect(accuracy.comparison!.pairs).toEqual({
      bothPositive: 11,
      onlyFirst: 2,
      onlySecond: 4,
      bothNegative: 3,
    });
  });

  it('a comparator without a result counts as right, and is counted', () => {
    const pairs: Pair[] = [
      [1, 0.9, null, 0],
      [1, 0.1, null, 1],
      [1, 0.9, 0.1, 2],
      [1, 0.9, 0.9, 3],
    ];
    const answer = on(pairs, 'sensitivity-difference', 'tango');
    expect(value(answer)).toBe(3 / 4 - 3 / 4);
    expect(answer.comparison).toMatchObject({
      withoutResult: 2,
      pairs: { bothPositive: 2, onlyFirst: 1, onlySecond: 1, bothNegative: 0 },
    });
  });
});

const somePairs = fc
  .array(
    fc.tuple(
      fc.constantFrom(0 as const, 1 as const),
      fc.integer({ min: 0, max: 9 }).map((n) => n / 10),
      fc.integer({ min: 0, max: 9 }).map((n) => n / 10),
    ),
    { minLength: 8, maxLength: 40 },
  )
  .map((list) => list.map(([truth, a, b], i): Pair => [truth, a, b, Math.floor((2 * i) / 3)]));

describe('laws', () => {
  const methods = DIFFERENCE_METRICS.flatMap(({ name, methods: all }) =>
    all
      .filter((method) => method !== 'cluster-bootstrap-bca' && method !== 'cluster-bootstrap-basic')
      .map((method) => [name, method] as const),
  );

  it.each(methods)('%s by %s changes sign when model and comparator change places', (metric, method) => {
    fc.assert(
      fc.property(somePairs, (pairs) => {
        const resamples = method.startsWith('cluster-bootstrap') ? 50 : null;
        const forth = on(pairs, metric, method, { resamples });
        const back = on(
          pairs.map(([truth, a, b, i]): Pair => [truth, b ?? 0, a, i]),
          metric,
          method,
          { resamples },
        );
        expect(back.value.defined).toBe(forth.value.defined);
        expect(back.interval.defined).toBe(forth.interval.defined);
        if (forth.value.defined) expect(value(back)).toBeCloseTo(-value(forth), 12);
        const [lower = 0, upper = 0] = limits(forth);
        const [lowerBack = 0, upperBack = 0] = limits(back);
        expect(lowerBack).toBeCloseTo(-upper, 9);
        expect(upperBack).toBeCloseTo(-lower, 9);
      }),
      { numRuns: 15 },
    );
  });

  it.each(DIFFERENCE_METRICS.map(({ name, methods: all }) => [name, all] as const))(
    '%s of a model with itself is 0, with an interval around it or none and a reason',
    (metric, all) => {
      const pairs = [
        ...table(6, 2, 2, 3),
        ...table(7, 1, 1, 2, 0).map(([t, a, b, i]): Pair => [t, a, b, i + 13]),
      ];
      const same = pairs.map(([truth, a, , i]): Pair => [truth, a, a, i]);
      for (const method of all) {
        const answer = on(same, metric, method);
        expect(value(answer)).toBe(0);
        if (method === 'tango' || method === 'newcombe-paired') {
          const [lower = 0, upper = 0] = limits(answer);
          expect(lower).toBeLessThan(0);
          expect(upper).toBeGreaterThan(0);
        } else {
          // No width would prove anything.
          expect(answer.interval.defined).toBe(false);
        }
      }
    },
  );

  it('an estimate is the difference of the two values that are told', () => {
    fc.assert(
      fc.property(somePairs, fc.constantFrom(...DIFFERENCE_METRICS), (pairs, { name, methods: all }) => {
        const answer = on(pairs, name, all.at(-1)!, { resamples: 2 });
        const { candidate, other } = answer.comparison!;
        if (answer.value.defined && candidate.defined && other.defined)
          expect(value(answer)).toBe(candidate.value - other.value);
        else expect(candidate.defined && other.defined).toBe(false);
      }),
    );
  });
});

describe('degenerate samples', () => {
  it('no discordant pair: Tango has its interval, the asymptotic test has none', () => {
    const answer = on(table(20, 0, 0, 10), 'sensitivity-difference', 'tango');
    const z2 = 1.959963984540054 ** 2;
    expect(limits(answer)[0]).toBeCloseTo(-z2 / (30 + z2), 9);
    expect(answer.comparison!.tests).toEqual([{ name: 'mcnemar-exact', p: 1 }]);
  });

  it.each(DIFFERENCE_METRICS.map(({ name, methods: all }) => [name, all] as const))(
    '%s against a comparator without any result is undefined, however good the model is',
    (metric, all) => {
      const pairs = [
        ...table(30, 0, 0, 0),
        ...table(30, 0, 0, 0, 0).map(([t, a, , i]): Pair => [t, a, null, i + 30]),
      ];
      const none = pairs.map(([truth, a, , i]): Pair => [truth, a, null, i]);
      for (const method of all) {
        const answer = on(none, metric, method);
        expect(answer.value).toEqual({
          defined: false,
          reason: 'comparator C1 gave no result for any of the units',
        });
        expect(answer.interval.defined).toBe(false);
      }
    },
  );

  it('one class only, and nothing at all', () => {
    expect(on(table(3, 1, 0, 0), 'specificity-difference', 'tango').value.defined).toBe(false);
    expect(on(table(3, 1, 0, 0), 'roc-auc-difference', 'delong-paired').interval.defined).toBe(false);
    expect(on([], 'accuracy-difference', 'tango').value.defined).toBe(false);
  });
});
