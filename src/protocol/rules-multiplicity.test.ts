import { describe, expect, it } from 'vitest';
import { compileAnalysis } from './plan.js';
import { planningLevel } from './planning-level.js';
import { plannedSizes } from './planning.js';
import { checkProtocol } from './read.js';
import { parseShare } from './share.js';
import { broken } from './valid-protocol.testkit.js';

const ALL = 'multiplicity: { family: [E1, E2], procedure: all-must-pass }';
const family = (text: string): [string, string] => [ALL, `multiplicity: { family: [E1, E2], ${text} }`];
const HOLM = 'procedure: holm, alphaOneSided: 2.5 %, verdict: any';
const GRAPH = 'procedure: graphical, alphaOneSided: 2.5 %, verdict: any';
const E3 = '    interval: { method: obuchowski-cluster, level: 95 %, sides: two }\n';
const JUDGED = `${E3}    criterion: { bound: lower, above: 80 % }\n    justification: { text: as agreed, source: Q-12 }\n`;
const three = (text: string): [string, string][] => [
  [E3, JUDGED],
  [ALL, `multiplicity: { family: [E1, E2, E3], ${text} }`],
];
const HYPOTHESIS = 'hypothesis: { form: superiority-to-goal, goal: 80 % }';
const SLOPE = (criterion: string, hypothesis: string): [string, string][] => [
  [
    '    metric: sensitivity\n    interval: { method: wilson, level: 95 %, sides: two }\n',
    '    metric: calibration-slope\n    interval: { method: cluster-bootstrap-bca, level: 95 %, sides: two, resamples: 2000 }\n',
  ],
  [HYPOTHESIS, `hypothesis: { ${hypothesis} }`],
  ['criterion: { bound: lower, above: 80 % }', `criterion: { ${criterion} }`],
  [
    '{ endpoint: E1, assumed: 90 %, power: 90 %, method: exact }',
    '{ endpoint: E1, assumed: 1, power: 90 %, method: stated, source: SAP-1 }',
  ],
];

