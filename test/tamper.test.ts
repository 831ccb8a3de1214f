import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../src/core/random.js';
import { checkIntegrity } from '../src/evidence/integrity.js';
import { verifyProject } from '../src/verify.js';
import { mustEnd, veritome } from './command.js';
import { copyOf } from './copies.js';

function filesOf(project: string): string[] {
  return readdirSync(project, { recursive: true })
    .map(String)
    .filter((path) => statSync(join(project, path)).isFile())
    .map((path) => path.split('\\').join('/'))
    .sort();
}

/** Changes one bit of one byte. */
function flip(file: string, draw: RandomStream): void {
  const bytes = readFileSync(file);
  const at = draw.below(bytes.length);
  bytes[at] = bytes[at]! ^ (1 << draw.below(8));
  writeFileSync(file, bytes);
}

describe('a finished project', () => {
  it('names every file in which one bit was changed', async () => {
    const project = copyOf('ranProject');
    await mustEnd(0, ['sign', '--as', 'release', '--meaning', 'approver'], { cwd: project });
    const whole = await verifyProject(project, { withoutImages: false });
    expect(whole.findings).toEqual([]);
    expect(whole.intact).toBe(true);
    const files = filesOf(project);
    const images = files.filter((path) => path.endsWith('.dcm'));
    // Every file that is not an image, and a few of these, which all take the same path.
    const chosen = [...files.filter((path) => !path.endsWith('.dcm')), ...images.slice(0, 3)];
    const draw = new RandomStream(11);
    const unnoticed: string[] = [];
    for (const path of chosen) {
      const file = join(project, path);
      const original = readFileSync(file);
      if (original.length === 0) continue;
      flip(file, draw);
      // The part of `verify` that answers for bytes; computing every number again each time would add nothing here.
      const report = await checkIntegrity(project, { withoutImages: false });
      if (report.intact || !report.findings.some((finding) => finding.path === path)) unnoticed.push(path);
      writeFileSync(file, original);
    }
    expect(unnoticed).toEqual([]);
  }, 180_000);

  it('says which line of the predictions changed and which numbers that touches', async () => {
    const project = copyOf('ranProject');
    const file = join(project, 'evidence/runs/0001/predictions.jsonl');
    const lines = readFileSync(file, 'utf8').split('\n');
    lines[72] = lines[72]!.replace(
      /"value":0\.(\d)/,
      (_all, digit: string) => `"value":0.${(Number(digit) + 1) % 10}`,
    );
    writeFileSync(file, lines.join('\n'));
    const { code, stdout } = await veritome(['verify'], { cwd: project });
    expect(stdout).toContain(
      'evidence/runs/0001/predictions.jsonl  changed since it was attested (line 73 differs)',
    );
    expect(stdout).toMatch(/touches E1 E2 E3/);
    expect(stdout).toMatch(/integrity: BROKEN.* \(exit 3\)/);
    expect(code).toBe(3);
  });

  it('does not believe results that were changed together with their digests', async () => {
    const project = copyOf('ranProject');
    const file = join(project, 'evidence/runs/0001/results.json');
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replace('"not-met"', '"met"')
        .replace(/"estimate": 0\.9/, '"estimate": 0.8'),
    );
    const { code, stdout } = await veritome(['verify'], { cwd: project });
    expect(code).toBe(3);
    expect(stdout).toContain('results.json');
  });

  it('notices two reference rows that were exchanged', async () => {
    const project = copyOf('lockedProject');
    const file = join(project, 'data/reference.csv');
    const lines = readFileSync(file, 'utf8').split('\n');
    const positive = lines.findIndex((line) => line.includes(',positive,'));
    const negative = lines.findIndex((line) => line.includes(',negative,'));
    const swap = (text: string): string =>
      text.includes(',positive,')
        ? text.replace(/,positive/g, ',negative')
        : text.replace(/,negative/g, ',positive');
    lines[positive] = swap(lines[positive]!);
    lines[negative] = swap(lines[negative]!);
    writeFileSync(file, lines.join('\n'));
    const { code, stderr } = await veritome(['run'], { cwd: project });
    expect(code).toBe(3);
    expect(stderr).toContain('data/reference.csv');
    expect(stderr).toContain('changed');
  });

  it('notices two images that were exchanged', async () => {
    const project = copyOf('lockedProject');
    const [a, b] = readdirSync(join(project, 'data/test'))
      .sort()
      .map((name) => join(project, 'data/test', name));
    renameSync(a!, `${a}.tmp`);
    renameSync(b!, a!);
    renameSync(`${a}.tmp`, b!);
    const { code, stderr } = await veritome(['run'], { cwd: project });
    expect(code).toBe(3);
    expect(stderr).toMatch(/data\/test\/FR-0001/);
  });

  it('refuses to run with another model, and the ledger shows no look', async () => {
    const project = copyOf('lockedProject');
    flip(join(project, 'model/fractnet.onnx'), new RandomStream(5));
    const before = readdirSync(join(project, 'evidence/ledger'));
    const { code, stderr } = await veritome(['run'], { cwd: project });
    expect(code).toBe(3);
    expect(stderr).toContain('model/fractnet.onnx');
    expect(readdirSync(join(project, 'evidence/ledger'))).toEqual(before);
  });

  it('notices entries cut off the end of the ledger', async () => {
    const project = copyOf('ranProject');
    const ledger = join(project, 'evidence/ledger');
    const last = readdirSync(ledger)
      .filter((name) => /^\d+\.json$/.test(name))
      .sort()
      .at(-1)!;
    rmSync(join(ledger, last));
    expect((await veritome(['verify'], { cwd: project })).code).toBe(3);
  });

  it('verifies without its images only when told to', async () => {
    const project = copyOf('ranProject');
    rmSync(join(project, 'data/test'), { recursive: true });
    expect((await veritome(['verify'], { cwd: project })).code).toBe(3);
    const sent = await veritome(['verify', '--without-images'], { cwd: project });
    expect(sent.stdout).toMatch(/images not kept here/);
    expect(sent.code).toBe(0);
  });

  it('is verified by the program alone, with no package in reach', async () => {
    const project = copyOf('ranProject');
    const alone = join(project, '..', 'alone');
    cpSync(new URL('../dist', import.meta.url), join(alone, 'dist'), { recursive: true });
    cpSync(new URL('../package.json', import.meta.url), join(alone, 'package.json'));
    const ended = await veritome([project], {
      script: join(alone, 'dist', 'cli', 'verify-standalone.js'),
      cwd: alone,
    });
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toMatch(/intact/);
    expect(ended.code).toBe(0);
  });
});
