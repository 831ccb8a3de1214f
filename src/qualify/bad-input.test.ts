import { describe, expect, it } from 'vitest';
import { estimators } from './estimators/index.js';
import { families } from './families/index.js';
import { parseStatInput } from './stat-input.js';

const refusal = expect.objectContaining({ code: expect.stringMatching(/^(INPUT|STATS)-/) });

function compute(name: string, method: string | null, input: unknown) {
  const { methods } = estimators.find((item) => item.name === name)!;
  const chosen = method === null ? methods[0]! : methods.find((item) => item.name === method)!;
  return chosen.compute(parseStatInput(JSON.stringify(input), 'i.json'), {
    level: 0.95,
    seed: 1,
    resamples: 50,
  });
}

const study = {
  reader: [1, 1, 1, 1],
  modality: [1, 1, 2, 2],
  case: [1, 2, 1, 2],
  truth: [0, 1, 0, 1],
  rating: [1, 2, 1, 2],
};

describe('an input that means nothing is refused', () => {
  it.each<[string, string | null, unknown]>([
    ['proportion', null, { x: 0.5, n: 4 }],
    ['proportion', 'clopper-pearson', { x: 3, n: 1e300 }],
    ['proportion-difference', 'agresti-caffo', { x1: 1, n1: 4, x2: -1, n2: 4 }],
    ['net-benefit', null, { probability: [0.9, 0.1], truth: [1, 0], thresholds: 1 }],
    ['non-inferiority', 'estimate', { difference: 0, standard_error: 1, margin: 1, df: 0 }],
    ['non-inferiority', 'farrington-manning', { x1: 1, n1: 2, x2: 1, n2: 2, margin: 1.5 }],
    [
      'non-inferiority',
      'tango',
      { both_positive: 1, only_first: 1, only_second: 1, both_negative: 1, margin: 2 },
    ],
    ['concordance', null, { a: [1e308, 1, 2], b: [1, 2, 3] }],
    ['krippendorff-alpha', 'interval', { subject: [1, 1], reader: [1, 2], rating: [1e308, 1] }],
    ['nsd', null, { reference: [[1, 0]], prediction: [[0, 1]], spacing: [1e308, 1], tolerance: 1 }],
    ['calibration-curve', null, { probability: [0.2], truth: [1], bins: 1e9 }],
    ['hosmer-lemeshow', null, { probability: [0.2], truth: [1], groups: 1e9 }],
    ['multiclass-brier', null, { probabilities: [[0.5, 0.6]], truth: [1] }],
    ['clustered-proportion', null, { outcome: [1, 0, 1], cluster: ['a', '', 'b'] }],
    ['clustered-proportion', null, { outcome: [1, 0, 1], cluster: ['a', null, 'b'] }],
    ['clustered-proportion', null, [{ outcome: 1, cluster: 'a' }, { outcome: 0 }]],
    ['brier', null, [null, 1]],
    ['reader-study-auc', null, { ...study, reader: ['', 1, 1, 1] }],
  ])('%s %s %j', (name, method, input) => {
    expect(() => compute(name, method, input)).toThrow(refusal);
  });
  it.each<[string, Record<string, unknown>]>([
    ['cluster_bootstrap', { clusters: [[[1, null]], [[0, 1]]], conf_level: 0.9 }],
    ['clustered_auc', { truth: [0, 1, 1], cluster: [1, null, 2], score_a: [1, 2, 3] }],
    [
      'mrmc_or',
      { reader: [1, 1, 2], modality: [1, 1, 2], case: [1, 2, 1], truth: [0, 1, 0], rating: [1, 2, 3] },
    ],
    ['mrmc_or', { ...study, case: [1, null, 1, 2] }],
  ])('%s %j', (name, input) => {
    const family = families.find((item) => item.name === name)!;
    expect(() => family.answer({ input, keys: [], table: () => expect.fail('no table') })).toThrow(refusal);
  });
  it('no interval stands about an estimate that does not exist', () => {
    // below the chance line McClish's standardized area is undefined
    const ranked = { score: [1, 2, 3, 4], truth: [1, 1, 0, 0], low: 0.5, high: 1 };
    const { estimate, interval } = compute('partial-auc', 'specificity-standardized', ranked);
    expect(estimate.defined || interval?.defined).toBe(false);
  });
  it('many distinct scores do not exhaust the stack', () => {
    const n = 200_000;
    const score = Array.from({ length: n }, (_, i) => i);
    const truth = score.map((i) => (i > n / 2 ? 1 : 0));
    for (const name of ['maximum-f1', 'youden-threshold'])
      expect(compute(name, null, { score, truth }).estimate).toMatchObject({ defined: true, value: 1 });
  });
  it('a size for any effect is found soon', () => {
    for (const difference of [1e9, 1e-3, 1e-300]) {
      const { estimate } = compute('size-for-mean', null, { difference, sd: 1 });
      expect(estimate.defined).toBe(difference > 1e-3);
    }
  });
});