/** Changes of the valid protocol, and the codes that must come of them. */
const RULES: [string, [string, string][], string[]][] = [
  ['Holm', [family(HOLM)], []],
  ['Holm with a list of what must be met', [family(HOLM.replace('any', '[E1, E2]'))], []],
  [
    'Bonferroni',
    [family('procedure: bonferroni, alphaOneSided: 2.5 %, verdict: all, weights: { E1: 0.4, E2: 60 % }')],
    [],
  ],
  [
    'Hochberg',
    [
      family(
        'procedure: hochberg, alphaOneSided: 2.5 %, verdict: any, dependence: { assumed: positive, rationale: other patients }',
      ),
    ],
    [],
  ],
  [
    'a fixed sequence',
    [family('procedure: fixed-sequence, alphaOneSided: 2.5 %, verdict: any, order: [E2, E1]')],
    [],
  ],
  [
    'a graph with a secondary endpoint',
    three(
      `${GRAPH}, weights: { E1: 1/2, E2: 1/2, E3: 0 }, transitions: { E1: { E3: 1 }, E2: { E3: 1 }, E3: {} }`,
    ),
    [],
  ],
  [
    'thirds, which sum to 1 within rounding',
    three(
      `${GRAPH}, weights: { E1: 1/3, E2: 1/3, E3: 1/3 }, transitions: { E1: { E2: 1/3, E3: 2/3 }, E2: {}, E3: {} }`,
    ),
    [],
  ],
  [
    'a procedure that does not exist',
    [family('procedure: tukey, alphaOneSided: 2.5 %, verdict: any')],
    ['VP-11'],
  ],
  ['no level of the family', [family('procedure: holm, verdict: any')], ['VP-11-LEVEL']],
  ['no rule for the verdict', [family('procedure: holm, alphaOneSided: 2.5 %')], ['VP-11-VERDICT']],
  ['another verdict rule', [family(HOLM.replace('any', 'most'))], ['VP-11']],
  [
    'a level of the family that is not that of the intervals',
    [family(HOLM.replace('2.5 %', '5 %'))],
    ['VP-11-LEVEL', 'VP-11-LEVEL', 'VP-11-LEVEL'],
  ],
  [
    'a one-sided interval of 95 % in a family of 2.5 %',
    [
      family(HOLM),
      ['wilson, level: 95 %, sides: two', 'wilson, level: 95 %, sides: one, rationale: as agreed'],
    ],
    ['VP-11-LEVEL'],
  ],
  [
    'the one-sided interval that equals the two-sided one',
    [family(HOLM), ['wilson, level: 95 %, sides: two', 'wilson, level: 97.5 %, sides: one']],
    [],
  ],
  ['a level of the family out of range', [family(HOLM.replace('2.5 %', '50 %'))], ['VP-11-LEVEL']],
  [
    'too few resamples for a share of the level',
    [
      ...three(HOLM)
        .slice(0, 1)
        .map(([from, to]): [string, string] => [
          from,
          to.replace(
            'obuchowski-cluster, level: 95 %, sides: two',
            'cluster-bootstrap-bca, level: 95 %, sides: two, resamples: 1000',
          ),
        ]),
      ...three(HOLM).slice(1),
    ],
    ['VP-11-LEVEL'],
  ],
  [
    'a verdict on an endpoint outside the family',
    [family(HOLM.replace('any', '[E1, E2, E3]'))],
    ['VP-11-VERDICT'],
  ],
  [
    'a verdict that names an endpoint twice',
    [family(HOLM.replace('any', '[E1, E2, E2]'))],
    ['VP-11-VERDICT'],
  ],
  ['a verdict that ignores a primary endpoint', [family(HOLM.replace('any', '[E1]'))], ['VP-11-VERDICT']],
  [
    'a secondary endpoint without a criterion',
    [[ALL, `multiplicity: { family: [E1, E2, E3], ${HOLM} }`]],
    ['VP-11-CRITERION'],
  ],
  ['an exploratory endpoint', [[ALL, `multiplicity: { family: [E1, E2, E4], ${HOLM} }`]], ['VP-11-EXTRA']],
  [
    'an endpoint twice in the family',
    [[ALL, `multiplicity: { family: [E1, E2, E2], ${HOLM} }`]],
    ['ID-REPEATED'],
  ],
  [
    'an unknown endpoint in the family',
    [[ALL, `multiplicity: { family: [E1, E2, E9], ${HOLM} }`]],
    ['REFERENCE-UNRESOLVED'],
  ],
  [
    'a field that all-must-pass has not',
    [family('procedure: all-must-pass, verdict: all')],
    ['VP-11-UNUSED'],
  ],
  ['weights of Holm', [family(`${HOLM}, weights: { E1: 1/2, E2: 1/2 }`)], ['VP-11-UNUSED']],
  [
    'Bonferroni without weights',
    [family('procedure: bonferroni, alphaOneSided: 2.5 %, verdict: all')],
    ['VP-11-WEIGHTS'],
  ],
  [
    'weights above 1',
    [family('procedure: bonferroni, alphaOneSided: 2.5 %, verdict: all, weights: { E1: 0.6, E2: 0.6 }')],
    ['VP-11-WEIGHTS'],
  ],
  [
    'a weight of 0 that nothing is passed to',
    [family('procedure: bonferroni, alphaOneSided: 2.5 %, verdict: all, weights: { E1: 1, E2: 0 }')],
    ['VP-11-WEIGHTS'],
  ],
  [
    'a weight that is no share',
    [family('procedure: bonferroni, alphaOneSided: 2.5 %, verdict: all, weights: { E1: 3/2, E2: 0.5 }')],
    ['VP-11-WEIGHTS'],
  ],
  [
    'a negative weight',
    [family('procedure: bonferroni, alphaOneSided: 2.5 %, verdict: all, weights: { E1: -0.5, E2: 0.5 }')],
    ['VP-11'],
  ],
  [
    'weights that leave out an endpoint',
    [family('procedure: bonferroni, alphaOneSided: 2.5 %, verdict: all, weights: { E1: 0.5 }')],
    ['VP-11-WEIGHTS'],
  ],
  [
    'weights of an endpoint outside the family',
    [
      family(
        'procedure: bonferroni, alphaOneSided: 2.5 %, verdict: all, weights: { E1: 0.5, E2: 0.4, E3: 0.1 }',
      ),
    ],
    ['VP-11-WEIGHTS'],
  ],
  ['a graph without transitions', [family(`${GRAPH}, weights: { E1: 1/2, E2: 1/2 }`)], ['VP-11-GRAPH']],
  [
    'a row above 1',
    three(
      `${GRAPH}, weights: { E1: 1/2, E2: 1/2, E3: 0 }, transitions: { E1: { E2: 0.7, E3: 0.7 }, E2: {}, E3: {} }`,
    ),
    ['VP-11-GRAPH'],
  ],
  [
    'a share passed to itself',
    [family(`${GRAPH}, weights: { E1: 1/2, E2: 1/2 }, transitions: { E1: { E1: 1 }, E2: {} }`)],
    ['VP-11-GRAPH'],
  ],
  [
    'a share passed out of the family',
    [family(`${GRAPH}, weights: { E1: 1/2, E2: 1/2 }, transitions: { E1: { E9: 1 }, E2: {} }`)],
    ['VP-11-GRAPH'],
  ],
  [
    'a row that is missing',
    [family(`${GRAPH}, weights: { E1: 1/2, E2: 1/2 }, transitions: { E1: { E2: 1 } }`)],
    ['VP-11-GRAPH'],
  ],
  [
    'an endpoint that no share can reach',
    three(
      `${GRAPH}, weights: { E1: 1/2, E2: 1/2, E3: 0 }, transitions: { E1: { E2: 1 }, E2: { E1: 1 }, E3: { E1: 1 } }`,
    ),
    ['VP-11-GRAPH'],
  ],
  [
    'a fixed sequence without its order',
    [family('procedure: fixed-sequence, alphaOneSided: 2.5 %, verdict: all')],
    ['VP-11-ORDER'],
  ],
  [
    'an order that leaves one out and names another twice',
    [family('procedure: fixed-sequence, alphaOneSided: 2.5 %, verdict: all, order: [E1, E1]')],
    ['VP-11-ORDER', 'VP-11-ORDER'],
  ],
  [
    'an order with an unknown endpoint',
    [family('procedure: fixed-sequence, alphaOneSided: 2.5 %, verdict: all, order: [E1, E2, E9]')],
    ['VP-11-ORDER'],
  ],
  [
    'Hochberg without its assumption',
    [family('procedure: hochberg, alphaOneSided: 2.5 %, verdict: any')],
    ['VP-11-DEPENDENCE'],
  ],
  [
    'Hochberg on opposite limits of one metric',
    [
      family(
        'procedure: hochberg, alphaOneSided: 2.5 %, verdict: any, dependence: { assumed: positive, rationale: none }',
      ),
      ['metric: specificity', 'metric: sensitivity'],
      ['criterion: { bound: lower, above: 75 % }', 'criterion: { bound: upper, below: 75 % }'],
    ],
    ['VP-05-DIRECTION', 'VP-11-DEPENDENCE'],
  ],
  [
    'Hochberg with a metric that is best at a target',
    [
      ...SLOPE('bound: both, above: 0.8, below: 1.25', 'form: equivalence-to-range, above: 0.8, below: 1.25'),
      family(
        'procedure: hochberg, alphaOneSided: 2.5 %, verdict: any, dependence: { assumed: positive, rationale: none }',
      ),
    ],
    ['VP-11-DEPENDENCE'],
  ],
  [
    'equivalence to a range',
    SLOPE('bound: both, above: 0.8, below: 1.25', 'form: equivalence-to-range, above: 0.8, below: 1.25'),
    [],
  ],
  [
    'a range without its upper end',
    SLOPE('bound: both, above: 0.8', 'form: equivalence-to-range, above: 0.8, below: 1.25'),
    ['VP-05-ONE', 'VP-06-GOAL'],
  ],
  [
    'a range that the criterion does not hold',
    SLOPE('bound: both, above: 0.7, below: 1.25', 'form: equivalence-to-range, above: 0.8, below: 1.25'),
    ['VP-06-GOAL'],
  ],
  [
    'an empty range',
    SLOPE('bound: both, above: 1.25, below: 0.8', 'form: equivalence-to-range, above: 1.25, below: 0.8'),
    ['VP-06-GOAL'],
  ],
  [
    'a range beside the target',
    SLOPE('bound: both, above: 1.1, below: 1.25', 'form: equivalence-to-range, above: 1.1, below: 1.25'),
    ['VP-06-GOAL'],
  ],
  [
    'both limits and a hypothesis on one',
    SLOPE('bound: both, above: 0.8, below: 1.25', 'form: superiority-to-goal, goal: 0.8'),
    ['VP-06-GOAL'],
  ],
  [
    'both limits of a metric of which more is better',
    [
      ['criterion: { bound: lower, above: 80 % }', 'criterion: { bound: both, above: 80 %, below: 99 % }'],
      [HYPOTHESIS, 'hypothesis: { form: equivalence-to-range, above: 80 %, below: 99 % }'],
    ],
    ['VP-05-DIRECTION', 'VP-10-METHOD'],
  ],
  [
    'a range held on one-sided limits',
    [
      ...SLOPE('bound: both, above: 0.8, below: 1.25', 'form: equivalence-to-range, above: 0.8, below: 1.25'),
      ['level: 95 %, sides: two, resamples: 2000', 'level: 97.5 %, sides: one, resamples: 2000'],
    ],
    ['VP-09-SIDES'],
  ],
  [
    'non-inferiority to a goal',
    [[HYPOTHESIS, 'hypothesis: { form: non-inferiority-to-goal, goal: 85 %, margin: 5 % }']],
    [],
  ],
  [
    'a margin that does not lead to the criterion',
    [[HYPOTHESIS, 'hypothesis: { form: non-inferiority-to-goal, goal: 85 %, margin: 4 % }']],
    ['VP-06-GOAL'],
  ],
  [
    'a margin without a goal',
    [[HYPOTHESIS, 'hypothesis: { form: non-inferiority-to-goal, margin: 4 % }']],
    ['VP-06'],
  ],
  [
    'a margin of superiority',
    [[HYPOTHESIS, 'hypothesis: { form: superiority-to-goal, goal: 80 %, margin: 4 % }']],
    ['VP-06-FORM'],
  ],
];

