import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mustEnd, veritome } from './command.js';
import type { ClassRow, EstimateRow, Prediction, Results } from '../src/schema/types.js';
import { copyWith, preparedProject, TEST_IMAGES } from './class-project.js';

const RUN = 'evidence/runs/0001';
const lines = <T>(project: string, name: string): T[] =>
  readFileSync(join(project, RUN, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

describe('a model that grades, from lock to report', () => {
  let project: string;
  let results: Results;
  let checked: string;
  let ended: number | null;

  beforeAll(async () => {
    project = copyWith(await preparedProject(), []);
    const at = { cwd: project };
    checked = (await mustEnd(0, ['check'], at)).stdout;
    await mustEnd(0, ['rehearse'], at);
    await mustEnd(0, ['key', 'create', 'qa', '--name', 'Quality assurance of the tests'], at);
    await mustEnd(0, ['lock', '--as', 'qa'], at);
    ended = (await veritome(['run'], at)).code;
    results = JSON.parse(readFileSync(join(project, RUN, 'results.json'), 'utf8')) as Results;
  });

  const row = (code: string): EstimateRow => results.estimates[code]!;
  const count = (at: Record<string, string>): number =>
    Object.values(results.counts).find(
      ({ group, at: own }) =>
        group === 'cross-tabulation' && Object.entries(at).every(([key, value]) => own[key] === value),
    )!.value;

  it('checks sizes by class and agreement of grades', () => {
    expect(checked).toMatch(/E1 expects 92 % with 8 positive patients/);
    expect(checked).toMatch(/Krippendorff's alpha/);
  });

  it('ends with a verdict that is not met, for so few patients', () => {
    expect(ended).toBe(1);
    expect(results.overall.verdict).toBe('not-met');
    expect(results.threshold).toBeNull();
  });

  it('keeps the scores of every class, and decides by the protocol', () => {
    const predictions = lines<Prediction>(project, 'predictions.jsonl');
    expect(predictions).toHaveLength(TEST_IMAGES.length);
    for (const { status, outputs } of predictions) {
      if (status === 'failed') continue;
      const [output] = outputs;
      if (output?.kind !== 'classes') throw new Error('no classes');
      expect(Object.keys(output.scores).sort()).toEqual(['displaced', 'none', 'undisplaced']);
      expect(Object.values(output.scores).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    }
    const rows = lines<ClassRow>(project, 'scores.jsonl').filter(({ unit }) => unit === 'patient');
    const of = (id: string): Partial<ClassRow> => rows.find((one) => one.id === id)!;
    expect(of('N10')).toMatchObject({ truth: 'none', decision: 'displaced' });
    // The gravest grade of any image, in truth and by the model.
    expect(of('U1')).toMatchObject({ truth: 'undisplaced', decision: 'undisplaced', scores: null });
    expect(of('D7')).toMatchObject({ decision: null, indeterminate: true, failed: false });
    expect(of('D8')).toMatchObject({ decision: null, indeterminate: false, failed: true });
  });

  it('holds the table of patients, by hand', () => {
    const grades = ['none', 'undisplaced', 'displaced'];
    const columns = [...grades, 'indeterminate', 'no result', 'total'];
    const table = [...grades, 'total'].map((truth) =>
      columns.map((decision) => count({ unit: 'patient', truth, decision })),
    );
    expect(table).toEqual([
      [8, 1, 1, 0, 0, 10],
      [1, 6, 1, 0, 0, 8],
      [0, 1, 5, 1, 1, 8],
      [9, 8, 7, 1, 1, 26],
    ]);
    expect(count({ unit: 'image', truth: 'none', decision: 'total' })).toBe(11);
  });

  it('counts failed and indeterminate patients as wrong in every metric, by hand', () => {
    expect(row('E1.1')).toMatchObject({ numerator: 5, denominator: 8, class: 'displaced', positives: 8 });
    expect(row('E1.1').definition).toBe('displaced against the rest');
    expect(row('E3.1')).toMatchObject({ numerator: 16, denominator: 18 });
    expect(row('E4.1')).toMatchObject({ numerator: 6, denominator: 8 });
    expect(row('E5.1')).toMatchObject({ numerator: 5, denominator: 7 });
    expect(row('E6.1')).toMatchObject({ numerator: 19, denominator: 26, positives: null });
    expect(row('E7.1').estimate).toBeCloseTo((8 / 10 + 6 / 8 + 5 / 8) / 3, 12);
    // Both displaced patients without a grade stand under none, farthest from the truth: rows 8 1 1, 1 6 1, 2 1 5.
    // Quadratic: observed 16 of 26, expected 920 of 26 × 26. Linear: 10 of 26, expected (10·22 + 8·18 + 8·30) of 26 × 26.
    expect(row('E2.1').estimate).toBeCloseTo(1 - (16 * 26) / 920, 12);
    expect(row('E9.1').estimate).toBeCloseTo(1 - (10 * 26) / (220 + 144 + 240), 12);
    expect(row('E2.1').interval.flags[0]).toMatch(/wrong class .* least: displaced as none/);
    // Once more without the failed one, and with the indeterminate one as right.
    expect(row('E1.2')).toMatchObject({ analysis: 'completers-only', numerator: 5, denominator: 7 });
    expect(row('E1.3')).toMatchObject({ analysis: 'best-case', numerator: 6, denominator: 8 });
  });

  it('is the same when verified and explained', async () => {
    const at = { cwd: project };
    expect((await mustEnd(0, ['verify'], at)).stdout).toMatch(/numbers computed again: the same/);
    const explained = await mustEnd(0, ['explain', 'E1.1', '--cases'], at);
    expect(explained.stdout).toMatch(/computed now: the same to the last bit/);
    expect(explained.stdout).toMatch(/D8 {2}truth displaced {2}failed/);
    expect(explained.stdout).toMatch(/8 lines/);
    const file = join(project, RUN, 'scores.jsonl');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace('"decision":"displaced"', '"decision":"none"'));
    expect((await veritome(['verify'], at)).code).toBe(3);
    writeFileSync(file, before);
  });
});

type Changes = readonly (readonly [from: string | RegExp, to: string])[];

/** What is changed in the protocol of the example, and what must be said of it all. */
const REFUSED: readonly (readonly [string, Changes, readonly (readonly [code: string, words: RegExp])[]])[] =
  [
    [
      'classes without order',
      [['scale: ordinal #', 'scale: nominal #']],
      [
        ['CLASS-ORDER', /cohen-kappa-quadratic weighs how far a wrong class lies/],
        ['CLASS-ORDER', /nominal classes have no highest one/],
        ['CLASS-ORDER', /nominal classes have no higher one/],
        ['RS-06', /median needs ordinal classes/],
      ],
    ],
    [
      'endpoints, threshold and names',
      [
        ['metric: sensitivity\n    class: displaced', 'metric: sensitivity'],
        ['metric: specificity\n    class: displaced', 'metric: specificity\n    class: displacd'],
        ['metric: f1-macro', 'metric: f1'],
        ['metric: roc-auc-macro\n    unit: image', 'metric: roc-auc-macro\n    class: none'],
        ['metric: cohen-kappa-linear', 'metric: cohen-kappa-linear\n    unit: image'],
        ['method: cluster-bootstrap-bca', 'method: wilson'],
        ['method: clopper-pearson', 'method: fleiss-cohen-everitt'],
        [
          '  package: model/model.yaml',
          '  package: model/model.yaml\n  operatingPoint: { threshold: 0.5, derivedOn: DEV-1, method: none }',
        ],
        ['indeterminate: both-ways', 'indeterminate: none'],
        ['names: [none, undisplaced, displaced]', 'names: [Indeterminate, undisplaced, displaced]'],
      ],
      [
        ['CLASS-NAME', /sensitivity of E1 is a metric of two classes and names none/],
        ['CLASS-NAME', /there is no class displacd\n.*did you mean "displaced"/],
        ['CLASS-NAME', /or use f1-macro, f1-micro, f1-weighted/],
        ['CLASS-NAME', /roc-auc-macro of E11 is taken over all classes and names none/],
        ['CLASS-NAME', /called Indeterminate, as the tables of the report call a column of their own/],
        ['CLASS-PATIENT', /roc-auc-macro needs scores/],
        ['VP-09', /fleiss-cohen-everitt assumes independent units.*\n.*cluster-bootstrap-bca/],
        ['VP-09-METRIC', /wilson is no interval for cohen-kappa-quadratic/],
        ['VP-09-METRIC', /fleiss-cohen-everitt is no interval for accuracy: it is made for Cohen’s kappa/],
        ['CLASS-FIELD', /operatingPoint is stated, and several classes have no threshold/],
        ['CLASS-INDETERMINATE', /the minimum score leaves images without a class/],
      ],
    ],
    [
      'neither threshold nor classes',
      [[/\nclasses:\n( {2}.*\n)+/, '\n']],
      [
        ['VP-08', /operatingPoint is missing/],
        ['VP-04', /analysis\.ties is missing/],
        [
          'CLASS-METRIC',
          /cohen-kappa-quadratic is a metric of several classes, and the protocol declares none/,
        ],
        ['CLASS-NAME', /E1 names class displaced, and the protocol declares no classes/],
      ],
    ],
  ];

describe.each(REFUSED)('check refuses %s', (_name, changes, said) => {
  let ended: Awaited<ReturnType<typeof veritome>>;

  beforeAll(async () => {
    const cwd = copyWith(
      await preparedProject(),
      changes.map(([from, to]) => ['protocol.yaml', from, to] as const),
    );
    ended = await veritome(['check'], { cwd });
  });

  it.each(said)('%s %s', (code, words) => {
    expect(ended.code).toBe(2);
    expect(ended.stdout + ended.stderr).toContain(code);
    expect(ended.stdout + ended.stderr).toMatch(words);
  });
});

describe('check refuses what does not belong to the model or the table', () => {
  const checkProject = async (
    changes: Parameters<typeof copyWith>[1],
  ): Promise<{ code: number | null; text: string }> => {
    const cwd = copyWith(await preparedProject(), changes);
    const { code, stdout, stderr } = await veritome(['check'], { cwd });
    return { code, text: stdout + stderr };
  };

  it('classes in another order than those of the model', async () => {
    const { code, text } = await checkProject([
      ['protocol.yaml', 'names: [none, undisplaced, displaced]', 'names: [none, displaced, undisplaced]'],
    ]);
    expect(code).toBe(2);
    expect(text).toMatch(/CLASS-MODEL .*those of grade of the model are none, undisplaced, displaced/);
  });

  it('a class of the table that is none, with the nearest one', async () => {
    const { code, text } = await checkProject([
      ['data/reference.csv', 'N1,N1-0,0,', 'N1,N1-0,undisplacd,'],
      ['protocol.yaml', /^ {2}labels:\n( {4}.*\n)+/m, ''],
    ]);
    expect(code).toBe(2);
    expect(text).toMatch(
      /DATA-REFERENCE-VALUE .*"undisplacd", which is no class of the protocol .*nearest is "undisplaced"/,
    );
  });

  it('a truth that is not the median of the readers', async () => {
    const { text } = await checkProject([['data/reference.csv', 'D1,D1-19,2,2,2,no', 'D1,D1-19,2,1,2,no']]);
    expect(text).toMatch(
      /DATA-REFERENCE-FUSION .*the readers said undisplaced, displaced, none; that is not median/,
    );
  });

  it('as many names as the output has values', async () => {
    const { code, text } = await checkProject([
      ['model/model.yaml', 'shape: [1, 3, 1, 1]', 'shape: [1, 4, 1, 1]'],
    ]);
    expect(code).toBe(2);
    expect(text).toMatch(/MODEL-RULE .*grade has 3 classes, the output 1 × 4 × 1 × 1 has 4 values/);
  });
});
