import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { veritome, type Ended } from './command.js';
import { copyOf, emptyFolder } from './copies.js';

/** Everything below evidence/, so that "left as it was" can be asserted. */
function evidenceOf(project: string): string {
  return readdirSync(join(project, 'evidence'), { recursive: true }).map(String).sort().join('\n');
}

/** One clear line on stderr: code, what, what to do; and never a stack trace. */
function expectRefusal(ended: Ended, exit: number, code: string): void {
  expect(ended.stderr).not.toMatch(/^\s+at /m);
  expect(ended.stdout + ended.stderr).toContain(code);
  expect(ended.code).toBe(exit);
}

function edit(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to change in ${file}`);
  writeFileSync(file, changed);
}

describe('bad input is refused in words, and leaves the evidence as it was', () => {
  const cases: [string, (project: string) => void, string[], string][] = [
    [
      'an unknown key',
      (p) => edit(join(p, 'protocol.yaml'), 'threshold:', 'threshhold:'),
      ['check'],
      'threshhold',
    ],
    ['a wrong type', (p) => edit(join(p, 'protocol.yaml'), /looks: \d+/, 'looks: many'), ['check'], 'looks'],
    [
      'a metric that does not exist',
      (p) => edit(join(p, 'protocol.yaml'), 'metric: specificity', 'metric: specifity'),
      ['check'],
      'specifity',
    ],
    [
      'YAML that cannot be read',
      (p) => appendFileSync(join(p, 'protocol.yaml'), '\n\t- : [\n'),
      ['check'],
      'protocol.yaml:',
    ],
    ['an empty protocol', (p) => writeFileSync(join(p, 'protocol.yaml'), ''), ['check'], 'protocol.yaml'],
    [
      'a path that leaves the project',
      (p) => edit(join(p, 'protocol.yaml'), 'file: data/reference.csv', 'file: ../reference.csv'),
      ['check'],
      '../reference.csv',
    ],
    ['a missing image', (p) => rmSync(join(p, 'data/rehearsal', first(p))), ['check'], 'DATA-FILE-MISSING'],
    [
      'a text file named .dcm',
      (p) => writeFileSync(join(p, 'data/rehearsal', first(p)), 'not an image\n'),
      ['check'],
      'DATA-FILE-CHANGED',
    ],
    [
      'a label for an unknown case',
      (p) =>
        appendFileSync(
          join(p, 'data/reference.csv'),
          'FR-9999,FR-9999-1,positive,positive,positive,positive\n',
        ),
      ['check'],
      'DATA-LABEL-WITHOUT-IMAGE',
    ],
    [
      'a case without a label',
      (p) => edit(join(p, 'data/reference.csv'), /\nFR-0007-?[^\n]*/, ''),
      ['check'],
      'DATA-IMAGE-WITHOUT-LABEL',
    ],
    [
      'a case labelled twice',
      (p) => edit(join(p, 'data/reference.csv'), /\n(FR-0007[^\n]*)/, '\n$1\n$1'),
      ['check'],
      'reference.csv:',
    ],
    [
      'a model whose input does not fit',
      (p) => edit(join(p, 'model/model.yaml'), /shape: \[1, 1, (\d+), (\d+)\]/, 'shape: [1, 1, 8, 8]'),
      ['rehearse'],
      'MODEL-',
    ],
    [
      'weights that are no model',
      (p) => writeFileSync(join(p, 'model/fractnet.onnx'), 'text'),
      ['rehearse'],
      'MODEL-',
    ],
  ];

  it.each(cases)('%s', async (_name, damage, words, expected) => {
    const project = copyOf('lockedProject');
    damage(project);
    const before = evidenceOf(project);
    const ended = await veritome(words, { cwd: project });
    expectRefusal(ended, 2, expected);
    if (words[0] === 'check') expect(evidenceOf(project)).toBe(before);
  });

  it('a folder that is not a project', async () => {
    const ended = await veritome(['run'], { cwd: emptyFolder() });
    expectRefusal(ended, 2, 'INPUT-NOT-A-PROJECT');
  });

  it('a folder that is not empty', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'mine.txt'), 'keep me');
    const ended = await veritome(['init', folder, '--example', 'fracture']);
    expectRefusal(ended, 2, 'INPUT-FOLDER-EXISTS');
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });

  it.skipIf(process.getuid?.() === 0)('a folder that cannot be written', async () => {
    const folder = emptyFolder();
    chmodSync(folder, 0o500);
    const ended = await veritome(['init', join(folder, 'demo'), '--example', 'fracture']);
    expectRefusal(ended, 2, 'INPUT-FOLDER-UNWRITABLE');
  });

  it('a folder below a file cannot be written', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'file'), '');
    const ended = await veritome(['init', join(folder, 'file', 'demo'), '--example', 'fracture']);
    expectRefusal(ended, 2, 'INPUT-FOLDER-UNWRITABLE');
  });

  it('an example that does not exist', async () => {
    const ended = await veritome(['init', join(emptyFolder(), 'demo'), '--example', 'fractures']);
    expectRefusal(ended, 2, 'fracture');
  });

  it('a wrong passphrase, and a key that is not registered', async () => {
    const project = copyOf('ranProject');
    const wrong = await veritome(['sign', '--as', 'release', '--meaning', 'approver'], {
      cwd: project,
      env: { VERITOME_PASSPHRASE: 'something else' },
    });
    expectRefusal(wrong, 2, 'INPUT-PASSPHRASE');
    expect(wrong.stderr).not.toContain('something else');
    const unknown = await veritome(['sign', '--as', 'nobody', '--meaning', 'approver'], { cwd: project });
    expectRefusal(unknown, 2, 'nobody');
    const meaning = await veritome(['sign', '--as', 'release', '--meaning', 'fan'], { cwd: project });
    expectRefusal(meaning, 2, 'approver');
    expect(existsSync(join(project, 'evidence', 'signatures'))).toBe(false);
  });

  it('an unknown command, and a missing option', async () => {
    expect((await veritome(['runn'])).code).toBe(2);
    expect((await veritome(['gate'])).code).toBe(2);
  });

  it('--json says the same as data', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'empty'));
    const ended = await veritome(['verify', '--json'], { cwd: join(folder, 'empty') });
    const body = JSON.parse(ended.stdout) as { ok: boolean };
    expect(body.ok).toBe(false);
    expect(ended.code).not.toBe(0);
  });
});

function first(project: string): string {
  return readdirSync(join(project, 'data/rehearsal')).sort()[0]!;
}