describe('rules of the family', () => {
  it.each(RULES)('%s', async (_, changes, expected) => {
    const { findings } = await checkProtocol(broken(...changes), 'protocol.yaml');
    expect(findings.map(({ code }) => code).sort()).toEqual([...expected].sort());
  });
});

describe('a difference in a family of claims', () => {
  it('has one conclusion', async () => {
    const text = broken(
      [
        'endpoints:\n',
        'comparators:\n  - { id: C1, kind: previous-version, name: FractureNet, version: "2.2", file: data/c.csv, rehearsalFile: data/r.csv, unit: image, columns: { image: image, score: score }, scoreRange: [0, 1], operatingPoint: { threshold: 0.5, derivedOn: DEV-3, method: as labelled }, missingCase: refused }\nendpoints:\n',
      ],
      ['metric: sensitivity', 'metric: sensitivity-difference\n    comparator: C1'],
      ['method: wilson', 'method: tango'],
      [HYPOTHESIS, 'hypothesis: { form: superiority-after-non-inferiority, margin: 5 % }'],
      ['criterion: { bound: lower, above: 80 % }', 'criterion: { bound: lower, above: -5 % }'],
      [
        '{ endpoint: E1, assumed: 90 %, power: 90 %, method: exact }',
        '{ endpoint: E1, assumed: 0 %, power: 90 %, method: exact, discordant: 10 % }',
      ],
      family(HOLM),
    );
    const { findings } = await checkProtocol(text, 'protocol.yaml');
    expect(findings.map(({ code }) => code)).toEqual(['VP-11-NESTED']);
    const alone = text.replace('superiority-after-non-inferiority', 'non-inferiority');
    const { protocol } = await checkProtocol(alone, 'protocol.yaml');
    const counts = { patient: { positives: 400, negatives: 150 }, image: { positives: 400, negatives: 150 } };
    const [half] = plannedSizes(protocol!, counts);
    const whole = {
      ...protocol!,
      multiplicity: { family: ['E1', 'E2'], procedure: 'all-must-pass' as const },
    };
    const [full] = plannedSizes(whole, counts);
    expect(half!.level).toMatchObject({ alpha: 0.0125, basis: 'least' });
    expect(half!.expectation!.power).toBeLessThan(full!.expectation!.power);
    expect(half!.needed).toBeGreaterThan(full!.needed!);
  });
});

