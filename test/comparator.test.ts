import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mustEnd, veritome } from './command.js';
import { copyOf } from './copies.js';
import { pagesOf } from './pages.js';

const COMPARATORS = `comparators:
  - id: C1
    kind: previous-version
    name: FractureNet
    version: '0.0.9'
    file: data/comparator.csv
    rehearsalFile: data/rehearsal.comparator.csv
    unit: image
    columns: { case: patient, image: image, score: probability }
    scoreRange: [0, 1]
    operatingPoint: { threshold: 0.45, derivedOn: DEV-3, method: as labelled }
    missingCase: refused
  - id: C2
    kind: reader
    name: First reader
    version: reading of 2026-03
    reader: reader_1
    missingCase: worst-case-against-candidate

`;

const ENDPOINTS = `  - id: E20
    role: primary
    claim: CL-1
    metric: sensitivity-difference
    comparator: C1
    interval: { method: tango, level: 95 %, sides: two }
    hypothesis: { form: superiority-after-non-inferiority, margin: 10 % }
    criterion: { bound: lower, above: -10 % }
    justification: { text: Half of the loss that readers call acceptable, source: URS-21 }
  - id: E21
    role: secondary
    metric: specificity-difference
    comparator: C1
    interval: { method: newcombe-paired, level: 95 %, sides: two }
    hypothesis: { form: equivalence, margin: 15 % }
    criterion: { bound: both, above: -15 %, below: 15 % }
    justification: { text: As for E20, source: URS-21 }
  - id: E22
    role: secondary
    metric: roc-auc-difference
    comparator: C1
    unit: image
    interval: { method: obuchowski-paired, level: 95 %, sides: two }
  - id: E23
    role: exploratory
    metric: accuracy-difference
    comparator: C2
    interval: { method: tango, level: 95 %, sides: two }
`;

/** Scores of an earlier version: right in most images, wrong in every fifth, the same in every run. */
function tableOf(project: string, reference: string): string {
  const [, ...rows] = readFileSync(join(project, 'data', reference), 'utf8')
    .trimEnd()
    .split('\n');
  const lines = rows.map((row, i) => {
    const [patient = '', image = '', truth = ''] = row.split(',');
    const right = i % 5 !== 0;
    const score = (truth === 'positive') === right ? 0.6 + (i % 7) / 20 : 0.1 + (i % 6) / 20;
    return `${patient},${image},${score.toFixed(2)}`;
  });
  return `patient,image,probability\n${lines.join('\n')}\n`;
}

/** The example under a new version of its protocol, which compares. */
function comparingProject(): string {
  const project = copyOf('lockedProject');
  const file = join(project, 'protocol.yaml');
  const text = readFileSync(file, 'utf8')
    .replace("\nversion: '1.0'", "\nversion: '1.1'")
    .replace('\nanalysis:\n', `\n${COMPARATORS}analysis:\n`)
    .replace('\nmultiplicity: { family: [E1, E2],', `\n${ENDPOINTS}\nmultiplicity: { family: [E1, E2, E20],`)
    .replace(
      '\naccess:\n',
      '\n  - { endpoint: E20, assumed: 3 %, power: 80 %, method: exact, discordant: 20 % }\n\naccess:\n',
    );
  writeFileSync(file, text);
  writeFileSync(join(project, 'data/comparator.csv'), tableOf(project, 'reference.csv'));
  writeFileSync(join(project, 'data/rehearsal.comparator.csv'), tableOf(project, 'rehearsal.reference.csv'));
  return project;
}

describe('the table of a comparator', () => {
  let project: string;
  const edit = async (
    change: (lines: string[]) => string[],
  ): Promise<{ code: number | null; text: string }> => {
    const file = join(project, 'data/comparator.csv');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, `${change(before.trimEnd().split('\n')).join('\n')}\n`);
    const ended = await veritome(['check'], { cwd: project });
    writeFileSync(file, before);
    return { code: ended.code, text: ended.stdout + ended.stderr };
  };

  it('is checked with every line that is wrong, all at once', async () => {
    project = comparingProject();
    const fine = await mustEnd(0, ['check'], { cwd: project });
    expect(fine.stdout).toMatch(/comparator C1 FractureNet 0\.0\.9 \(previous-version\): 184 images\n/);
    expect(fine.stdout).toMatch(/E20 expects 3 % with 76 positive patients: power \d+ % \(wanted 80 %\)/);
    const wrong = await edit(
      ([header = '', one = '', two = '', three = '', four = '', five = '', ...rest]) => [
        header,
        one.replace(/[^,]+$/, 'NaN'),
        two.replace(/[^,]+$/, '1.5'),
        three.replace(/^[^,]+/, 'FR-0001'),
        four,
        four,
        five.replace(/,[^,]+,/, ',FR-9999-1,'),
        ...rest,
      ],
    );
    expect(wrong.code).toBe(2);
    for (const place of [
      'comparator.csv:2:1  DATA-COMPARATOR-VALUE',
      'comparator.csv:3:1  DATA-COMPARATOR-RANGE',
      'comparator.csv:4:1  DATA-COMPARATOR-CASE',
      'comparator.csv:6:1  DATA-COMPARATOR-DUPLICATE',
      'comparator.csv:7:1  DATA-COMPARATOR-UNKNOWN',
      'DATA-COMPARATOR-NO-RESULT',
    ])
      expect(wrong.text).toContain(place);
  });
});

