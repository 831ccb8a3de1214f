import { beforeAll, describe, expect, it } from 'vitest';
import { analyseUnits, easyEndpoint, protocolOf, type Unit } from './analyse.testkit.js';
import { METRICS } from './schema/metric-catalogue.js';
import type { EstimateRow, Verdict } from './schema/types.js';
import { validate } from './schema/validate.js';

const each = (list: readonly (readonly [0 | 1, number | null])[]): Unit[] =>
  list.map(([truth, score], i) => [`P${i}`, truth, score]);

const DEGENERATE: Readonly<Record<string, Unit[]>> = {
  'no case': [],
  'one case': each([[1, 0.9]]),
  'positives only': each([
    [1, 0.9],
    [1, 0.3],
    [1, 0.7],
  ]),
  'negatives only': each([
    [0, 0.9],
    [0, 0.3],
    [0, 0.7],
  ]),
  'all scores tied': each([
    [1, 0.6],
    [1, 0.6],
    [0, 0.6],
    [0, 0.6],
  ]),
  'perfect separation': each([
    [1, 0.9],
    [1, 0.8],
    [1, 0.7],
    [0, 0.3],
    [0, 0.2],
    [0, 0.1],
  ]),
  'certain and right': each([
    [1, 1],
    [1, 1],
    [0, 0],
    [0, 0],
  ]),
  'always wrong': each([
    [1, 0.1],
    [1, 0.2],
    [0, 0.8],
    [0, 0.9],
  ]),
  'scores that are no probabilities': each([
    [1, 1.7],
    [1, 0.2],
    [0, 0.1],
    [0, -3],
  ]),
  'one failure': each([
    [1, null],
    [1, 0.8],
    [1, 0.4],
    [0, 0.6],
    [0, 0.2],
    [0, 0.1],
  ]),
  'failures only': each([
    [1, null],
    [1, null],
    [0, null],
    [0, null],
  ]),
};

const PAIRS = METRICS.flatMap(({ name, methods }) => methods.map((method) => [name, method] as const));
const codeOf = (i: number): string => `E${i + 1}`;

/** Every pair of metric and interval in one protocol, on one sample. */
async function analyseAll(units: readonly Unit[]) {
  const protocol = await protocolOf(
    PAIRS.map(([metric, method], i) => easyEndpoint(codeOf(i), metric, method)),
  );
  return analyseUnits(protocol, units);
}