describe('shares', () => {
  it('are numbers, percentages and fractions from 0 to 1', () => {
    expect([0, 1, 0.25, '50 %', '1/3', '0/7', '2/2'].map(parseShare)).toEqual([0, 1, 0.25, 0.5, 1 / 3, 0, 1]);
    expect([1.5, -0.1, NaN, '4/3', '1/0', '101 %', 'half'].map(parseShare)).toEqual(Array(7).fill(undefined));
  });
});

describe('planning at the level of the family', () => {
  const planned = async (...changes: [string, string][]) => {
    const { protocol } = await checkProtocol(broken(...changes), 'p.yaml');
    if (protocol === null) throw new Error('the fixture is not valid');
    return protocol;
  };

  it('takes the share of the start, and says when it may grow', async () => {
    const holm = await planned(family(HOLM));
    expect(planningLevel(holm, 'E1')).toEqual({ alpha: 0.0125, basis: 'least', most: 0.025 });
    expect(planningLevel(holm, 'E3')).toBeNull();
    const bonferroni = await planned(
      family('procedure: bonferroni, alphaOneSided: 2.5 %, verdict: all, weights: { E1: 0.4, E2: 0.6 }'),
    );
    expect(planningLevel(bonferroni, 'E1')).toEqual({ alpha: 0.01, basis: 'own', most: 0.01 });
    const sequence = await planned(
      family('procedure: fixed-sequence, alphaOneSided: 2.5 %, verdict: any, order: [E2, E1]'),
    );
    expect(planningLevel(sequence, 'E2')).toEqual({ alpha: 0.025, basis: 'own', most: 0.025 });
    expect(planningLevel(sequence, 'E1')).toEqual({ alpha: 0.025, basis: 'if-reached', most: 0.025 });
    expect(planningLevel(await planned(), 'E1')).toBeNull();
  });

  it('needs more units at a smaller level, as a two-sided 97.5 % interval does', async () => {
    const counts = { patient: { positives: 150, negatives: 150 }, image: { positives: 150, negatives: 150 } };
    const [all] = plannedSizes(await planned(), counts);
    const [half] = plannedSizes(await planned(family(HOLM)), counts);
    const [wide] = plannedSizes(
      await planned([
        'wilson, level: 95 %, sides: two',
        'wilson, level: 97.5 %, sides: two, rationale: as agreed',
      ]),
      counts,
    );
    expect(half!.needed).toBeGreaterThan(all!.needed!);
    expect([half!.needed, half!.expectation]).toEqual([wide!.needed, wide!.expectation]);
  });

  it('is resolved to a graph', async () => {
    const plan = compileAnalysis(
      await planned(
        ...three(
          `${GRAPH}, weights: { E1: 1/2, E2: 1/2, E3: 0 }, transitions: { E1: { E3: 1 }, E2: { E3: 50 % }, E3: {} }`,
        ),
      ),
    );
    expect(plan.testing).toEqual({
      procedure: 'graphical',
      alphaOneSided: 0.025,
      graph: {
        weights: [0.5, 0.5, 0],
        transitions: [
          [0, 0, 1],
          [0, 0, 0.5],
          [0, 0, 0],
        ],
      },
      verdict: { rule: 'any', of: ['E1', 'E2'] },
    });
  });
});
