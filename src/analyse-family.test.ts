import { beforeAll, describe, expect, it } from 'vitest';
import { analyseUnits, easyEndpoint, protocolOf, type Unit } from './analyse.testkit.js';
import { METRICS } from './schema/metric-catalogue.js';
import type { Endpoint, EndpointDecision, Protocol, Results } from './schema/types.js';
import { validate } from './schema/validate.js';
import { clopperPearson } from './stats/clopper-pearson.js';
import { graphicalGatekeeping } from './stats/inference/graphical-gatekeeping.js';
import { hochberg } from './stats/inference/hochberg.js';
import { holm } from './stats/inference/holm.js';
import { rejected } from './stats/inference/p-values.js';
import { proportionGoal } from './stats/inference/performance-goal.js';

type Family = Omit<Protocol['multiplicity'], 'family'> & { family?: string[] };

/** So many of the positives and of the negatives called right, at the threshold of 0.46. */
function calls([tp, positives]: [number, number], [tn, negatives]: [number, number]): Unit[] {
  return [
    ...Array.from({ length: positives }, (_, i): Unit => [`P${i}`, 1, i < tp ? 0.9 : 0.1]),
    ...Array.from({ length: negatives }, (_, i): Unit => [`N${i}`, 0, i < tn ? 0.1 : 0.9]),
  ];
}

function goal(id: string, metric: string, above: string, more: Partial<Endpoint> = {}): Endpoint {
  const method = more.interval?.method ?? 'clopper-pearson';
  return easyEndpoint(id, metric, method, { role: 'primary', criterion: { bound: 'lower', above }, ...more });
}

async function analysed(endpoints: Endpoint[], multiplicity: Family, units: Unit[]): Promise<Results> {
  const protocol = await protocolOf(endpoints);
  const family = multiplicity.family ?? endpoints.map(({ id }) => id);
  return analyseUnits({ ...protocol, multiplicity: { ...multiplicity, family } }, units).results;
}

const ALPHA = { alphaOneSided: '2.5 %', verdict: 'all' } as const;
const decisionOf = (results: Results, id: string): EndpointDecision =>
  results.multiplicity!.endpoints.find(({ endpoint }) => endpoint === id)!;
const verdictsOf = (results: Results): string[] => results.verdicts.map(({ verdict }) => verdict);
const textsOf = (results: Results): string[] => results.multiplicity!.steps.map(({ text }) => text);

/** Sensitivity 92 of 100 above 80 %, specificity 83 of 100 above 75 %, accuracy 175 of 200 above 80 %. Exact one-sided p
 * values by sums of binomial terms: 0.000855398, 0.0376263, 0.00362875; above 74 %, specificity has 0.0227476. */
const UNITS = calls([92, 100], [83, 100]);
const THREE = [
  goal('E1', 'sensitivity', '80 %'),
  goal('E2', 'specificity', '75 %'),
  goal('E3', 'accuracy', '80 %'),
];

describe('the p value of an interval', () => {
  it('of Clopper-Pearson is the exact binomial tail, of Wilson the score test', async () => {
    const results = await analysed(
      [
        ...THREE.slice(0, 2),
        goal('E4', 'specificity', '75 %', { interval: { method: 'wilson', level: '95 %', sides: 'two' } }),
      ],
      { procedure: 'holm', ...ALPHA },
      UNITS,
    );
    for (const [id, x, against, method] of [
      ['E1', 92, 0.8, 'exact'],
      ['E2', 83, 0.75, 'exact'],
      ['E4', 83, 0.75, 'score'],
    ] as const) {
      const test = proportionGoal(x, 100, against, { method });
      if (!test.defined) throw new Error(test.reason);
      const { p } = decisionOf(results, id);
      expect(p / test.value).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(p / test.value).toBeLessThanOrEqual(1 + 2e-9);
    }
  });

  it('stops at the smallest level that is looked at, and above one half is 1', async () => {
    const results = await analysed(
      [goal('E1', 'sensitivity', '10 %'), goal('E2', 'specificity', '90 %')],
      { procedure: 'holm', ...ALPHA },
      UNITS,
    );
    expect(decisionOf(results, 'E1')).toMatchObject({
      p: 1e-6,
      pIsBound: true,
      printed: { p: '≤ 0.000001' },
    });
    expect(decisionOf(results, 'E2')).toMatchObject({ p: 1, pIsBound: false });
    expect(textsOf(results)).toEqual([
      'step 1: E1 p (at most 0.000001) ≤ 0.0125, met; its level passes to E2 (now 0.025)',
      'step 2: E2 p 1 > 0.025, not met',
    ]);
  });

  it('of a bootstrap ends where its resamples end', async () => {
    const results = await analysed(
      [
        goal('E1', 'roc-auc', '20 %', {
          interval: { method: 'cluster-bootstrap-bca', level: '95 %', sides: 'two', resamples: 1000 },
        }),
      ],
      { procedure: 'holm', ...ALPHA },
      UNITS,
    );
    expect(decisionOf(results, 'E1')).toMatchObject({ p: 1 / 1001, pIsBound: true });
  });
});

