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

const square = { tp: 3, fp: 1, fn: 1, tn: 3 };
// 5 of 6 pairs are in order; at 0.8 two of three positives and no negative are called.
const ranked = { score: [0.9, 0.8, 0.4, 0.3, 0.2], truth: [1, 1, 0, 1, 0] };
// Two 1 x 4 masks of two voxels that share one: distances 0 and 1 mm in each direction.
const masks = { reference: [[1, 1, 0, 0]], prediction: [[0, 1, 1, 0]], spacing: [1, 1] };
const marked = {
  cases: [
    { case: 'a', lesions: [{ lesion: 1 }] },
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
const half = { probability: [0.5, 0.5, 0.5, 0.5], truth: [1, 1, 0, 0] };
// a quarter of the cases at 1/4 and three quarters of those at 3/4 are events
const calibrated = {
  probability: [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75],
  truth: [1, 0, 0, 0, 1, 1, 1, 0],
};
const twoClasses = {
  probabilities: [
    [0.6, 0.4],
    [0.6, 0.4],
  ],
  truth: [1, 2],
};
const apart = { value: [1, 2, 3, 4], sample: [0, 0, 1, 1] };
const counted = { reference: [4, 0, 2], new: [0, 4, 2] };
const line = { a: [1, 2, 3, 4], b: [3, 5, 7, 9] };
const pairs = { subject: [1, 1, 2, 2], reader: [1, 2, 1, 2], rating: [1, 3, 5, 7] };
const binary = {
  subject: [1, 1, 2, 2, 3, 3, 4, 4],
  reader: [1, 2, 1, 2, 1, 2, 1, 2],
  rating: [1, 1, 1, 1, 0, 0, 0, 0],
};
const oneSd = { difference: 0, standard_error: 1, margin: 1 };
const AT_ONE = 0.15865525393145705;
const Z = 1.959963984540054;

const grid = <T>(f: (modality: number, reader: number, c: number) => T): T[] =>
  [1, 2].flatMap((m) => [1, 2].flatMap((r) => [0, 1, 2, 3].map((c) => f(m, r, c))));
// Under modality 1 both readers call both positive cases; under 2 reader 2 misses one. No false call.
const readings = {
  modality: grid((m) => m),
  reader: grid((_, r) => r),
  case: grid((_m, _r, c) => c),
  truth: grid((_m, _r, c) => (c < 2 ? 1 : 0)),
  rating: grid((m, r, c) => (c < 2 && !(m === 2 && r === 2 && c === 0) ? 1 : 0)),
};
const threeCases = {
  cases: [1, 2, 3, 4].map((id) => ({ case: id, lesions: id < 3 ? [{ lesion: 1 }] : [] })),
  modalities: ['A', 'B'],
  readers: ['x', 'y'],
  marks: ['A', 'B'].flatMap((modality) =>
    ['x', 'y'].flatMap((reader) =>
      (modality === 'B' && reader === 'y' ? [1] : [1, 2]).map((id) => ({
        modality,
        reader,
        case: id,
        lesion: 1,
        rating: 1,
      })),
    ),
  ),
};

const VALUES: readonly (readonly [string, string | null, unknown, number])[] = [
  ['proportion', null, { x: 3, n: 4 }, 3 / 4],
  ['sensitivity', null, square, 3 / 4],
  ['specificity', null, square, 3 / 4],
  ['ppv', null, square, 3 / 4],
  ['npv', null, square, 3 / 4],
  ['accuracy', null, square, 3 / 4],
  ['rate', null, { count: 4, exposure: 2 }, 2],
  ['balanced-accuracy', 'delta', square, 3 / 4],
  ['f1', 'delta', square, 3 / 4],
  ['jaccard', 'delta', square, 3 / 5],
  ['mcc', 'delta', square, 1 / 2],
  ['youden', 'delta', square, 1 / 2],
  ['kappa-2x2', 'delta', square, 1 / 2],
  ['lr-positive', null, square, 3],
  ['lr-negative', null, square, 1 / 3],
  ['odds-ratio', null, square, 9],
  ['roc-auc', null, ranked, 5 / 6],
  // (1 + 1 + 3/4) / 3
  ['average-precision', null, ranked, 11 / 12],
  [
    'roc-auc-difference',
    null,
    { score_a: ranked.score, score_b: ranked.score.map((s) => -s), truth: ranked.truth },
    2 / 3,
  ],
  ['proportion-difference', null, { x1: 3, n1: 4, x2: 1, n2: 2 }, 1 / 4],
  ['paired-difference', null, { both_positive: 3, only_first: 2, only_second: 1, both_negative: 4 }, 1 / 10],
  ['brier', null, half, 1 / 4],
  ['calibration-slope', null, calibrated, 1],
  ['calibration-in-the-large', null, calibrated, 0],
  ['calibration-error', null, { probability: [0.35, 0.35], truth: [1, 0] }, 0.15],
  ['kappa-two-readers', null, { reader_1: [1, 1, 2, 2], reader_2: [1, 1, 2, 1] }, 1 / 2],
  [
    'fleiss-kappa',
    null,
    { subject: [1, 1, 2, 2, 3, 3], reader: [1, 2, 1, 2, 1, 2], rating: [1, 1, 2, 1, 2, 2] },
    1 / 3,
  ],
  ['krippendorff-alpha', null, binary, 1],
  // mean squares 16 between subjects and 2 within: (16 - 2) / (16 + 2)
  ['icc', '1,1', pairs, 14 / 18],
  ['bland-altman', null, { a: [1, 2, 4], b: [2, 3, 4] }, -2 / 3],
  ['concordance', 'lin', { a: [1, 2, 3], b: [2, 3, 4] }, 4 / 7],
  ['kolmogorov-smirnov', null, apart, 1],
  ['wasserstein', null, apart, 2],
  // 2 * 2 - 1/2 - 1/2
  ['energy-statistic', null, apart, 3],
  ['stability-index', null, { value: [1, 2, 1, 2], sample: [0, 0, 1, 1] }, 0],
  ['jensen-shannon', null, { value: [1, 1, 2, 2], sample: [0, 0, 1, 1] }, Math.LN2],
  ['reader-study-auc', null, readings, 1 - (1 + 3 / 4) / 2],
  ['clustered-proportion', null, { outcome: [1, 1, 0, 1], cluster: [1, 1, 2, 2] }, 3 / 4],
  [
    'clustered-difference',
    null,
    { outcome: [1, 1, 0, 1, 0, 1, 0, 0], group: [1, 1, 1, 1, 2, 2, 2, 2], cluster: [1, 1, 2, 2, 3, 3, 4, 4] },
    1 / 2,
  ],
  [
    'clustered-paired-difference',
    null,
    { first: [1, 1, 0, 1], second: [0, 1, 0, 1], cluster: [1, 1, 2, 2] },
    1 / 4,
  ],
  ['ppv-at-prevalence', null, { tp: 90, fp: 10, fn: 10, tn: 90, prevalence: 0.2 }, 0.18 / 0.26],
  ['npv-at-prevalence', null, { tp: 90, fp: 10, fn: 10, tn: 90, prevalence: 0.2 }, 0.72 / 0.74],
  ['risk-ratio', null, { x1: 20, n1: 40, x2: 10, n2: 40 }, 2],
  ['net-benefit', null, { probability: [0.9, 0.8, 0.2, 0.1], truth: [1, 1, 0, 0], thresholds: 0.5 }, 1 / 2],
  ['performance-goal', null, { x: 2, n: 2, goal: 0.5 }, 1 / 4],
  ['non-inferiority', null, oneSd, AT_ONE],
  ['superiority', null, { difference: 1, standard_error: 1 }, AT_ONE],
  ['superiority-after-non-inferiority', null, { ...oneSd, difference: 1 }, AT_ONE],
  ['equivalence', null, oneSd, AT_ONE],
  ['lroc-area', null, { truth: [1, 1, 0, 0], rating: [3, 1, 2, 0], correct: [1, 1, 0, 0] }, 3 / 4],
  ['lroc-at-fpf', null, { truth: [1, 1, 0, 0], rating: [3, 1, 2, 0], correct: [1, 1, 0, 0], fpf: 0 }, 1 / 2],
  ['froc-sensitivity', null, { ...marked, fp_per_image: 0.5 }, 1],
  ['cpm', null, marked, 1],
  ['afroc', null, marked, 1],
  ['afroc1', null, marked, 1],
  ['wafroc', null, marked, 1],
  ['wafroc1', null, { cases: marked.cases, marks: [] }, 1 / 2],
  ['inferred-roc-auc', null, marked, 1],
  ['dice', null, masks, 1 / 2],
  ['iou', null, masks, 1 / 3],
  ['mask-sensitivity', null, masks, 1 / 2],
  ['mask-precision', null, masks, 1 / 2],
  ['relative-volume-difference', null, { ...masks, prediction: [[1, 1, 1, 0]] }, 1 / 2],
  ['volumetric-similarity', null, { ...masks, prediction: [[1, 1, 1, 0]] }, 4 / 5],
  ['hausdorff', null, masks, 1],
  ['hd95', 'max-of-directed', masks, 0.95],
  ['hd95', 'pooled', masks, 1],
  ['hd95', 'mean-of-directed', masks, 0.95],
  ['assd', null, masks, 1 / 2],
  // directed means 1/2 (0, 1) and 1 (0, 1, 2)
  ['masd', null, { ...masks, reference: [[1, 1, 0, 0]], prediction: [[0, 1, 1, 1]] }, 3 / 4],
  ['nsd', null, { ...masks, tolerance: 0.5 }, 1 / 2],
  ['label-dice', null, { reference: [0, 1, 1, 2], prediction: [0, 1, 2, 2], labels: [1, 2] }, 2 / 3],
  ['deming', 'slope', line, 2],
  ['deming', 'intercept', line, 1],
  ['passing-bablok', 'slope', line, 2],
  ['passing-bablok', 'intercept', line, 1],
  ['within-subject-sd', null, pairs, Math.SQRT2],
  ['repeatability-coefficient', null, pairs, 2 * Z],
  ['macro-f1', null, { table }, (4 / 5 + 2 / 3) / 2],
  ['micro-f1', null, { table }, 3 / 4],
  ['weighted-f1', null, { table }, (4 / 5 + 2 / 3) / 2],
  ['multiclass-balanced-accuracy', null, { table }, 3 / 4],
  // (3 * 4 - (2 * 3 + 2 * 1)) / √((16 - 10) (16 - 8))
  ['multiclass-mcc', null, { table }, 4 / Math.sqrt(48)],
  ['kappa-table', null, { table }, 1 / 2],
  ['adjusted-p', 'holm', { p: [0.01, 0.04] }, 0.02],
  ['fallback', null, { p: [0.01, 0.5] }, 1],
  // two thirds up to a false-positive rate of one half
  ['partial-auc', 'specificity', { ...ranked, low: 0.5, high: 1 }, 1 / 3],
  ['sensitivity-at-specificity', null, { ...ranked, target: 1 }, 2 / 3],
  ['specificity-at-sensitivity', null, { ...ranked, target: 1 }, 1 / 2],
  ['youden-threshold', null, ranked, 2 / 3],
  ['precision-recall-area', null, { score: [2, 2, 1, 1], truth: [1, 1, 0, 0] }, 1],
  ['maximum-f1', null, ranked, 6 / 7],
  ['size-for-goal', null, { goal: 0.8, expected: 0.9 }, 149],
  ['size-in-clusters', null, { independent: 100, mean_cluster_size: 2, icc: 0.5 }, 150],
  ['enrolment-for-drop-out', null, { needed: 90, drop_out: 0.1 }, 100],
  ['mcnemar', null, { both_positive: 3, only_first: 2, only_second: 0, both_negative: 3 }, 1 / 2],
  ['two-proportion-test', 'fisher', { x1: 2, n1: 2, x2: 0, n2: 2 }, 1 / 3],
  ['staple', null, binary, 1],
  ['dawid-skene', null, binary, 1 / 2],
  ['log-loss', null, half, Math.LN2],
  ['brier-skill', null, { probability: [0.75, 0.25], truth: [1, 0] }, 3 / 4],
  ['murphy-decomposition', 'reliability', { ...half, truth: [1, 1, 1, 0] }, 1 / 16],
  ['murphy-decomposition', 'uncertainty', half, 1 / 4],
  ['observed-expected', null, { ...half, truth: [1, 1, 1, 0] }, 3 / 2],
  // z = -0.24 / √0.1152 = -1/√2, p = erfc(1/2)
  ['spiegelhalter', null, { probability: [0.2, 0.8], truth: [0, 1] }, 0.4795001221869535],
  // each of two groups gives (2 - 1)² / (2 / 4): chi-square 4 with 2 df
  ['hosmer-lemeshow', 'external', { ...half, groups: 2 }, Math.exp(-2)],
  ['calibration-curve', null, { probability: [0.35, 0.35], truth: [1, 0] }, 0.15],
  ['multiclass-brier', null, { probabilities: [[0.5, 0.3, 0.2]], truth: [1] }, 0.38],
  ['multiclass-log-loss', null, { p_1: [0.5], p_2: [0.5], truth: [2] }, Math.LN2],
  ['top-label-accuracy', null, twoClasses, 1 / 2],
  ['top-label-calibration-error', null, twoClasses, 0.1],
  ['classwise-calibration-error', null, twoClasses, 0.1],
  // z = 1.5 / √(5/3)
  ['mann-whitney', null, apart, 0.24527811683],
  // 2 (2² + 2²) / (4 * 4) - 15 / 24
  ['cramer-von-mises', null, apart, 3 / 8],
  ['mean-discrepancy', 'biased', { value: [0, 1], sample: [0, 1], gamma: Math.LN2 }, 1],
  ['energy-distance', null, { value: [0, 1], sample: [0, 1] }, Math.SQRT2],
  ['total-variation', null, { reference: [1, 1], new: [2, 0] }, 1 / 2],
  // chi-square 8 and G 16 ln 2 with 2 df
  ['category-shift', 'chi-square', counted, Math.exp(-4)],
  ['category-shift', 'g', counted, 1 / 256],
  ['category-shift', 'exact', { reference: [2, 0], new: [0, 2] }, 1 / 3],
  // z² / 4 / 0.01 = 96.04
  ['size-for-precision', 'wald', { expected: 0.5, half_width: 0.1 }, 97],
  // [0, z²/(1 + z²)] or its mirror
  ['expected-width', 'wilson', { expected: 0.5, n: 1 }, Z ** 2 / (1 + Z ** 2)],
  // (1.960 + 1.282)² * 0.32 / 0.01 = 336.2
  ['size-for-non-inferiority', 'unpooled', { p_new: 0.8, p_reference: 0.8, margin: 0.1 }, 337],
  // ((1.960 + 1.282 * 0.8) / 0.6)² = 24.75
  ['size-for-kappa', null, { rate_1: 0.5, rate_2: 0.5, kappa: 0.6 }, 25],
  // variance (1/4 + (n - 1) / 6) / n² at AUC 1/2
  ['size-for-auc-precision', null, { auc: 0.5, half_width: 0.1 }, 65],
  // no error variance: the cases do not matter
  [
    'size-for-reader-study',
    'fixed-cases',
    {
      pilot_cases: 50,
      var_interaction: 1e-6,
      var_error: 0,
      cov1: 0,
      cov2: 0,
      cov3: 0,
      readers: 5,
      effect: 0.1,
    },
    2,
  ],
  [
    'power-of-froc',
    null,
    { false_sites: 0, found_share: 1, separation: 3, threshold: -9, diseased: 5, nondiseased: 5, goal: 0.5 },
    1,
  ],
  ['reader-study-sensitivity', null, readings, 1 / 4],
  ['reader-study-specificity', null, { ...readings, rating: readings.rating.map((r) => 1 - r) }, 0],
  ['reader-study-wafroc', null, threeCases, 1 - (1 + 3 / 4) / 2],
  [
    'roc-auc-unpaired-difference',
    null,
    {
      score: [...ranked.score, 1, 2, 1, 2],
      truth: [...ranked.truth, 1, 1, 0, 0],
      group: [1, 1, 1, 1, 1, 2, 2, 2, 2],
    },
    5 / 6 - 1 / 2,
  ],
  ['roc-auc-jackknife', null, ranked, 5 / 6],
  ['mean', null, { value: [1, 2, 6], cluster: [1, 1, 2] }, 3],
  ['clustered-rate', null, { count: [2, 4], exposure: [2, 2] }, 3 / 2],
  ['median', null, { value: [1, 2, 3, 4, 100] }, 3],
  // Walsh averages 1, 1.5, 2, 2.5, 3, 4
  ['median', 'hodges-lehmann', { value: [1, 2, 4] }, 2.25],
];

/** Planned sizes as real numbers, worked out with z of two decimals more than shown: checked to the next unit. */
const SIZES: readonly (readonly [string, unknown, number])[] = [
  // (1.960 √(2 * 0.25) + 1.282 √(2 * 0.24))² / 0.04 = 129.3
  ['size-for-two-proportions', { p1: 0.6, p2: 0.4 }, 130],
  // (1.960 √0.4 + 1.282 √(0.4 - 0.04))² / 0.04 = 100.85
  ['size-for-paired-proportions', { only_first: 0.3, only_second: 0.1 }, 101],
  // Hanley-McNeil, first n with 1.960 SE(1/2) + 1.282 SE(0.8) within 0.3
  ['size-for-auc', { auc: 0.8, null_auc: 0.5 }, 17],
  // (1.960 √(2 * 0.0792) + 1.282 √V)² / 0.09 = 16.6, V the binormal variance at 0.8
  ['size-for-auc-above-chance', { auc: 0.8 }, 17],
  // the t test of one standard deviation: tables say 13
  ['size-for-mean', { difference: 1, sd: 1 }, 13],
];

/** Mean over draws, within Monte Carlo error: one case rejects when it is a success, whose mean chance is 1/2. */
const DRAWN: readonly (readonly [string, unknown, number])[] = [
  ['assurance', { n: 1, goal: 0.02, prior_a: 1, prior_b: 1 }, 1 / 2],
];

describe('a case by hand for each estimator', () => {
  it.each(SIZES)('%s', (name, input, expected) => {
    const { estimate } = run(name, null, input);
    expect(estimate.defined && Math.ceil(estimate.value - 1e-9)).toBe(expected);
  });

  it.each(VALUES)('%s %s', (name, method, input, expected) => {
    expect(run(name, method, input).estimate).toMatchObject({
      defined: true,
      value: expect.closeTo(expected, 8),
    });
  });

  it.each(DRAWN)('%s', (name, input, expected) => {
    expect(run(name, null, input).estimate).toMatchObject({ value: expect.closeTo(expected, 1) });
  });

  it.each([
    ['partial-auc', { ...ranked, low: 0.5, high: 1 }],
    ['sensitivity-at-specificity', { ...ranked, target: 1 }],
  ] as const)('%s has bootstrap limits about it', (name, input) => {
    const { estimate, interval } = run(name, null, input);
    if (!estimate.defined || interval?.defined !== true) throw new Error('undefined');
    expect(interval.value.lower).toBeLessThan(estimate.value);
    expect(interval.value.upper).toBeGreaterThan(estimate.value);
  });

  it('leaves none out', () => {
    const covered = new Set([...VALUES, ...SIZES, ...DRAWN].map(([name]) => name));
    expect(estimators.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
  });
});