describe.each(Object.entries(DEGENERATE))('%s, every metric with every interval', (_name, units) => {
  let rows: readonly (readonly [metric: string, method: string, row: EstimateRow, verdict: Verdict])[];
  let written: string;

  beforeAll(async () => {
    const { results, files } = await analyseAll(units);
    written = files['results.json'];
    expect(await validate('results', results)).toEqual([]);
    rows = PAIRS.map(([metric, method], i) => [
      metric,
      method,
      results.estimates[`${codeOf(i)}.1`]!,
      results.verdicts[i]!,
    ]);
  }, 60_000);

  it('writes numbers or null', () => {
    expect(written).not.toMatch(/NaN|Infinity|undefined":/);
  });

  it('judges nothing where the number or its limit does not exist, and says why', () => {
    for (const [metric, method, row, verdict] of rows) {
      const missing = row.status !== 'estimated' || row[verdict.criterion!.bound] === null;
      const seen = [metric, method, row.status, row.reason, verdict.verdict];
      if (missing) expect(seen.at(-1), seen.join(', ')).toBe('not-evaluable');
      if (row.status !== 'estimated') expect(row.estimate).toBeNull();
      if (row.status !== 'estimated' || row.lower === null)
        expect(row.reason, seen.join(', ')).not.toBeNull();
    }
  });

  it('gives no interval without width where the metric could be another', () => {
    for (const [metric, method, row] of rows) {
      if (row.lower === null) continue;
      expect([metric, method, row.lower === row.upper]).toEqual([metric, method, false]);
    }
  });

  it('keeps estimates and limits inside the range of the metric', () => {
    for (const [metric, method, { estimate, lower, upper }] of rows) {
      // The basic bootstrap mirrors its limits and may leave the range; the catalogue says so.
      const [low, high] = METRICS.find(({ name }) => name === metric)!.range;
      // A standardised partial area below chance is not reported, but its limits reach there.
      const floor = metric.startsWith('partial-roc-auc') ? -Infinity : low;
      const ceiling = metric === 'partial-roc-auc-difference' ? Infinity : high;
      const limits = method === 'cluster-bootstrap-basic' ? [] : [lower, upper];
      for (const value of [estimate, ...limits]) {
        if (value !== null)
          expect(value >= floor && value <= ceiling, `${metric} ${method} ${value}`).toBe(true);
      }
    }
  });
});

describe('the outcome of each degenerate sample', () => {
  const E = 'estimated';
  const N = 'not-estimable';
  const I = 'infinite';
  // Status of the number itself, in the order of SAMPLES; by hand from the definitions.
  const SAMPLES = [
    'positives only',
    'all scores tied',
    'perfect separation',
    'certain and right',
    'scores that are no probabilities',
    'one failure',
  ];
  it.each([
    ['sensitivity', [E, E, E, E, E, E]],
    ['specificity', [N, E, E, E, E, E]],
    // At 0.6 all are above the threshold of 0.46: nothing is cleared.
    ['npv', [E, N, E, E, E, E]],
    ['mcc', [N, N, E, E, E, E]],
    ['lr-positive', [N, E, I, I, I, E]],
    ['lr-negative', [N, N, E, E, E, E]],
    ['diagnostic-odds-ratio', [N, N, I, I, I, E]],
    ['net-benefit', [E, E, E, E, E, E]],
    ['roc-auc', [N, E, E, E, E, E]],
    ['average-precision', [E, E, E, E, E, E]],
    ['partial-roc-auc', [N, E, E, E, E, E]],
    ['sensitivity-at-specificity', [N, E, E, E, E, E]],
    ['brier', [E, E, E, E, N, E]],
    ['log-loss', [E, E, E, E, N, I]],
    ['calibration-in-the-large', [N, E, E, N, N, N]],
    ['calibration-slope', [N, N, N, N, N, N]],
    ['calibration-intercept', [N, N, N, N, N, N]],
    ['observed-expected', [E, E, E, E, N, N]],
    ['ece', [E, E, E, E, N, N]],
  ] as const)('%s', async (metric, statuses) => {
    const protocol = await protocolOf([easyEndpoint('E1', metric, 'cluster-bootstrap-percentile')]);
    const seen = SAMPLES.map(
      (sample) => analyseUnits(protocol, DEGENERATE[sample]!).results.estimates['E1.1']!.status,
    );
    expect(seen).toEqual(statuses);
  });

  it('prints an infinite ratio as such, and keeps its overall verdict open', async () => {
    const protocol = await protocolOf([easyEndpoint('E1', 'lr-positive', 'log-ratio', { role: 'primary' })]);
    const { results } = analyseUnits(protocol, DEGENERATE['perfect separation']!);
    expect(results.estimates['E1.1']).toMatchObject({
      status: 'infinite',
      reason: 'infinite: no negative unit is flagged',
      estimate: null,
      lower: null,
      printed: { estimate: '∞' },
    });
    expect(results.overall.verdict).toBe('not-evaluable');
  });

  it('refuses a score of NaN in words: it would pass for a negative call', async () => {
    const protocol = await protocolOf([easyEndpoint('E1', 'sensitivity', 'wilson')]);
    for (const score of [NaN, Infinity]) {
      expect(() => analyseUnits(protocol, [['P1', 1, score]])).toThrow(
        expect.objectContaining({ code: 'STATS-ARGUMENT' }),
      );
    }
  });
});

describe('values, by hand', () => {
  // Threshold 0.46: TP 2 (0.9, 0.6), FN 1 (0.2), FP 1 (0.5), TN 3.
  const seven = each([
    [1, 0.9],
    [1, 0.6],
    [1, 0.2],
    [0, 0.5],
    [0, 0.4],
    [0, 0.1],
    [0, 0.1],
  ]);

  async function rowOf(metric: string, method: string, more = {}, units = seven): Promise<EstimateRow> {
    const protocol = await protocolOf([easyEndpoint('E1', metric, method, more)]);
    return analyseUnits(protocol, units).results.estimates['E1.1']!;
  }

  it.each([
    ['lr-positive', {}, 2 / 3 / (1 / 4)],
    ['lr-negative', {}, 1 / 3 / (3 / 4)],
    ['diagnostic-odds-ratio', {}, (2 * 3) / (1 * 1)],
    // 2/7 - 1/7 * 0.2/0.8
    ['net-benefit', {}, 2 / 7 - 1 / 28],
    // at a prevalence of 10 %: 2/3 * 0.1 - 1/4 * 0.9 * 1/4
    ['net-benefit', { prevalence: '10 %' }, 2 / 30 - 0.225 / 4],
    // squares 0.01 + 0.16 + 0.64 + 0.25 + 0.16 + 0.01 + 0.01
    ['brier', {}, 1.24 / 7],
    ['log-loss', {}, -(Math.log(0.9 * 0.6 * 0.2) + Math.log(0.5 * 0.6 * 0.9 * 0.9)) / 7],
    ['observed-expected', {}, 3 / 2.8],
    // bins (0, .25] y 1 of 3, p 0.4; (.25, .5] y 0 of 2, p 0.9; (.5, .75] y 1, p 0.6; (.75, 1] y 1, p 0.9
    ['ece', {}, (0.6 + 0.9 + 0.4 + 0.1) / 7],
    // equal mass, sizes 2 2 2 1: 0.1 0.1 | 0.2 0.4 | 0.5 0.6 | 0.9 with y 0 0 | 1 0 | 0 1 | 1
    ['ece', { bins: { count: 4, rule: 'equal-mass' } }, (0.2 + 0.4 + 0.1 + 0.1) / 7],
    // the threshold 0.2 clears 2 of 4 negatives, just 50 %, and finds all; 60 % needs 0.5 at least
    ['sensitivity-at-specificity', {}, 1],
    ['sensitivity-at-specificity', { fixedAt: '60 %' }, 2 / 3],
    // sensitivity 50 % needs 0.6 at least, which no negative reaches
    ['specificity-at-sensitivity', {}, 1],
  ] as const)('%s %o', async (metric, more, expected) => {
    const row = await rowOf(metric, 'cluster-bootstrap-percentile', more);
    expect(row.estimate).toBeCloseTo(expected, 12);
    // Of seven units more resamples than an interval leaves out lack a class; of twenty-eight next to none do.
    const four = ['a', 'b', 'c', 'd'].flatMap((copy) =>
      seven.map(([patient, truth, score]): Unit => [patient + copy, truth, score]),
    );
    expect((await rowOf(metric, 'cluster-bootstrap-percentile', more, four)).lower).not.toBeNull();
  });

  it('partial area: specificity 50 % to 100 %, standardised', async () => {
    // y = 2/3 over x from 0 to 1/2: area 1/3; chance 1/8, best 1/2
    const row = await rowOf('partial-roc-auc', 'cluster-bootstrap-bca');
    expect(row.estimate).toBeCloseTo((1 + (1 / 3 - 1 / 8) / (1 / 2 - 1 / 8)) / 2, 12);
    expect(row.definition).toBe('specificity 50 % to 100 %');
  });

  it('likelihood ratio with its log interval: 8/3, standard error √(1/2 − 1/3 + 1/1 − 1/4)', async () => {
    const { lower, upper } = await rowOf('lr-positive', 'log-ratio');
    const half = 1.959963984540054 * Math.sqrt(1 / 2 - 1 / 3 + 1 - 1 / 4);
    expect(lower).toBeCloseTo((8 / 3) * Math.exp(-half), 10);
    expect(upper).toBeCloseTo((8 / 3) * Math.exp(half), 10);
  });

  it('predictive value at 20 %, Mercaldo: the same standard error on the logit', async () => {
    const { estimate, lower, upper } = await rowOf('ppv', 'mercaldo-logit');
    const odds = (8 / 3) * (0.2 / 0.8);
    const half = 1.959963984540054 * Math.sqrt(1 / 2 - 1 / 3 + 1 - 1 / 4);
    const share = (x: number): number => x / (1 + x);
    expect(estimate).toBeCloseTo(share(odds), 12);
    expect(lower).toBeCloseTo(share(odds * Math.exp(-half)), 10);
    expect(upper).toBeCloseTo(share(odds * Math.exp(half)), 10);
  });

  it('a loss is judged by its upper limit below the goal', async () => {
    const judged = async (below: number) => {
      const protocol = await protocolOf([
        easyEndpoint('E1', 'brier', 'cluster-bootstrap-bca', { criterion: { bound: 'upper', below } }),
      ]);
      return analyseUnits(protocol, seven).results.verdicts[0]!;
    };
    expect(await judged(0.9)).toMatchObject({ verdict: 'met', criterion: { printed: '0.9', value: 0.9 } });
    expect(await judged(0.1)).toMatchObject({ verdict: 'not-met' });
  });

  it('records what the protocol adds to a definition', async () => {
    expect((await rowOf('ece', 'cluster-bootstrap-bca')).definition).toBe('4 equal-width bins');
    expect((await rowOf('net-benefit', 'cluster-bootstrap-bca')).definition).toBe(
      'threshold probability 20 %',
    );
    expect((await rowOf('sensitivity-at-specificity', 'cluster-bootstrap-bca')).definition).toBe(
      'fixed at 50 %',
    );
    expect(await rowOf('brier', 'cluster-bootstrap-bca')).not.toHaveProperty('definition');
  });
});
