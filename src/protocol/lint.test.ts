import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from './finding-codes.js';
import type { LintContext } from './lint-context.js';
import { checkProtocol } from './read.js';
import { broken, VALID_PROTOCOL } from './valid-protocol.testkit.js';

type Facts = Omit<LintContext, 'path' | 'locate'>;
type Row = [rule: string, changes: [string, string][], expected: string[], facts?: Facts];

const MODEL_0_TO_1 = {
  outputs: [{ name: 'fracture', kind: 'score', meaning: 'probability', range: [0, 1] }],
} as unknown as NonNullable<Facts['model']>;
const E3 = '    interval: { method: obuchowski-cluster, level: 95 %, sides: two }';
const E4 = 'interval: { method: cluster-bootstrap-bca, level: 95 %, sides: two, resamples: 10000 }';
const units = (positives: number, negatives: number): Facts => ({
  counts: { patient: { positives, negatives }, image: { positives, negatives } },
});

/** The last endpoint of the fixture, and others in its place. */
const PPV = `    metric: ppv\n    ${E4}\n    prevalence: 12 %\n`;
const BINS = '    bins: { count: 10, rule: equal-width }\n';
const ECE = `    metric: ece\n    ${E4}\n${BINS}`;
const PPV_AUC = `    metric: partial-roc-auc\n    ${E4}\n    range: { of: specificity, from: 90 %, to: 80 % }\n`;
const ratio = (metric: string, criterion: string): string =>
  `    metric: ${metric}\n    ${E4}\n    criterion: ${criterion}\n    justification: { text: as agreed, source: Q-12 }\n`;