describe('Holm by hand', () => {
  let results: Results;

  beforeAll(async () => {
    results = await analysed(THREE, { procedure: 'holm', ...ALPHA }, UNITS);
  });

  it('walks from the smallest p value, each against what is left of the level', () => {
    expect(textsOf(results)).toEqual([
      'step 1: E1 p 0.0008554 ≤ 0.008333, met; its level passes to E2 (now 0.0125) and E3 (now 0.0125)',
      'step 2: E3 p 0.003629 ≤ 0.0125, met; its level passes to E2 (now 0.025)',
      'step 3: E2 p 0.03763 > 0.025, not met',
    ]);
    expect(verdictsOf(results)).toEqual(['met', 'not-met', 'met']);
    expect(results.overall).toMatchObject({
      verdict: 'not-met',
      procedure: 'holm',
      arithmetic: 'E1 met, E2 not-met, E3 met; the verdict needs all of E1, E2, E3',
    });
  });

  it('prints the interval at the level of the decision, and limits that hold together', () => {
    const e2 = decisionOf(results, 'E2');
    expect(e2.localLevel).toBe(0.025);
    // The level it kept is that of the family: its own declared interval.
    expect(e2.limits).toEqual({
      lower: results.estimates['E2.1']!.lower,
      upper: results.estimates['E2.1']!.upper,
    });
    expect(e2.simultaneous).toEqual({ lower: e2.limits!.lower, upper: null });
    const e1 = decisionOf(results, 'E1');
    expect(e1.localLevel).toBeCloseTo(0.025 / 3, 15);
    expect(e1.limits!.lower).toBeGreaterThan(0.8);
    expect(e1.simultaneous).toEqual({ lower: 0.8, upper: null });
    expect(results.verdicts[0]!.arithmetic).toMatch(
      /^lower limit 0\.8\d+ is above 0\.8, at its one-sided level of 0\.00833\d+ \(p 0\.0008554\)$/,
    );
  });

  it('says more than the goals only once all are met', async () => {
    const all = await analysed(
      [goal('E1', 'sensitivity', '80 %'), goal('E2', 'specificity', '70 %')],
      { procedure: 'holm', ...ALPHA },
      UNITS,
    );
    const limit = clopperPearson(92, 100, { level: 0.975, sides: 'two' });
    expect(limit.defined && limit.value.lower).toBeGreaterThan(0.8);
    expect(decisionOf(all, 'E1').simultaneous).toEqual({
      lower: limit.defined && limit.value.lower,
      upper: null,
    });
    expect(verdictsOf(all)).toEqual(['met', 'met']);
  });
});