describe('a project with comparators', () => {
  let project: string;
  let table: string;

  beforeAll(async () => {
    project = comparingProject();
    table = join(project, 'data/comparator.csv');
    await mustEnd(0, ['rehearse'], { cwd: project });
  }, 120_000);

  it('goes from rehearsal to lock, run and report, and every number is computed again', async () => {
    // Nothing moves after the lock, not even a score that stands for the same decision.
    await mustEnd(0, ['lock', '--as', 'qa'], { cwd: project });
    const lock = JSON.parse(readFileSync(join(project, 'evidence/locks/0002/lock.json'), 'utf8')) as {
      comparators: { id: string; path: string }[];
      files: { path: string; role: string }[];
    };
    expect(lock.comparators).toMatchObject([
      { id: 'C1', name: 'FractureNet', version: '0.0.9', path: 'data/comparator.csv' },
      { id: 'C2', path: 'data/reference.csv' },
    ]);
    expect(lock.files.filter(({ role }) => role.endsWith('comparator')).map(({ path }) => path)).toEqual([
      'data/comparator.csv',
      'data/rehearsal.comparator.csv',
    ]);
    const before = readFileSync(table, 'utf8');
    writeFileSync(table, before.replace(/0\.75/, '0.76'));
    const refused = await veritome(['run'], { cwd: project });
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/data\/comparator\.csv changed since it was locked \(line \d+ differs\)/);
    writeFileSync(table, before);

    const ran = await veritome(['run'], { cwd: project });
    expect([0, 1]).toContain(ran.code);
    expect(ran.stdout).toMatch(/E20: non-inferior (not )?shown, superior (not )?shown/);
    expect(ran.stdout).toMatch(/E21 .*lower > -15 %, upper < 15 %/);
    const verified = await mustEnd(0, ['verify'], { cwd: project });
    expect(verified.stdout).toMatch(/numbers computed again: the same/);

    const { stdout } = await mustEnd(0, ['explain', 'E20.1', '--cases'], { cwd: project });
    expect(stdout).toMatch(/76 pairs: right only by the model \d+, only by C1 \d+/);
    expect(stdout).toMatch(/mcnemar-exact: p 0\.\d+/);
    expect(stdout).toMatch(/FR-\d{4} {2}truth positive {2}score .*, C1 (not )?flagged/);
    expect(stdout).toContain('computed now: the same to the last bit');

    await mustEnd(0, ['dossier'], { cwd: project });
    // Where a line of the page ends is no matter here.
    const bare = (text: string): string => text.replace(/\s/g, '');
    const pages = await pagesOf(join(project, 'dossier/02-validation-report.pdf'));
    const text = bare(pages.join(' '));
    for (const part of [
      'C1 FractureNet 0.0.9',
      'Tango score, paired',
      'Claimed: non-inferiority, then superiority with a margin of 10 %',
      'Decisions on patients with truth positive: model (lines) by C1 (columns)',
      'McNemar exact: p',
    ])
      expect([part, text.includes(bare(part))]).toEqual([part, true]);

    const outputs = join(project, 'evidence/runs/0001/comparators.json');
    writeFileSync(outputs, readFileSync(outputs, 'utf8').replace('"score": 0.75', '"score": 0.15'));
    const broken = await veritome(['verify'], { cwd: project });
    expect(broken.code).toBe(3);
    expect(broken.stdout).toContain('evidence/runs/0001/comparators.json  changed since it was attested');
  }, 240_000);

  it('cannot be locked when the rehearsal table changed since, nor with a table that does not fit', async () => {
    const other = comparingProject();
    await mustEnd(0, ['rehearse'], { cwd: other });
    const rehearsed = join(other, 'data/rehearsal.comparator.csv');
    const before = readFileSync(rehearsed, 'utf8');
    writeFileSync(rehearsed, before.replace(/0\.\d\d\n/, '0.55\n'));
    const changed = await veritome(['lock', '--as', 'qa'], { cwd: other });
    expect(changed.code).toBe(2);
    expect(changed.stderr).toContain('the rehearsal table of comparator C1');
    writeFileSync(rehearsed, before);
    const file = join(other, 'data/comparator.csv');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/0\.\d\d\n/, '\n'));
    const gap = await veritome(['lock', '--as', 'qa'], { cwd: other });
    expect(gap.code).toBe(2);
    expect(gap.stderr).toContain('comparator C1 has no result for 1 of 184 included images');
  }, 120_000);
});