/** One line per rule: what is changed in the valid protocol, and every code with its place that must come of it. */
const RULES: Row[] = [
  [
    'a claim id twice',
    [['{ id: CL-2, text', '{ id: CL-1, text']],
    ['ID-REPEATED 14:11', 'REFERENCE-UNRESOLVED 60:12'],
  ],
  [
    'a name with two labels',
    [['  target: ', "  labels: { lung: [LUNG, '2'], liver: ['2', lung] }\n  target: "]],
    ['LABEL-REPEATED 35:40', 'LABEL-REPEATED 35:45'],
  ],
  ['an endpoint id twice', [['- id: E4', '- id: E3']], ['ID-REPEATED 71:9']],
  [
    'an unknown claim',
    [['claim: CL-1', 'claim: CL-9']],
    ['CLAIM-UNTESTED 13:5', 'REFERENCE-UNRESOLVED 52:12'],
  ],
  [
    'a risk controlled by no claim',
    [['controlledBy: [CL-1]', 'controlledBy: [CL-8]']],
    ['REFERENCE-UNRESOLVED 16:74'],
  ],
  [
    'a family with an unknown endpoint',
    [['family: [E1, E2]', 'family: [E1, E2, E9]']],
    ['REFERENCE-UNRESOLVED 76:34'],
  ],
  [
    'a sample size of an unknown endpoint',
    [['endpoint: E2,', 'endpoint: E7,']],
    ['REFERENCE-UNRESOLVED 87:17', 'VP-10 85:1'],
  ],
  ['a placeholder', [['source: LIT-7', 'source: TBD']], ['PLACEHOLDER 57:81']],
  ['a percentage above 100', [['above: 80 %', 'above: 180 %']], ['PERCENT-RANGE 56:39']],
  ['an absolute path', [['test: data/test', 'test: /data/test']], ['PATH-ESCAPES 24:9']],
  [
    'a path that leaves the project',
    [['file: data/reference.csv', 'file: ../reference.csv']],
    ['PATH-ESCAPES 33:9'],
  ],
  [
    'a path with backslashes',
    [['package: model/model.yaml', 'package: model\\model.yaml']],
    ['PATH-ESCAPES 18:12'],
  ],
  ['a drive letter', [['package: model/', 'package: C:/model/']], ['PATH-ESCAPES 18:12']],
  [
    'test and rehearsal sharing a file',
    [['rehearsal: data/rehearsal.m', 'rehearsal: data/test.m']],
    ['PATH-REPEATED 25:14'],
  ],
  [
    'no primary endpoint',
    [
      ['role: primary', 'role: secondary'],
      ['role: primary', 'role: secondary'],
    ],
    ['VP-04-NONE 49:1', 'VP-11-EXTRA 76:26', 'VP-11-EXTRA 76:30'],
  ],
  ['a primary endpoint without a claim', [['    claim: CL-1\n', '']], ['CLAIM-UNTESTED 13:5', 'VP-04 50:5']],
  [
    'a primary endpoint without a criterion',
    [['    criterion: { bound: lower, above: 80 % }\n', '']],
    ['VP-05 50:5'],
  ],
  ['a criterion without a goal', [['bound: lower, above: 80 %', 'bound: lower']], ['VP-05-ONE 56:16']],
  ['a criterion with two goals', [['above: 80 % }', 'above: 80 %, below: 90 % }']], ['VP-05-ONE 56:16']],
  [
    'a criterion on the upper limit',
    [['bound: lower, above: 80 %', 'bound: upper, above: 80 %']],
    ['VP-05-DIRECTION 56:16'],
  ],
  [
    'a criterion below a goal',
    [['bound: lower, above: 80 %', 'bound: lower, below: 80 %']],
    ['VP-05-DIRECTION 56:16'],
  ],
  [
    'a criterion without justification',
    [['    justification: { text: Acceptable share of false alarms, source: URS-12 }\n', '']],
    ['VP-05-JUSTIFICATION 64:5'],
  ],
  [
    'a primary endpoint without a hypothesis',
    [['    hypothesis: { form: superiority-to-goal, goal: 80 % }\n', '']],
    ['VP-06 50:5'],
  ],
  ['hypothesis and criterion apart', [['goal: 80 %', 'goal: 82 %']], ['VP-06-GOAL 55:52']],
  [
    'a 90 % interval for a primary endpoint',
    [['wilson, level: 95 %', 'wilson, level: 90 %']],
    ['VP-07 54:40'],
  ],
  [
    'a one-sided 95 % interval for a primary endpoint',
    [['wilson, level: 95 %, sides: two', 'wilson, level: 95 %, sides: one']],
    ['VP-07 54:40'],
  ],
  [
    'the same declared',
    [
      [
        'wilson, level: 95 %, sides: two',
        'wilson, level: 95 %, sides: one, rationale: agreed in meeting Q-12',
      ],
    ],
    [],
  ],
  [
    'one-sided 97.5 %, which equals two-sided 95 %',
    [['wilson, level: 95 %, sides: two', 'wilson, level: 97.5 %, sides: one']],
    [],
  ],
  [
    'a threshold from the test set, by path',
    [['derivedOn: DEV-4', 'derivedOn: data/test.manifest.json']],
    ['VP-08 21:16'],
  ],
  [
    'a threshold from the test set, by id',
    [['derivedOn: DEV-4', 'derivedOn: FRX-TEST-2']],
    ['VP-08 21:16'],
    { setIds: { test: 'FRX-TEST-2' } },
  ],
  ['a threshold from the rehearsal set', [['derivedOn: DEV-4', 'derivedOn: rehearsal']], ['VP-08 21:16']],
  [
    'a threshold the model cannot reach',
    [['threshold: 0.46', 'threshold: 46']],
    ['VP-08-RANGE 20:16'],
    { model: MODEL_0_TO_1 },
  ],
  [
    'wilson on images',
    [['metric: sensitivity\n', 'metric: sensitivity\n    unit: image\n']],
    ['VP-09 55:25', 'VP-10-METHOD 87:57'],
  ],
  ['delong on images', [['obuchowski-cluster', 'delong']], ['VP-09 70:25']],
  [
    'images as the unit of the analysis',
    [['unit: patient', 'unit: image']],
    ['VP-09 54:25', 'VP-09 62:25', 'VP-10-METHOD 86:57', 'VP-10-METHOD 87:57'],
  ],
  ['an interval that does not suit the metric', [['obuchowski-cluster', 'wilson']], ['VP-09-METRIC 70:25']],
  ['an independent area interval on images', [['obuchowski-cluster', 'newcombe-auc']], ['VP-09 70:25']],
  [
    'a binomial interval for a coefficient',
    [
      ['metric: roc-auc', 'metric: mcc'],
      ['obuchowski-cluster', 'jeffreys'],
    ],
    ['VP-09-METRIC 70:25'],
  ],
  [
    'DeLong for a coefficient',
    [
      ['metric: roc-auc', 'metric: youden'],
      ['obuchowski-cluster', 'delong'],
    ],
    ['VP-09-METRIC 70:25'],
  ],
  [
    'a trapezoid under the precision-recall curve',
    [['metric: roc-auc', 'metric: average-precision']],
    ['VP-09-METRIC 70:25'],
  ],
  ['a bootstrap without resamples', [[', resamples: 10000', '']], ['VP-09-RESAMPLES 74:15']],
  ['a bootstrap with few resamples', [['resamples: 10000', 'resamples: 999']], ['VP-09-RESAMPLES 74:84']],
  [
    'resamples where nothing is drawn',
    [[E3, E3.replace(' }', ', resamples: 2000 }')]],
    ['VP-09-RESAMPLES 70:70'],
  ],
  [
    'a confidence level of 100 %',
    [['obuchowski-cluster, level: 95 %', 'obuchowski-cluster, level: 100 %']],
    ['VP-09-LEVEL 70:52'],
  ],
  ['a one-sided interval without a criterion', [[E3, E3.replace('two', 'one')]], ['VP-09-SIDES 70:65']],
  [
    'wilson for a restated predictive value',
    [[E4, 'interval: { method: wilson, level: 95 %, sides: two }']],
    ['VP-09-PREVALENCE 74:25'],
  ],
  [
    'ppv of an enriched sample without prevalence',
    [
      ['    prevalence: 12 %\n', ''],
      ['sampling: consecutive, enriched: false', 'sampling: enriched, enriched: true'],
    ],
    ['VR-06 71:5'],
  ],
  ['ppv of a consecutive sample without prevalence', [['    prevalence: 12 %\n', '']], []],
  ['a prevalence where it means nothing', [['metric: ppv', 'metric: f1']], ['VR-06-UNUSED 75:5']],
  ['a metric without the field that defines it', [[PPV, ECE.replace(BINS, '')]], ['METRIC-PARAMETER 71:5']],
  ['a field of another metric', [[PPV, `${ECE}    fixedAt: 90 %\n`]], ['METRIC-PARAMETER 76:5']],
  ['an empty range', [[PPV, PPV_AUC]], ['METRIC-PARAMETER 75:12']],
  [
    'a fixed rate of 100 %',
    [[PPV, ECE.replace('ece', 'sensitivity-at-specificity').replace(BINS, '    fixedAt: 100 %\n')]],
    ['METRIC-PARAMETER 75:14'],
  ],
  ['bins where they belong', [[PPV, ECE]], []],
  [
    'probabilities of a model that gives none',
    [[PPV, ECE]],
    ['METRIC-PROBABILITY 73:13'],
    {
      model: {
        outputs: [{ name: 'logit', kind: 'score', meaning: 'log odds', range: [-20, 20] }],
      } as unknown as NonNullable<Facts['model']>,
    },
  ],
  ['a plain number for a percentage', [['above: 80 %', 'above: 0.8']], ['VP-05-SCALE 56:39']],
  [
    'a percentage for a ratio without an upper end',
    [[PPV, ratio('lr-positive', '{ bound: lower, above: 300 % }')]],
    ['PERCENT-RANGE 75:39'],
  ],
  [
    'a goal that the metric cannot reach',
    [[PPV, ratio('brier', '{ bound: upper, below: 1.5 }')]],
    ['VP-05-SCALE 75:39'],
  ],
  [
    'a percentage of a likelihood ratio',
    [[PPV, ratio('lr-positive', '{ bound: lower, above: 90 % }')]],
    ['VP-05-SCALE 75:39'],
  ],
  [
    'a lower limit of a loss',
    [[PPV, ratio('brier', '{ bound: lower, above: 0.1 }')]],
    ['VP-05-DIRECTION 75:16'],
  ],
  [
    'a limit on the wrong side of the target',
    [[PPV, ratio('calibration-slope', '{ bound: lower, above: 1.1 }')]],
    ['VP-05-DIRECTION 75:16'],
  ],
  ['an upper limit of a loss', [[PPV, ratio('brier', '{ bound: upper, below: 0.1 }')]], []],
  ['either side of a target', [[PPV, ratio('calibration-slope', '{ bound: upper, below: 1.2 }')]], []],
  ['a prevalence of 0 %', [['prevalence: 12 %', 'prevalence: 0 %']], ['VR-06-UNUSED 75:17']],
  ['enriched and not enriched', [['sampling: consecutive', 'sampling: enriched']], ['DS-13 31:64']],
  ['a majority of two', [['count: 3', 'count: 2']], ['RS-06 38:11']],
  ['a single reader of three', [['fusion: majority', 'fusion: single-reader']], ['RS-06 38:11']],
  [
    'truth by construction of scanner images',
    [['fusion: majority', 'fusion: known-by-construction']],
    ['RS-06 38:11'],
  ],
  [
    'readers who saw the output',
    [['blindedTo: [device output]', 'blindedTo: [each other]']],
    ['RS-05 37:53'],
  ],
  [
    'an eligibility rule that cannot be read',
    [['image.rows < 64', 'image.rows <<']],
    ['VP-16 30:27'],
    {
      parseEligibility: (text) =>
        text.includes('<<') ? { message: 'unexpected <', fix: 'remove it', column: 13 } : null,
    },
  ],
  [
    'an eligibility rule about ages that are one class',
    [['image.rows < 64', 'patient.ageYears > 95']],
    ['VP-16-AGE 30:27'],
    { cappedAgeDoubt: (text) => (text.includes('95') ? { message: 'never holds', fix: 'remove it' } : null) },
  ],
  ['subgroups as claims', [['kind: descriptive', 'kind: claim']], ['VP-13 78:9']],
  [
    'an unknown subgroup variable',
    [['    - site', '    - sight']],
    ['VP-12-AXES 80:3', 'VP-12-VARIABLE 83:7'],
    { variables: ['site', 'patient.sex', 'patient.ageYears', 'equipment.manufacturer'] },
  ],
  ['a subgroup variable twice', [['    - site', '    - site\n    - patient.sex']], ['VP-12-REPEATED 84:7']],
  ['cuts that do not rise', [['[40, 65]', '[65, 40]']], ['VP-12-CUTS 82:43']],
  [
    'cuts of a text',
    [['- patient.sex', '- { variable: patient.sex, cuts: [1] }']],
    ['VP-12-CUTS 81:38'],
    { numericVariables: ['patient.ageYears'] },
  ],
  [
    'a primary endpoint without a sample size',
    [['  - { endpoint: E2, assumed: 85 %, power: 90 %, method: exact }\n', '']],
    ['VP-10 85:1'],
  ],
  ['an assumption at the goal', [['assumed: 90 %', 'assumed: 80 %']], ['VP-10-ASSUMED 86:30']],
  ['a power of 100 %', [['power: 90 %', 'power: 100 %']], ['VP-10-POWER 86:43']],
  ['a low power', [['power: 90 %', 'power: 70 %']], ['VP-10-POWER 86:43']],
  ['a stated size without a source', [['method: exact', 'method: stated']], ['VP-10-METHOD 86:5']],
  ['a stated size with its source', [['method: exact', 'method: stated, source: SAP-3']], []],
  ['too few positives to meet it even at 100 %', [], ['VP-10-IMPOSSIBLE 86:5'], units(15, 500)],
  ['fewer positives than the power needs', [], ['VP-10-SHORT 86:43'], units(76, 500)],
  ['enough of both', [], [], units(142, 183)],
  ['a family without a primary endpoint', [['family: [E1, E2]', 'family: [E1]']], ['VP-11 76:25']],
  [
    'a family with a secondary endpoint',
    [['family: [E1, E2]', 'family: [E1, E2, E3]']],
    ['VP-11-EXTRA 76:34'],
  ],
  ['more than one look', [['looks: 1', 'looks: 3']], ['VP-22-LOOKS 89:10']],
  ['no look', [['looks: 1', 'looks: 0']], ['VP-22 89:10']],
  ['cases for developers', [['developer: headline', 'developer: cases']], ['VP-22-RELEASE 90:25']],
  ['no rule for failed cases', [['  failedCase: worst-case\n', '']], ['VP-14 40:1']],
  ['failed cases left out', [['failedCase: worst-case', 'failedCase: excluded']], ['VP-14 45:15']],
  ['a metric that does not exist', [['metric: sensitivity', 'metric: sensitivty']], ['METRIC-UNKNOWN 53:13']],
  ['a method that does not exist', [['method: wilson', 'method: wald']], ['METHOD-UNKNOWN 54:25']],
  ['an unknown key', [['threshold: 0.46', 'threshhold: 0.46']], ['FORM-UNKNOWN-FIELD 20:5', 'VP-08 19:3']],
  ['a wrong type', [['threshold: 0.46', 'threshold: "0.46"']], ['FORM-TYPE 20:16']],
];