describe('the other procedures on the same results', () => {
  it('Bonferroni keeps the shares apart', async () => {
    const results = await analysed(
      THREE,
      { procedure: 'bonferroni', ...ALPHA, weights: { E1: '1/5', E2: 0.7, E3: '10 %' } },
      UNITS,
    );
    expect(textsOf(results)).toEqual([
      'step 1: E1 p 0.0008554 ≤ 0.005, met',
      'step 2: E3 p 0.003629 > 0.0025, not met',
      'step 3: E2 p 0.03763 > 0.0175, not met',
    ]);
    expect(decisionOf(results, 'E3').adjustedP).toBeCloseTo(decisionOf(results, 'E3').p * 10, 10);
  });

  it('Hochberg begins with the largest', async () => {
    const results = await analysed(
      [THREE[0]!, goal('E2', 'specificity', '74 %'), THREE[2]!],
      { procedure: 'hochberg', ...ALPHA, dependence: { assumed: 'positive', rationale: 'for the test' } },
      UNITS,
    );
    expect(textsOf(results)).toEqual([
      'step 1: E2 p 0.02275 ≤ 0.025, met',
      'step 2: E3 p 0.003629 ≤ 0.025, met',
      'step 3: E1 p 0.0008554 ≤ 0.025, met',
    ]);
    expect(decisionOf(results, 'E1').simultaneous).toBeNull();
  });

  it('a fixed sequence stops, and what follows is never tested', async () => {
    const results = await analysed(
      THREE,
      { procedure: 'fixed-sequence', ...ALPHA, order: ['E1', 'E2', 'E3'] },
      UNITS,
    );
    expect(textsOf(results)).toEqual([
      'step 1: E1 p 0.0008554 ≤ 0.025, met; its level passes to E2 (now 0.025)',
      'step 2: E2 p 0.03763 > 0.025, not met',
    ]);
    expect(verdictsOf(results)).toEqual(['met', 'not-met', 'not-met']);
    expect(results.verdicts[2]!.arithmetic).toBe('sequence stopped at E2, before E3 was tested (p 0.003629)');
    expect(decisionOf(results, 'E3')).toMatchObject({
      outcome: 'not-reached',
      limits: null,
      simultaneous: null,
    });
  });

  it('a gate opens a secondary family, in which a criterion is a claim', async () => {
    const secondary = { ...THREE[2]!, role: 'secondary' as const };
    const results = await analysed(
      [THREE[0]!, THREE[1]!, secondary],
      {
        procedure: 'graphical',
        alphaOneSided: '2.5 %',
        verdict: 'any',
        weights: { E1: '1/2', E2: '1/2', E3: 0 },
        transitions: { E1: { E2: '1/2', E3: '1/2' }, E2: { E1: 1 }, E3: { E2: 1 } },
      },
      UNITS,
    );
    expect(textsOf(results)).toEqual([
      'step 1: E1 p 0.0008554 ≤ 0.0125, met; its level passes to E2 (now 0.01875) and E3 (now 0.00625)',
      'step 2: E3 p 0.003629 ≤ 0.00625, met; its level passes to E2 (now 0.025)',
      'step 3: E2 p 0.03763 > 0.025, not met',
    ]);
    expect(results.overall).toMatchObject({
      verdict: 'met',
      arithmetic: 'E1 met, E2 not-met, E3 met; the verdict needs any of E1, E2',
    });
  });

  it('an endpoint that no share reached is not met, however small its p', async () => {
    const results = await analysed(
      [goal('E1', 'specificity', '80 %'), goal('E2', 'sensitivity', '50 %')],
      { procedure: 'graphical', ...ALPHA, weights: { E1: 1, E2: 0 }, transitions: { E1: { E2: 1 }, E2: {} } },
      UNITS,
    );
    expect(results.verdicts[1]).toMatchObject({
      verdict: 'not-met',
      arithmetic: 'level of the family never reached E2 (p ≤ 0.000001)',
    });
  });
});

describe('what cannot be evaluated', () => {
  const NO_NEGATIVES = calls([92, 100], [0, 0]);
  const two = [goal('E1', 'specificity', '70 %'), goal('E2', 'sensitivity', '80 %')];

  it('stops a sequence, counts as 1 elsewhere, and is never met', async () => {
    const sequence = await analysed(
      two,
      { procedure: 'fixed-sequence', ...ALPHA, order: ['E1', 'E2'] },
      NO_NEGATIVES,
    );
    expect(verdictsOf(sequence)).toEqual(['not-evaluable', 'not-met']);
    expect(sequence.overall.verdict).toBe('not-met');
    for (const procedure of ['holm', 'hochberg'] as const) {
      const results = await analysed(two, { procedure, ...ALPHA }, NO_NEGATIVES);
      expect(decisionOf(results, 'E1')).toMatchObject({ outcome: 'not-evaluable', p: 1, limits: null });
      expect(verdictsOf(results)).toEqual(['not-evaluable', 'met']);
      expect(results.overall.verdict).toBe('not-evaluable');
      expect(textsOf(results).join()).toContain('E1 cannot be evaluated, counts as p = 1, not met');
    }
  });

  it('leaves a verdict open that any success would have made', async () => {
    const rule = (verdict: 'any' | 'all' | string[], above: string) =>
      analysed(
        [two[0]!, goal('E2', 'sensitivity', above)],
        { procedure: 'holm', alphaOneSided: '2.5 %', verdict },
        NO_NEGATIVES,
      ).then(({ overall }) => overall.verdict);
    expect(await rule('any', '80 %')).toBe('met');
    expect(await rule('any', '95 %')).toBe('not-evaluable');
    expect(await rule('all', '95 %')).toBe('not-met');
    expect(await rule(['E2'], '80 %')).toBe('met');
    expect(await rule(['E1', 'E2'], '80 %')).toBe('not-evaluable');
  });
});

