import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './command.js';

const PAGES = ['coverage.csv', 'coverage.md', 'coverage.svg'];
const CELLS = ['single-proportion n=10', 'clustered-proportion n=10 p=0.8 size=1-9 icc=0.3'];

describe('the coverage tool', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'veritome-coverage-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Two cells of the quick grid; `name` gives each call its own results and checkpoint. */
  function validate(name: string, ...words: string[]) {
    const out = join(folder, name);
    const done = spawnSync(
      process.execPath,
      [
        join(root, 'tools', 'coverage', 'run.mjs'),
        '--quick',
        ...['--replicates', '60', '--out', out, '--cache', join(out, 'cache')],
        ...CELLS.flatMap((cell) => ['--only', cell]),
        ...words,
      ],
      { encoding: 'utf8' },
    );
    const pages = PAGES.map((page) => readFileSync(join(out, page), 'utf8'));
    return { status: done.status, stdout: done.stdout, pages };
  }

  it('writes the same bytes on one and on two threads, and takes finished cells up again', () => {
    const one = validate('one', '--workers', '1');
    const two = validate('two', '--workers', '2');
    expect([one.status, two.status]).toEqual([0, 0]);
    expect(two.pages).toEqual(one.pages);
    expect(one.stdout).toContain('2 cells, 0 finished before');
    const again = validate('one', '--workers', '1');
    expect(again.stdout).toContain('2 cells, 2 finished before');
    expect(again.pages).toEqual(one.pages);
  });

  it('finds exact coverage: Clopper-Pearson never below nominal, Wald far below, Wilson at a hand-computed value', () => {
    const [csv] = validate('exact').pages;
    const [head, ...lines] = csv!.trimEnd().split('\n');
    const columns = head!.split(',');
    const rows = lines.map((line) =>
      Object.fromEntries(line.split(',').map((value, i) => [columns[i]!, value])),
    );
    const of = (method: string) => rows.filter((row) => row.method === method && row.n === '10');
    expect(of('clopper-pearson')).toHaveLength(80);
    for (const row of of('clopper-pearson')) expect(Number(row.coverage)).toBeGreaterThanOrEqual(0.95);
    expect(Math.min(...of('wald').map((row) => Number(row.coverage)))).toBeLessThan(0.1);
    // n = 10, p = 1/2: Wilson's limits hold 1/2 for x = 2 … 8, so the misses are 2 (1 + 10) of 1024.
    expect(of('wilson').find((row) => row.truth === '0.5')?.coverage).toBe((1 - 22 / 1024).toFixed(6));
    expect(new Set(rows.filter((row) => row.icc === '0.3').map((row) => row.replicates))).toEqual(
      new Set(['60', '50']),
    );
  });

  it('refuses a wrong option with exit code 2', () => {
    const words = [join(root, 'tools', 'coverage', 'run.mjs'), '--workers', '0'];
    expect(spawnSync(process.execPath, words).status).toBe(2);
  });
});
