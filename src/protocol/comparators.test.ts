import { describe, expect, it } from 'vitest';
import type { LintContext } from './lint-context.js';
import { plannedSizes } from './planning.js';
import { compileAnalysis } from './plan.js';
import { checkProtocol } from './read.js';
import { broken } from './valid-protocol.testkit.js';

const TABLE = `comparators:
  - id: C1
    kind: previous-version
    name: FractureNet
    version: "2.2"
    file: data/comparator.csv
    rehearsalFile: data/rehearsal.comparator.csv
    unit: image
    columns: { case: case, image: image, score: score }
    scoreRange: [0, 1]
    operatingPoint: { threshold: 0.4, derivedOn: DEV-3, method: as labelled }
    missingCase: refused
analysis:
`;
const NI = `metric: sensitivity-difference
    comparator: C1
    interval: { method: tango, level: 95 %, sides: two }
    hypothesis: { form: non-inferiority, margin: 5 % }
    criterion: { bound: lower, above: -5 % }
    justification: { text: Half of what readers called acceptable, source: URS-21 }
`;
/** The last endpoint becomes a non-inferiority claim. */
const COMPARED: [string, string][] = [
  ['analysis:\n', TABLE],
  [
    'metric: ppv\n    interval: { method: cluster-bootstrap-bca, level: 95 %, sides: two, resamples: 10000 }\n    prevalence: 12 %\n',
    NI,
  ],
];
const check = async (changes: [string, string][], facts: Omit<LintContext, 'path' | 'locate'> = {}) =>
  checkProtocol(broken(...COMPARED, ...changes), 'p.yaml', facts);
const codes = async (changes: [string, string][]): Promise<string[]> =>
  (await check(changes)).findings.map(({ code }) => code);

const FORM = '{ form: non-inferiority, margin: 5 % }';
const CRITERION = '{ bound: lower, above: -5 % }';
const COLUMNS = '{ case: case, image: image, score: score }';
const POINT = '    operatingPoint: { threshold: 0.4, derivedOn: DEV-3, method: as labelled }\n';
const READER = `    reader: reader_1\n    missingCase: refused\n`;
const TABLED = TABLE.slice(TABLE.indexOf('    file:'), TABLE.indexOf('analysis:'));

describe('a protocol with a comparator', () => {
  it('has no finding, and resolves to numbers', async () => {
    const { protocol, findings } = await check([]);
    expect(findings).toEqual([]);
    const plan = compileAnalysis(protocol!);
    expect(plan.comparators).toEqual([{ id: 'C1', threshold: 0.4, reader: null }]);
    expect(plan.endpoints[3]).toMatchObject({
      comparison: { comparator: 'C1', form: 'non-inferiority' },
      criterion: { bound: 'lower', direction: 'above', value: -0.05, printed: '-5 %' },
    });
  });

  it.each([
    ['superiority', '{ form: superiority-to-comparator }', '{ bound: lower, above: 0 % }'],
    ['equivalence', '{ form: equivalence, margin: 5 % }', '{ bound: both, above: -5 %, below: 5 % }'],
    [
      'superiority after non-inferiority',
      '{ form: superiority-after-non-inferiority, margin: 5 % }',
      CRITERION,
    ],
  ])('may claim %s', async (_what, form, criterion) => {
    expect(
      await codes([
        [FORM, form],
        [CRITERION, criterion],
      ]),
    ).toEqual([]);
  });

  it('may take a reader of the reference standard, who did not make the truth', async () => {
    expect(await codes([[TABLED, READER]])).toEqual(['VP-21-TRUTH']);
  });

  it('says both limits of equivalence in the plan', async () => {
    const { protocol } = await check([
      [FORM, '{ form: equivalence, margin: 5 % }'],
      [CRITERION, '{ bound: both, above: -5 %, below: 5 % }'],
    ]);
    expect(compileAnalysis(protocol!).endpoints[3]?.criterion).toEqual({
      bound: 'lower',
      direction: 'above',
      value: -0.05,
      printed: '-5 %',
      and: { bound: 'upper', direction: 'below', value: 0.05, printed: '5 %' },
    });
  });
});