describe('both limits inside a range', () => {
  // Scores of 0.9 and 0.1 that are right about as often as they say: 90 of 100 and 10 of 100.
  const calibrated: Unit[] = Array.from({ length: 200 }, (_, i) => [
    `P${i}`,
    i % 10 === 0 ? (i < 100 ? 0 : 1) : i < 100 ? 1 : 0,
    i < 100 ? 0.9 : 0.1,
  ]);
  const range = (below: number): Endpoint =>
    easyEndpoint('E1', 'observed-expected', 'cluster-bootstrap-percentile', {
      role: 'primary',
      criterion: { bound: 'both', above: 0.8, below },
    });

  it('is two one-sided tests, of which the worse decides', async () => {
    const met = await analysed([range(1.25)], { procedure: 'holm', ...ALPHA }, calibrated);
    expect(met.estimates['E1.1']!.estimate).toBeCloseTo(1, 12);
    expect(met.verdicts[0]!.verdict).toBe('met');
    expect(met.verdicts[0]!.arithmetic).toMatch(
      /^lower limit 0\.9\d+ is above 0\.8, upper limit 1\.\d+ is below 1\.25, at its one-sided level of 0\.025/,
    );
    const missed = await analysed([range(1.02)], { procedure: 'holm', ...ALPHA }, calibrated);
    expect(missed.verdicts[0]!.verdict).toBe('not-met');
    expect(decisionOf(missed, 'E1').p).toBeGreaterThan(0.1);
  });

  it('is judged alike where all must pass', async () => {
    const results = await analysed([range(1.25)], { procedure: 'all-must-pass' }, calibrated);
    expect(results.multiplicity).toBeUndefined();
    expect(results.verdicts[0]!.arithmetic).toMatch(
      /^lower limit 0\.9\d+ is above 0\.8, upper limit 1\.\d+ is below 1\.25$/,
    );
  });
});

describe('a difference from a comparator', () => {
  it('is concluded at the level that the family leaves it', async () => {
    // Right by the model alone 3 times, by the comparator alone once, of 40: within 10 % at 2.5 %, not at 0.1 %.
    const units = calls([39, 40], [30, 40]);
    const others = units.map((_unit, i) => (i < 37 || (i >= 79 && i < 80) ? 0.9 : 0.1));
    const difference = easyEndpoint('E1', 'sensitivity-difference', 'tango', {
      role: 'primary',
      hypothesis: { form: 'non-inferiority', margin: '10 %' },
      criterion: { bound: 'lower', above: '-10 %' },
    });
    const other = goal('E2', 'specificity', '40 %');
    const protocol = await protocolOf([difference, other]);
    const decided = (weights: Record<string, string>) =>
      analyseUnits(
        { ...protocol, multiplicity: { family: ['E1', 'E2'], procedure: 'bonferroni', ...ALPHA, weights } },
        units,
        others,
      ).results;
    const wide = decided({ E1: '96 %', E2: '4 %' });
    expect(wide.verdicts[0]).toMatchObject({ verdict: 'met', conclusions: [{ holds: true }] });
    const narrow = decided({ E1: '4 %', E2: '96 %' });
    expect(narrow.verdicts[0]).toMatchObject({
      verdict: 'not-met',
      conclusions: [{ statement: 'non-inferior', holds: false }],
    });
    expect(narrow.verdicts[0]!.conclusions![0]!.arithmetic).toBe(narrow.verdicts[0]!.arithmetic);
    const { p } = decisionOf(narrow, 'E1');
    expect(p).toBeGreaterThan(0.001);
    expect(p).toBeLessThan(0.024);
  });
});

const PAIRS = METRICS.flatMap(({ name, methods }) => methods.map((method) => [name, method] as const));

