import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, veritome } from './command.js';
import { emptyFolder } from './copies.js';

/** Known answers at the side of the working copy; not there for users, insisted on where VERITOME_REQUIRE_SHARED is set. */
const shared = join(process.env['VERITOME_SHARED'] ?? join(root, '..', 'shared'), 'kat');
const insist = process.env['VERITOME_REQUIRE_SHARED'] === '1';

function input(name: string, text: string): string {
  const file = join(emptyFolder(), name);
  writeFileSync(file, text);
  return file;
}

describe('stat', () => {
  it('gives one number with its interval, method and source', async () => {
    // FDA 2007 guidance on diagnostic tests, worked example: 44 of 51 → 74.3 to 93.2 % (Wilson)
    const file = input('counts.csv', 'x,n\n44,51\n');
    const { code, stdout } = await veritome([
      'stat',
      'proportion',
      '--input',
      file,
      '--method',
      'wilson',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      estimate: 44 / 51,
      lower: expect.closeTo(0.7427830774241833, 12),
      upper: expect.closeTo(0.9318889826494312, 12),
      method: 'wilson',
      n: 51,
      exclusions: 0,
    });
  });

  it('reads scores as JSON and counts ties', async () => {
    // Pairs won by hand: (0.9, 0.1), (0.9, 0.5), (0.5, 0.1) won, (0.5, 0.5) half: 3.5 of 4
    const file = input('scores.json', JSON.stringify({ truth: [1, 1, 0, 0], score: [0.9, 0.5, 0.5, 0.1] }));
    const { code, stdout } = await veritome(['stat', 'roc-auc', '--input', file, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ estimate: 0.875, ties: 2 });
  });

  it('names its estimators, and refuses what it cannot read', async () => {
    const list = await veritome(['stat', '--list']);
    for (const name of ['proportion', 'sensitivity', 'roc-auc'])
      expect(list.stdout).toMatch(new RegExp(`^${name} `, 'm'));
    expect((await veritome(['stat'])).code).toBe(2);
    expect((await veritome(['stat', 'proportion', '--input', 'missing.csv'])).stderr).toContain(
      'INPUT-FILE-UNREADABLE',
    );
    const unknown = await veritome(['stat', 'proportions', '--input', input('a.csv', 'x,n\n1,2\n')]);
    expect(unknown.stderr).toContain('STATS-UNKNOWN');
    const impossible = await veritome(['stat', 'proportion', '--input', input('a.csv', 'x,n\n3,2\n')]);
    expect(impossible.stderr).toMatch(/^STATS-ARGUMENT/);
    expect(impossible.code).toBe(2);
  });

  it('ends quietly when its reader goes', () => {
    const script = `"${process.execPath}" "${join(root, 'bin/veritome.js')}" stat --list | head -1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(stdout).toMatch(/^proportion/);
    expect(stderr).toBe('');
  });
});

describe('qualify', () => {
  it('prints a line for each value that differs, and counts unknown families as failed', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'cases'));
    const cases = [
      { id: 'right', family: 'prop_ci', file: 'cases/a.input.json', expected: 'cases/a.expected.json' },
      { id: 'wrong', family: 'prop_ci', file: 'cases/a.input.json', expected: 'cases/b.expected.json' },
      { id: 'odd', family: 'astrology', file: 'cases/a.input.json', expected: 'cases/a.expected.json' },
    ];
    const tolerance = { default: { abs: 1e-9, rel: 1e-9 } };
    const write = (name: string, value: unknown): void =>
      writeFileSync(join(folder, name), JSON.stringify(value));
    write('index.json', { cases });
    write('cases/a.input.json', { x: 44, n: 51, conf_level: 0.95 });
    write('cases/a.expected.json', {
      expected: { 'wilson.lower': 0.7427830774241833 },
      tolerance,
      source: 'by hand',
    });
    write('cases/b.expected.json', { expected: { 'wilson.lower': 0.75 }, tolerance, source: 'by hand' });
    const { code, stdout } = await veritome(['qualify', '--vectors', folder]);
    const lines = stdout.trim().split('\n');
    expect(lines.at(-1)).toBe('1 passed, 2 failed');
    expect(lines[0]).toMatch(
      /^wrong {2}wilson\.lower {2}got 0\.7427830774241\d+ {2}expected 0\.75 .*source by hand$/,
    );
    expect(lines[1]).toContain('astrology');
    expect(code).toBe(1);
  });

  it.skipIf(!insist && !existsSync(shared))('passes every known answer at hand', async () => {
    const { code, stdout } = await veritome(['qualify', '--vectors', shared]);
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^\d+ passed, 0 failed$/);
    expect(code).toBe(0);
  });
});
