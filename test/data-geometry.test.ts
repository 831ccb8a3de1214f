import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../src/core/finding.js';
import { sliceFile } from '../src/imaging/series.testkit.js';
import { mustEnd, veritome } from './command.js';
import { copyOf } from './copies.js';

/** The example with few films, a tilted CT beside them that its eligibility lets in, and a table in the same folder. */
async function project(): Promise<string> {
  const cwd = copyOf('lockedProject');
  const images = join(cwd, 'data/test');
  for (const name of readdirSync(images)) if (!/^FR-000[1-4]/.test(name)) rmSync(join(images, name));
  const table = join(cwd, 'data/reference.csv');
  const rows = readFileSync(table, 'utf8').split('\n');
  writeFileSync(table, `${rows.filter((line, i) => i === 0 || /^FR-000[1-4]/.test(line)).join('\n')}\n`);
  mkdirSync(join(images, 'ct'));
  for (const n of [0, 1, 2, 3]) {
    writeFileSync(join(images, 'ct', `${n}.dcm`), sliceFile({ position: [0, 0.3 * n, 2 * n], number: n }));
  }
  writeFileSync(join(images, 'boxes.json'), '{"images":[],"annotations":[],"categories":[]}');
  const path = join(cwd, 'protocol.yaml');
  const text = readFileSync(path, 'utf8')
    .replace(/^( +include: ).*$/m, '$1modality in ["DX", "CR", "CT"]')
    .replace('image.rows < 64 or image.columns < 64', 'image.rows < 1');
  writeFileSync(path, text);
  await mustEnd(0, ['data', 'inventory', 'data/test', '--id', 'TEST-1', '--out', 'data/test.manifest.json'], {
    cwd,
  });
  return cwd;
}

async function check(cwd: string): Promise<Finding[]> {
  const ended = await veritome(['check', '--json'], { cwd });
  expect(ended.code).toBe(2);
  return (JSON.parse(ended.stdout) as { findings: Finding[] }).findings;
}

describe('check of volumes', () => {
  it('refuses a tilted CT with the slice named until the protocol allows it, and always what the model cannot take', async () => {
    const cwd = await project();
    const found = await check(cwd);
    const tilt = (findings: Finding[]): [string, string][] =>
      findings
        .filter(({ code }) => code === 'GEOMETRY-GANTRY-TILT')
        .map(({ severity, path }) => [severity, path]);
    expect(tilt(found)).toEqual([1, 2, 3].map((n) => ['error', `data/test/ct/${n}.dcm`]));
    const codes = new Set(found.map(({ code }) => code));
    expect(codes).toContain('DATA-NOT-FOR-MODEL');
    expect(codes).toContain('DATA-ANNOTATION-BESIDE-IMAGES');

    const path = join(cwd, 'protocol.yaml');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/^data:\n/m, 'data:\n  geometry:\n    allow: [GEOMETRY-GANTRY-TILT]\n'));
    expect(new Set(tilt(await check(cwd)).map(([severity]) => severity))).toEqual(new Set(['warning']));

    writeFileSync(path, text.replace(/^data:\n/m, 'data:\n  geometry:\n    allow: [GEOMETRY-COLOUR]\n'));
    expect((await check(cwd)).map(({ code }) => code)).toContain('FORM-CHOICE');
  });
});