describe('every metric with every interval, in one family', () => {
  // Overlapping scores of patients with one or two images, some failed.
  const mixed: Unit[] = Array.from({ length: 120 }, (_, i): Unit => {
    const truth = i % 2 === 0 ? 1 : 0;
    const score = ((i * 37) % 101) / 101;
    return [
      `P${Math.floor(i / 1.5)}`,
      truth,
      i % 40 === 7 ? null : truth === 1 ? Math.sqrt(score) : score ** 1.5,
    ];
  });
  let results: Results;
  let protocol: Protocol;

  beforeAll(async () => {
    const endpoints = PAIRS.map(([metric, method], i) => {
      const easy = easyEndpoint(`E${i + 1}`, metric, method);
      const bound = METRICS.find(({ name }) => name === metric)!.better === 'lower' ? 'below' : 'above';
      const entry = METRICS.find(({ name }) => name === metric)!;
      const against = entry.differenceOf === undefined ? 0.55 : entry.prints === 'percent' ? '-30 %' : -0.3;
      const criterion = {
        ...easy.criterion!,
        [bound]: metric === 'diagnostic-odds-ratio' ? 2 : against,
      };
      return { ...easy, criterion: metric.startsWith('calibration') ? easy.criterion! : criterion };
    });
    protocol = await protocolOf(endpoints);
    const family = endpoints.map(({ id }) => id);
    protocol = { ...protocol, multiplicity: { family, procedure: 'holm', ...ALPHA } };
    results = analyseUnits(protocol, mixed).results;
    expect(await validate('results', results)).toEqual([]);
  }, 120_000);

  it('never lets a decision and the interval of its level disagree', () => {
    let met = 0;
    for (const [i, [metric, method]] of PAIRS.entries()) {
      const { outcome, limits, p, localLevel } = decisionOf(results, `E${i + 1}`);
      const { criterion, verdict } = results.verdicts[i]!;
      if (outcome === 'not-evaluable') continue;
      const limit = limits?.[criterion!.bound] ?? null;
      const inside =
        limit !== null &&
        (criterion!.direction === 'above' ? limit > criterion!.value : limit < criterion!.value);
      const name = `${metric} ${method}`;
      expect([name, inside]).toEqual([name, outcome === 'rejected']);
      expect([name, verdict === 'met']).toEqual([name, inside]);
      expect([name, p <= localLevel + 1e-12]).toEqual([name, inside]);
      if (inside) met += 1;
    }
    expect(met).toBeGreaterThan(5);
    expect(met).toBeLessThan(PAIRS.length - 5);
  });

  it('decides as the adjusted p values of the library do', () => {
    const { endpoints } = results.multiplicity!;
    const p = endpoints.map((endpoint) => endpoint.p);
    const byHolm = holm(p);
    expect(endpoints.map(({ outcome }) => outcome === 'rejected')).toEqual(rejected(byHolm, 0.025));
    endpoints.forEach(({ adjustedP }, i) => expect(adjustedP).toBeCloseTo(byHolm[i]!, 10));
  });

  it('gives limits at the level of the family that are those of the declared interval', () => {
    for (const [i, [metric, method]] of PAIRS.entries()) {
      const id = `E${i + 1}`;
      const row = results.estimates[`${id}.1`]!;
      if (row.lower === null || row.upper === null) continue;
      // One endpoint alone has the whole level.
      const endpoint = protocol.endpoints[i]!;
      const alone = analyseUnits(
        { ...protocol, endpoints: [endpoint], multiplicity: { ...protocol.multiplicity, family: [id] } },
        mixed,
      ).results;
      const { limits } = decisionOf(alone, id);
      const bca = method === 'cluster-bootstrap-bca';
      // A limit of BCa may be moved outward, where a laxer level gives one further out.
      if (!bca)
        expect([metric, method, limits]).toEqual([metric, method, { lower: row.lower, upper: row.upper }]);
    }
  }, 120_000);
});

describe('the library and the protocol decide alike', () => {
  it('on twenty results, by Hochberg and by a graph', async () => {
    for (let k = 0; k < 20; k += 1) {
      const units = calls([80 + k, 100], [70 + ((k * 7) % 25), 100]);
      const hochbergs = await analysed(
        THREE,
        { procedure: 'hochberg', ...ALPHA, dependence: { assumed: 'positive', rationale: 'for the test' } },
        units,
      );
      const p = hochbergs.multiplicity!.endpoints.map((endpoint) => endpoint.p);
      const outcome = (results: Results): boolean[] =>
        results.multiplicity!.endpoints.map((endpoint) => endpoint.outcome === 'rejected');
      expect(outcome(hochbergs)).toEqual(rejected(hochberg(p), 0.025));
      const graph = await analysed(
        THREE,
        {
          procedure: 'graphical',
          ...ALPHA,
          weights: { E1: '1/3', E2: '1/3', E3: '1/3' },
          transitions: { E1: { E2: 0.2, E3: 0.8 }, E2: { E1: 1 }, E3: {} },
        },
        units,
      );
      const adjusted = graphicalGatekeeping(p, {
        weights: [1 / 3, 1 / 3, 1 / 3],
        transitions: [
          [0, 0.2, 0.8],
          [1, 0, 0],
          [0, 0, 0],
        ],
      });
      expect(outcome(graph)).toEqual(rejected(adjusted, 0.025));
    }
  });
});
