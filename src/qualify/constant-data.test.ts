import { describe, expect, it } from 'vitest';
import { estimators } from './estimators/index.js';
import { families } from './families/index.js';
import type { Answer } from './family.js';
import { parseStatInput } from './stat-input.js';

function answer(name: string, input: Record<string, unknown>, keys: string[] = []): Record<string, Answer> {
  const family = families.find((item) => item.name === name)!;
  return family.answer({ input, keys, table: () => expect.fail('no table here') });
}

function estimate(name: string, method: string, input: unknown) {
  const found = estimators.find((item) => item.name === name)!.methods.find((item) => item.name === method)!;
  return found.compute(parseStatInput(JSON.stringify(input), 'i.json'), {
    level: 0.95,
    seed: 1,
    resamples: 50,
  });
}

// None of these is a binary fraction: sums and means of equal ones keep a rest in their last bits.
const constants = [0.1, 0.3, 0.7, 1 / 3, 0.001, 3.3, 1e6 + 0.1];
const sizes = [3, 5, 7, 10, 33];
const each = constants.flatMap((value) => sizes.map((n) => [value, n] as const));

describe('what does not vary has no variance, whatever its last bits', () => {
  it.each(each)('intraclass correlation of %f, %i subjects', (value, n) => {
    const same = Array.from({ length: n }, () => [value, value, value]);
    expect(answer('agreement', { ratings: same, rows: 'subjects' })).toMatchObject({
      ms_subjects: 0,
      ms_raters: 0,
      ms_error: 0,
      icc_1_1: null,
      icc_2_1: null,
      icc_3_1: null,
      icc_1_k: null,
      icc_2_k: null,
      icc_3_k: null,
    });
  });
  it.each(each)('readers that agree on steps of %f have no error, %i subjects', (value, n) => {
    const ratings = Array.from({ length: n }, (_, i) => [value + i * value, value + i * value]);
    expect(answer('agreement', { ratings, rows: 'subjects' })).toMatchObject({
      icc_2_1: 1,
      icc_3_1: 1,
      'icc_3_1.lower': null,
    });
  });
  it.each(each)('concordance of %f, %i pairs', (value, n) => {
    const same = Array.from({ length: n }, () => value);
    expect(answer('agreement', { a: same, b: same })).toMatchObject({ sd: 0, lin_ccc: null });
  });
  it.each(each)('Deming line of %f, %i pairs', (value, n) => {
    const a = Array.from({ length: n }, () => value);
    const b = a.map((_, i) => Math.sin(i));
    expect(estimate('deming', 'slope', { a, b }).estimate).toMatchObject({ defined: false });
  });
  it.each(each)('studentized interval of the mean of %f, %i cases', (value, n) => {
    const same = Array.from({ length: n }, () => value);
    const { interval } = estimate('mean', 'cluster-bootstrap-studentized', { value: same });
    expect(interval).toMatchObject({ defined: false });
  });
  it('reader study whose cells are all equal: 0/0, no test', () => {
    const lists: Record<string, number[]> = { reader: [], modality: [], case: [], truth: [], rating: [] };
    for (const reader of [1, 2, 3])
      for (const modality of [1, 2])
        for (let c = 0; c < 10; c += 1) {
          const row = { reader, modality, case: c, truth: c % 2, rating: 1 };
          for (const [name, value] of Object.entries(row)) lists[name]!.push(value);
        }
    expect(answer('mrmc_or', lists)).toMatchObject({ F: null, p: null, ms_treatment: 0 });
  });
  it.each([2, 3, 5, 9])('%i clusters with the same scores have no variance between them', (count) => {
    const [truth, score, cluster]: [number[], number[], number[]] = [[], [], []];
    for (let c = 0; c < count; c += 1) {
      truth.push(1, 0, 1, 0, 0, 1, 0);
      score.push(0.9, 0.2, 0.3, 0.5, 0.4, 0.45, 0.8);
      cluster.push(c, c, c, c, c, c, c);
    }
    const answers = answer('clustered_auc', { truth, score_a: score, cluster });
    expect(answers).toMatchObject({ 'obuchowski.variance': null, 'obuchowski.se': null });
  });
  it.each([
    [1, 3],
    [1, 7],
    [3, 10],
    [5, 11],
    [7, 13],
  ])('clusters that all hold %i of %i have no design effect', (x, n) => {
    for (const count of [2, 3, 5, 9]) {
      const cluster_x = Array.from({ length: count }, () => x);
      const cluster_n = cluster_x.map(() => n);
      expect(answer('clustered_prop', { cluster_x, cluster_n })).toMatchObject({
        'ratio.variance': 0,
        design_effect: null,
        'rao_scott_clopper_pearson.lower': null,
        icc_anova: expect.closeTo(-1 / (n - 1), 12) as number,
      });
      const units = Array.from({ length: 3 * count }, (_, i) => i);
      const pair = {
        cluster: units.map((i) => Math.floor(i / 3)),
        first: units.map(() => 1),
        second: units.map((i) => (i % 3 === 0 ? 0 : 1)),
      };
      expect(answer('clustered_prop', pair)).toMatchObject({ 'ratio.se': 0 });
    }
  });
  it('kappa with one reader constant: its standard error is 0, not 1e-8', () => {
    // po = pe = 100/101, so kappa = 0 with nothing that could vary
    const table = [
      [100, 0],
      [1, 0],
    ];
    const answers = answer('agreement', { table });
    expect(answers['kappa']).toBeCloseTo(0, 14);
    expect(answers['kappa.se']).toBeLessThan(1e-14);
    expect(answers['kappa.se_null']).toBeLessThan(1e-14);
  });
});
