import { describe, expect, it } from 'vitest';
import { parseStatInput } from '../stat-input.js';
import { estimators } from './index.js';

const options = { level: 0.95, seed: 1, resamples: 200 };

function run(name: string, method: string | null, input: unknown) {
  const estimator = estimators.find((candidate) => candidate.name === name);
  const chosen = method === null ? estimator?.methods[0] : estimator?.methods.find((m) => m.name === method);
  if (chosen === undefined) throw new Error(`no ${name} ${method ?? ''}`);
  return chosen.compute(parseStatInput(JSON.stringify(input), 'input.json'), options);
}

const ranked = { score: [0.9, 0.8, 0.4, 0.3, 0.2], truth: [1, 1, 0, 1, 0] };
// Two 1 x 4 masks that share one pixel of two each: Dice 2/4, IoU 1/3; borders 1 mm apart at each end.
const masks = { reference: [[1, 1, 0, 0]], prediction: [[0, 1, 1, 0]], spacing: [1, 1] };
const lesions = [{ lesion: 1, weight: 1 }];
const marked = {
  cases: [
    { case: 'a', lesions },
    { case: 'b', lesions: [] },
  ],
  marks: [
    { case: 'a', lesion: 1, rating: 3 },
    { case: 'b', lesion: 0, rating: 2 },
  ],
};
const table = [
  [2, 0],
  [1, 1],
];

describe('the catalogue of estimators', () => {
  it.each([
    // by hand
    ['dice', null, masks, 0.5],
    ['iou', null, masks, 1 / 3],
    ['hausdorff', null, masks, 1],
    ['mask-precision', null, masks, 0.5],
    ['froc-sensitivity', null, { ...marked, fp_per_image: 0.5 }, 1],
    ['afroc', null, marked, 1],
    ['lroc-area', null, { truth: [1, 1, 0, 0], rating: [3, 1, 2, 0], correct: [1, 1, 0, 0] }, 0.75],
    ['micro-f1', null, { table }, 3 / 4],
    // classes: F1 = 4/5 and 2/3
    ['macro-f1', null, { table }, (4 / 5 + 2 / 3) / 2],
    ['sensitivity-at-specificity', null, { ...ranked, target: 1 }, 2 / 3],
    ['youden-threshold', null, ranked, 2 / 3],
    // at 0.3: precision 3/4, recall 1
    ['maximum-f1', null, ranked, 6 / 7],
    ['risk-ratio', null, { x1: 20, n1: 40, x2: 10, n2: 40 }, 2],
    // net benefit at 0.5: (2 - 0 * 1) / 4
    ['net-benefit', null, { probability: [0.9, 0.8, 0.2, 0.1], truth: [1, 1, 0, 0], thresholds: 0.5 }, 0.5],
    // 0.9 * 0.2 / (0.9 * 0.2 + 0.1 * 0.8)
    ['ppv-at-prevalence', null, { tp: 90, fp: 10, fn: 10, tn: 90, prevalence: 0.2 }, 0.18 / 0.26],
    // two discordant pairs of 2: exact p = 2 * (1/4)
    ['mcnemar', null, { both_positive: 3, only_first: 2, only_second: 0, both_negative: 3 }, 0.5],
    ['adjusted-p', 'holm', { p: [0.01, 0.04] }, 0.02],
    ['size-in-clusters', null, { independent: 100, mean_cluster_size: 2, icc: 0.5 }, 150],
    ['enrolment-for-drop-out', null, { needed: 90, drop_out: 0.1 }, 100],
    // goal 80 %, truth 90 %, power 90 %, Clopper-Pearson
    ['size-for-goal', null, { goal: 0.8, expected: 0.9 }, 149],
  ] as const)('%s', (name, method, input, expected) => {
    const { estimate } = run(name, method, input);
    expect(estimate).toMatchObject({ defined: true, value: expect.closeTo(expected, 9) });
  });

  it('names every estimator once, and says what each needs and where it comes from', () => {
    const names = estimators.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { needs, methods } of estimators) {
      expect(needs).not.toBe('');
      expect(new Set(methods.map(({ name }) => name)).size).toBe(methods.length);
      for (const { source } of methods) expect(source.length).toBeGreaterThan(10);
    }
  });

  it('calls the size for a mean by the test it plans', () => {
    const size = estimators.find(({ name }) => name === 'size-for-mean');
    expect(size?.methods.map(({ name }) => name)).toEqual(['noncentral-t']);
  });

  it.each(estimators.map(({ name }) => name))('%s refuses an input without its columns', (name) => {
    expect(() => run(name, null, { nothing: [1] })).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(INPUT|STATS)-/) }),
    );
  });
});