describe('lint', () => {
  it('finds nothing in the valid protocol', async () => {
    const { protocol, findings } = await checkProtocol(VALID_PROTOCOL, 'protocol.yaml');
    expect(findings).toEqual([]);
    expect(protocol?.endpoints).toHaveLength(4);
  });

  it('finds nothing in the protocol of the example', async () => {
    const bytes = readFileSync(new URL('../../protocols/fracture/protocol.yaml', import.meta.url));
    expect((await checkProtocol(bytes, 'protocol.yaml')).findings).toEqual([]);
  });

  it.each(RULES)('%s', async (_, changes, expected, facts = {}) => {
    const { findings } = await checkProtocol(broken(...changes), 'protocol.yaml', facts);
    const got = findings.map(({ code, line, column }) => `${code} ${line ?? 0}:${column ?? 0}`);
    expect(got.sort()).toEqual([...expected].sort());
  });

  it('gives several findings at once, in the order of the file, of form and of rules together', async () => {
    const text = broken(
      ['sensitivity', 'sensitvity'],
      ['derivedOn: DEV-4', 'derivedOn: test'],
      ['looks: 1', 'looks: 1\n  peeks: 4'],
    );
    const { protocol, findings } = await checkProtocol(text, 'p.yaml');
    expect(findings.map(({ code, line }) => `${line ?? 0} ${code}`)).toEqual([
      '21 VP-08',
      '53 METRIC-UNKNOWN',
      '90 FORM-UNKNOWN-FIELD',
    ]);
    expect(findings[1]?.fix).toContain('did you mean "sensitivity"?');
    expect(protocol).toBeNull();
  });

  it('has a documented code in every row of this table', () => {
    const documented = new Set(FINDING_CODES.map(({ code }) => code));
    const used = new Set(RULES.flatMap(([, , expected]) => expected.map((text) => text.split(' ')[0] ?? '')));
    expect([...used].filter((code) => !documented.has(code))).toEqual([]);
  });
});
