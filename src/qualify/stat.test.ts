import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listEstimators, stat } from './stat.js';

let dir = '';
const file = async (name: string, text: string) => {
  await writeFile(path.join(dir, name), text);
  return path.join(dir, name);
};

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'stat-'));
});
afterAll(() => rm(dir, { recursive: true }));

const CASES =
  'truth,score,decision,cluster\n1,0.9,1,a\n0,0.2,0,a\n1,0.6,1,b\n0,0.6,1,b\n1,0.3,0,c\n0,0.1,0,d\n';

describe('stat', () => {
  it('gives the Wilson interval of the FDA 2007 example, 44/51', async () => {
    const report = await stat({ estimator: 'proportion', file: await file('p.json', '{"x": 44, "n": 51}') });
    expect(report).toMatchObject({
      method: 'wilson',
      status: 'estimated',
      n: 51,
      exclusions: 0,
      reason: null,
    });
    expect(report.lower).toBeCloseTo(0.742783077, 9);
    expect(report.upper).toBeCloseTo(0.931888983, 9);
  });
  it('reads columns, counts ties and warns of clusters', async () => {
    const report = await stat({ estimator: 'roc-auc', method: 'delong', file: await file('c.csv', CASES) });
    // positives 0.9 0.6 0.3, negatives 0.6 0.2 0.1: 8 wins with one tie at one half minus … 7.5 of 9 pairs
    expect(report.estimate).toBeCloseTo(7.5 / 9, 12);
    expect(report.ties).toBe(2);
    expect(report.flags).toContain('clusters repeat: this interval takes the cases as independent');
  });
  it('repeats a bootstrap to the last bit', async () => {
    const request = { estimator: 'f1', file: await file('c.csv', CASES), resamples: 200, seed: 5 };
    expect(await stat(request)).toEqual(await stat(request));
    expect((await stat({ ...request, seed: 6 })).details).not.toEqual((await stat(request)).details);
  });
  it('says why there is no number', async () => {
    const report = await stat({
      estimator: 'sensitivity',
      file: await file('t.json', '{"tp":0,"fp":1,"fn":0,"tn":9}'),
    });
    expect(report).toMatchObject({ status: 'not-estimable', estimate: null, lower: null, upper: null });
    expect(report.reason).toBe('empty denominator');
  });
  it('refuses a gap instead of dropping a case', async () => {
    const gap = await file('g.csv', 'truth,score\n1,0.4\n0,\n');
    await expect(stat({ estimator: 'roc-auc', file: gap })).rejects.toMatchObject({ code: 'INPUT-SYNTAX' });
  });
  it('refuses unknown names', async () => {
    const p = await file('p.json', '{"x": 44, "n": 51}');
    await expect(stat({ estimator: 'luck', file: p })).rejects.toMatchObject({ code: 'STATS-UNKNOWN' });
    await expect(stat({ estimator: 'roc-auc', method: 'luck', file: p })).rejects.toMatchObject({
      code: 'STATS-UNKNOWN',
    });
  });
  it('lists every estimator with a source for each method', () => {
    const names = listEstimators().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { methods } of listEstimators()) {
      expect(methods.length).toBeGreaterThan(0);
      for (const { source } of methods) expect(source.length).toBeGreaterThan(8);
    }
  });
});
