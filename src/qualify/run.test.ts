import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { qualify } from './run.js';

let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'vectors-'));
  await mkdir(path.join(dir, 'cases'));
});
afterEach(() => rm(dir, { recursive: true }));

const WILSON = { 'wilson.lower': 0.7427830774241833, 'wilson.upper': 0.9318889826494312 };

async function folder(family: string, expected: Record<string, unknown>, input: unknown = { x: 44, n: 51 }) {
  const file = 'cases/one.input.json';
  const answer = 'cases/one.expected.json';
  await writeFile(path.join(dir, file), JSON.stringify(input));
  await writeFile(
    path.join(dir, answer),
    JSON.stringify({ expected, tolerance: { default: { abs: 1e-9, rel: 0 } }, source: 'FDA 2007' }),
  );
  const index = { cases: [{ id: 'one', family, file, expected: answer }] };
  await writeFile(path.join(dir, 'index.json'), JSON.stringify(index));
}

describe('qualify', () => {
  it('passes a right case', async () => {
    await folder('prop_ci', WILSON);
    expect(await qualify(dir)).toEqual({ lines: ['1 passed, 0 failed'], passed: 1, failed: 0 });
  });
  it('names the field that is off, with tolerance and source', async () => {
    await folder('prop_ci', { ...WILSON, 'wilson.upper': 0.93 });
    const { lines, failed } = await qualify(dir);
    expect(failed).toBe(1);
    expect(lines).toEqual([
      'one  wilson.upper  got 0.9318889826494312  expected 0.93  tolerance abs 1e-9 rel 0  source FDA 2007',
      '0 passed, 1 failed',
    ]);
  });
  it('fails an expected key that nothing produces', async () => {
    await folder('prop_ci', { 'magic.lower': 0.5 });
    expect((await qualify(dir)).lines[0]).toContain('one  magic.lower  got nothing');
  });
  it('fails an unknown family', async () => {
    await folder('astrology', WILSON);
    expect((await qualify(dir)).failed).toBe(1);
  });
  it('fails a case without an expected value', async () => {
    await folder('prop_ci', {});
    expect((await qualify(dir)).failed).toBe(1);
  });
  it('shows a refused input as the answer', async () => {
    await folder('prop_ci', WILSON, { x: 52, n: 51 });
    expect((await qualify(dir)).lines[0]).toContain('got error STATS-ARGUMENT 52 successes among 51');
  });
  it('takes only a coded refusal for a refusal', async () => {
    await folder('invalid_input', { must_reject: true }, { operation: 'prop_ci', x: 52, n: 51 });
    expect((await qualify(dir)).failed).toBe(0);
    await folder('invalid_input', { must_reject: true }, { operation: 'prop_ci', x: 5, n: 51 });
    expect((await qualify(dir)).failed).toBe(1);
    await folder('invalid_input', { must_reject: true }, { operation: 'unheard_of' });
    expect((await qualify(dir)).failed).toBe(1);
  });
  it('takes a refusal asked of any family', async () => {
    await folder('prop_ci', {}, { x: 52, n: 51 });
    await writeFile(path.join(dir, 'cases/one.expected.json'), '{"must_reject": true}');
    expect((await qualify(dir)).lines).toEqual(['1 passed, 0 failed']);
    await writeFile(path.join(dir, 'cases/one.input.json'), '{"x": 5, "n": 51}');
    expect((await qualify(dir)).failed).toBe(1);
  });
  it('fails a case that cannot be read and runs the others', async () => {
    await folder('prop_ci', WILSON);
    const good = {
      id: 'one',
      family: 'prop_ci',
      file: 'cases/one.input.json',
      expected: 'cases/one.expected.json',
    };
    await writeFile(path.join(dir, 'cases/torn.json'), '{"x": 4');
    const torn = { ...good, id: 'torn', file: 'cases/torn.json' };
    const gone = { ...good, id: 'gone', file: 'cases/gone.json' };
    await writeFile(path.join(dir, 'index.json'), JSON.stringify({ cases: [torn, gone, good] }));
    expect(await qualify(dir)).toMatchObject({ passed: 1, failed: 2 });
  });
  it('reads the bare NaN and infinities that Python writes', async () => {
    await folder('invalid_input', {}, {});
    await writeFile(path.join(dir, 'cases/one.expected.json'), '{"must_reject": true}');
    await writeFile(
      path.join(dir, 'cases/one.input.json'),
      '{"operation": "roc_auc", "title": "NaN, \\"Infinity\\"", "truth": [0, 1, 1], "score": [0.1, NaN, -Infinity]}',
    );
    expect((await qualify(dir)).lines).toEqual(['1 passed, 0 failed']);
    await folder('quantile', { 'p0.5.type7': 'Infinity' }, {});
    await writeFile(path.join(dir, 'cases/one.input.json'), '{"x": [Infinity]}');
    expect((await qualify(dir)).lines).toEqual(['1 passed, 0 failed']);
  });
  it('a tolerance may name one of its parts', async () => {
    await folder('prop_ci', { 'wilson.lower': 0.75 });
    const answer = { expected: { 'wilson.lower': 0.75 }, tolerance: { default: { abs: 0.01 } } };
    await writeFile(path.join(dir, 'cases/one.expected.json'), JSON.stringify(answer));
    expect((await qualify(dir)).failed).toBe(0);
  });
  it('does not read outside the folder', async () => {
    await writeFile(
      path.join(dir, 'index.json'),
      JSON.stringify({ cases: [{ id: 'x', family: 'prop_ci', file: '../x', expected: 'y' }] }),
    );
    await expect(qualify(dir)).rejects.toMatchObject({ code: 'INPUT-PATH-ESCAPES' });
  });
  it('refuses a folder without an index', async () => {
    await expect(qualify(path.join(dir, 'none'))).rejects.toMatchObject({ code: 'INPUT-FILE-UNREADABLE' });
  });
});