const REFUSED: [what: string, changes: [string, string][], expected: string[]][] = [
  [
    'a comparator that does not exist',
    [['comparator: C1', 'comparator: C2']],
    ['VP-21-UNUSED', 'REFERENCE-UNRESOLVED'],
  ],
  ['no comparator', [['    comparator: C1\n', '']], ['VP-21-UNUSED', 'VP-21-ENDPOINT']],
  [
    'a comparator of a value',
    [['metric: roc-auc\n', 'metric: roc-auc\n    comparator: C1\n']],
    ['VP-21-ENDPOINT'],
  ],
  ['neither file nor reader', [['    file: data/comparator.csv\n', '']], ['VP-21-SOURCE']],
  [
    'both file and reader',
    [['    unit: image\n    columns', '    reader: reader_1\n    unit: image\n    columns']],
    ['VP-21-SOURCE', 'VP-21-TRUTH'],
  ],
  ['no rehearsal table', [['    rehearsalFile: data/rehearsal.comparator.csv\n', '']], ['VP-21-SOURCE']],
  ['images without their column', [[COLUMNS, '{ case: case, score: score }']], ['VP-21-SOURCE']],
  [
    'patients with a column of images',
    [['unit: image\n    columns', 'unit: patient\n    columns']],
    ['VP-21-SOURCE'],
  ],
  ['one column for two things', [[COLUMNS, '{ case: case, image: case, score: score }']], ['VP-21-SOURCE']],
  [
    'neither scores nor decisions',
    [[COLUMNS, '{ case: case, image: image }']],
    ['VP-21-SOURCE', 'VP-21-OPERATING-POINT', 'VP-21-OPERATING-POINT'],
  ],
  ['scores without an operating point', [[POINT, '']], ['VP-21-OPERATING-POINT']],
  [
    'a threshold beside decisions',
    [[COLUMNS, '{ image: image, score: score, decision: call }']],
    ['VP-21-OPERATING-POINT'],
  ],
  ['a threshold from the test set', [['derivedOn: DEV-3', 'derivedOn: test set']], ['VP-21-OPERATING-POINT']],
  ['a threshold beyond its scores', [['threshold: 0.4,', 'threshold: 4,']], ['VP-21-OPERATING-POINT']],
  [
    'a range that falls',
    [['scoreRange: [0, 1]', 'scoreRange: [1, 0]']],
    ['VP-21-OPERATING-POINT', 'VP-21-OPERATING-POINT'],
  ],
  ['no rule for gaps', [['    missingCase: refused\n', '']], ['VP-21']],
  ['pairs left out', [['missingCase: refused', 'missingCase: excluded']], ['VP-21']],
  [
    'the table of the reference standard',
    [['file: data/comparator.csv', 'file: data/reference.csv']],
    ['PATH-REPEATED'],
  ],
  ['an interval for one share', [['method: tango', 'method: wilson']], ['VP-09-METRIC']],
  [
    'an interval for independent groups',
    [['method: tango', 'method: miettinen-nurminen']],
    ['METHOD-UNKNOWN'],
  ],
  ['Wald', [['method: tango', 'method: wald-paired']], ['METHOD-UNKNOWN']],
  [
    'tango where patients repeat',
    [['    comparator: C1\n', '    comparator: C1\n    unit: image\n']],
    ['VP-09'],
  ],
  ['tango for areas', [['sensitivity-difference', 'roc-auc-difference']], ['VP-09-METRIC']],
  [
    'paired DeLong where patients repeat',
    [
      ['sensitivity-difference', 'roc-auc-difference'],
      ['method: tango', 'method: delong-paired'],
      ['    comparator: C1\n', '    comparator: C1\n    unit: image\n'],
    ],
    ['VP-09'],
  ],
  [
    'areas of decisions',
    [
      ['sensitivity-difference', 'roc-auc-difference'],
      ['method: tango', 'method: delong-paired'],
      [COLUMNS, '{ image: image, decision: call }'],
      [POINT, ''],
      ['    scoreRange: [0, 1]\n', ''],
    ],
    ['VP-21-SCORE'],
  ],
  [
    'images by a table of patients',
    [
      ['unit: image\n    columns', 'unit: patient\n    columns'],
      [COLUMNS, '{ case: case, score: score }'],
      [
        '    comparator: C1\n    interval: { method: tango, level: 95 %, sides: two }',
        '    comparator: C1\n    unit: image\n    interval: { method: cluster-bootstrap-bca, level: 95 %, sides: two, resamples: 2000 }',
      ],
    ],
    ['VP-21-UNIT'],
  ],
  [
    'a goal for a difference',
    [[FORM, '{ form: superiority-to-goal, goal: 5 % }']],
    ['VP-06-GOAL', 'VP-06-FORM'],
  ],
  ['no margin', [[FORM, '{ form: non-inferiority }']], ['VP-06-MARGIN']],
  ['a margin of 0', [[FORM, '{ form: non-inferiority, margin: 0 % }']], ['VP-06-MARGIN']],
  [
    'a margin beyond all differences',
    [[FORM, '{ form: non-inferiority, margin: 5 }']],
    ['VP-05-SCALE', 'VP-06-GOAL'],
  ],
  ['a margin of superiority', [[FORM, '{ form: superiority-to-comparator, margin: 5 % }']], ['VP-06-MARGIN']],
  ['another margin than the criterion', [[FORM, '{ form: non-inferiority, margin: 8 % }']], ['VP-06-GOAL']],
  ['a criterion of the wrong sign', [[CRITERION, '{ bound: lower, above: 5 % }']], ['VP-06-GOAL']],
  ['an upper limit for non-inferiority', [[CRITERION, '{ bound: upper, above: -5 % }']], ['VP-06-GOAL']],
  ['one limit for equivalence', [[FORM, '{ form: equivalence, margin: 5 % }']], ['VP-06-GOAL']],
  ['both limits without values', [[CRITERION, '{ bound: both, above: -5 % }']], ['VP-05-ONE', 'VP-06-GOAL']],
  [
    'both limits of a value',
    [['criterion: { bound: lower, above: 80 % }', 'criterion: { bound: both, above: 80 %, below: 95 % }']],
    ['VP-05-DIRECTION', 'VP-06-GOAL', 'VP-10-METHOD'],
  ],
  [
    'a margin of a value',
    [['{ form: superiority-to-goal, goal: 80 % }', '{ form: non-inferiority, margin: 5 % }']],
    ['VP-06-FORM'],
  ],
  [
    'a value without goal',
    [['{ form: superiority-to-goal, goal: 80 % }', '{ form: superiority-to-goal }']],
    ['VP-06'],
  ],
  [
    'no justification of the margin',
    [['    justification: { text: Half of what readers called acceptable, source: URS-21 }\n', '']],
    ['VP-05-JUSTIFICATION'],
  ],
  ['a criterion without hypothesis', [[`    hypothesis: ${FORM}\n`, '']], ['VP-06-FORM']],
  [
    'a criterion below −100 %',
    [[CRITERION, '{ bound: lower, above: -500 % }']],
    ['PERCENT-RANGE', 'VP-06-GOAL'],
  ],
  [
    'equivalence by one-sided limits',
    [
      [FORM, '{ form: equivalence, margin: 5 % }'],
      [CRITERION, '{ bound: both, above: -5 %, below: 5 % }'],
      ['method: tango, level: 95 %, sides: two', 'method: tango, level: 95 %, sides: one'],
    ],
    ['VP-09-SIDES'],
  ],
];

describe('check refuses', () => {
  it.each(REFUSED)('%s', async (_what, changes, expected) => {
    expect((await codes(changes)).sort()).toEqual([...expected].sort());
  });

  it('two comparators of one id', async () => {
    const second = TABLE.slice(TABLE.indexOf('  - id: C1'), TABLE.indexOf('analysis:'));
    expect(await codes([['analysis:\n', `${second}analysis:\n`]])).toEqual(['ID-REPEATED']);
  });

  it('with the criterion that the hypothesis asks for', async () => {
    const { findings } = await check([[FORM, '{ form: equivalence, margin: 8 % }']]);
    expect(findings.map(({ fix }) => fix)).toEqual([
      'write criterion: { bound: both, above: -8 %, below: 8 % }',
    ]);
  });
});

describe('the size of a paired comparison', () => {
  const PLAN = '  - { endpoint: E4, assumed: 3 %, power: 80 %, method: exact, discordant: 12 % }\naccess:\n';
  const units = (positives: number): Omit<LintContext, 'path' | 'locate'> => ({
    counts: { patient: { positives, negatives: 400 }, image: { positives, negatives: 400 } },
  });

  it('is summed exactly for Tango with the share of discordant pairs', async () => {
    const { protocol, findings } = await check([['access:\n', PLAN]], units(400));
    expect(findings).toEqual([]);
    const [, , size] = plannedSizes(protocol!, units(400).counts);
    expect(size).toMatchObject({ endpoint: 'E4', counted: 'positives', goal: -0.05, attained: 400 });
    expect(size!.needed).toBeGreaterThan(100);
    expect(size!.needed).toBeLessThan(180);
    expect(size!.expectation!.power).toBeGreaterThan(0.99);
  });

  it('warns when the pairs at hand are too few', async () => {
    const { findings } = await check([['access:\n', PLAN]], units(90));
    expect(findings.filter(({ args }) => args['endpoint'] === 'E4').map(({ code }) => code)).toEqual([
      'VP-10-SHORT',
    ]);
  });

  it.each([
    ['no share of discordant pairs', PLAN.replace(', discordant: 12 %', ''), ['VP-10-DISCORDANT']],
    ['a share smaller than the difference', PLAN.replace('12 %', '2 %'), ['VP-10-DISCORDANT']],
    ['a share where none is used', PLAN.replace('exact', 'stated, source: SAP-3'), ['VP-10-DISCORDANT']],
    ['an assumption on the margin', PLAN.replace('assumed: 3 %', 'assumed: -5 %'), ['VP-10-ASSUMED']],
    ['a negative assumption inside', PLAN.replace('assumed: 3 %', 'assumed: -1 %'), []],
  ])('is held to account for %s', async (_what, plan, expected) => {
    expect(await codes([['access:\n', plan]])).toEqual(expected);
  });
});
