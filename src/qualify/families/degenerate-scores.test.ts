import { describe, expect, it } from 'vitest';
import type { Answer } from '../family.js';
import { families } from './index.js';

function answer(name: string, input: Record<string, unknown>, keys: string[]): Record<string, Answer> {
  const family = families.find((item) => item.name === name)!;
  return family.answer({
    input: { conf_level: 0.95, ...input },
    keys,
    table: () => {
      throw new Error('no table here');
    },
  });
}

/** One sample of scores and truths of each kind that leaves a formula without a value. */
const SCORED = {
  empty: { score: [], truth: [] },
  single: { score: [0.7], truth: [1] },
  'positives only': { score: [0.2, 0.7, 0.9], truth: [1, 1, 1] },
  'negatives only': { score: [0.2, 0.7, 0.9], truth: [0, 0, 0] },
  tied: { score: [0.5, 0.5, 0.5, 0.5], truth: [0, 0, 1, 1] },
  separated: { score: [0.1, 0.2, 0.8, 0.9], truth: [0, 0, 1, 1] },
} as const;
type Kind = keyof typeof SCORED;

type Row = [family: string, kind: Kind, more: Record<string, unknown>, expected: Record<string, Answer>];

const probabilities = (kind: Kind) => ({ probability: SCORED[kind].score, truth: SCORED[kind].truth });
const pair = (kind: Kind) => ({
  score_a: SCORED[kind].score,
  score_b: SCORED[kind].score,
  truth: SCORED[kind].truth,
});
const NO_AREA = { auc: null, 'delong.se': null, 'delong.lower': null, 'newcombe_mw.lower': null };
const RANGE = { ranges: [{ focus: 'specificity', low: 0.8, high: 1 }] };
const POINT = { spec_targets: [0.9], sens_targets: [0.9] };

/** Everything by hand, from the definitions. */
const ROWS: Row[] = [
  ['roc_auc', 'empty', SCORED.empty, NO_AREA],
  ['roc_auc', 'single', SCORED.single, NO_AREA],
  ['roc_auc', 'positives only', SCORED['positives only'], NO_AREA],
  ['roc_auc', 'negatives only', SCORED['negatives only'], NO_AREA],
  // The logit of 1/2 is 0: the interval is the point, as the known answers have it.
  ['roc_auc', 'tied', SCORED.tied, { auc: 0.5, 'delong.se': 0, 'delong_logit.lower': 0.5 }],
  ['roc_auc', 'separated', SCORED.separated, { auc: 1, 'delong.se': 0, 'delong_logit.lower': null }],
  ['pr_auc', 'empty', SCORED.empty, { average_precision: null, prevalence: null, max_f1: null }],
  ['pr_auc', 'negatives only', SCORED['negatives only'], { average_precision: null, prevalence: 0 }],
  ['pr_auc', 'positives only', SCORED['positives only'], { average_precision: 1, prevalence: 1 }],
  ['pr_auc', 'tied', SCORED.tied, { average_precision: 0.5 }],
  ['pr_auc', 'separated', SCORED.separated, { average_precision: 1, max_f1: 1 }],
  [
    'calibration',
    'empty',
    probabilities('empty'),
    { n: 0, brier: null, prevalence: null, log_loss_unclipped: null },
  ],
  [
    'calibration',
    'positives only',
    probabilities('positives only'),
    {
      brier_skill_score: null,
      calibration_slope: null,
      calibration_in_the_large: null,
      'murphy.uncertainty': 0,
    },
  ],
  [
    'calibration',
    'tied',
    probabilities('tied'),
    { brier: 0.25, calibration_slope: null, calibration_in_the_large: 0, 'spiegelhalter.z': null },
  ],
  [
    'calibration',
    'separated',
    probabilities('separated'),
    { calibration_slope: null, calibration_intercept: null, 'calibration_slope.se': null },
  ],
  ['partial_auc', 'empty', { ...SCORED.empty, ...RANGE }, { 'specificity_0.8_1.pauc': null }],
  [
    'partial_auc',
    'positives only',
    { ...SCORED['positives only'], ...RANGE },
    { 'specificity_0.8_1.pauc': null },
  ],
  [
    'partial_auc',
    'tied',
    { ...SCORED.tied, ...RANGE },
    {
      'specificity_0.8_1.mcclish_corrected': 0.5,
      'specificity_0.8_1.pauc': expect.closeTo(0.02, 12),
    },
  ],
  [
    'partial_auc',
    'separated',
    { ...SCORED.separated, ...RANGE },
    { 'specificity_0.8_1.mcclish_corrected': expect.closeTo(1, 12) },
  ],
  [
    'roc_operating_point',
    'empty',
    { ...SCORED.empty, ...POINT },
    { 'youden.max': null, 'sens_at_spec_0.9.step': null },
  ],
  [
    'roc_operating_point',
    'negatives only',
    { ...SCORED['negatives only'], ...POINT },
    { 'youden.max': null, 'spec_at_sens_0.9.step': null },
  ],
  [
    'roc_operating_point',
    'tied',
    { ...SCORED.tied, ...POINT },
    { 'youden.max': 0, 'sens_at_spec_0.9.step': 0, 'sens_at_spec_0.9.step_threshold': Infinity },
  ],
  [
    'roc_operating_point',
    'separated',
    { ...SCORED.separated, ...POINT },
    { 'youden.max': 1, 'sens_at_spec_0.9.step': 1 },
  ],
  ['roc_compare', 'positives only', pair('positives only'), { z: null, p_two_sided: null, difference: null }],
  ['roc_compare', 'tied', pair('tied'), { difference: 0, z: null, p_two_sided: null }],
  ['roc_compare', 'separated', pair('separated'), { difference: 0, z: null, p_two_sided: null }],
];

describe('scores without a value are answered with null', () => {
  it.each(ROWS)('%s, %s', (name, _kind, input, expected) => {
    expect(answer(name, input, Object.keys(expected))).toMatchObject(expected);
  });
});

describe('counts without a value are answered with null', () => {
  it.each<[string, Record<string, unknown>, Record<string, Answer>]>([
    ['prop_ci', { x: 0, n: 0 }, { estimate: null, 'wilson.lower': null, 'clopper_pearson.upper': null }],
    ['prop_ci', { x: 0, n: 5 }, { estimate: 0, 'wilson.lower': 0, 'clopper_pearson.lower': 0 }],
    ['prop_ci', { x: 5, n: 5 }, { estimate: 1, 'wilson.upper': 1, 'clopper_pearson.upper': 1 }],
    ['prop_diff', { x1: 0, n1: 0, x2: 1, n2: 2 }, { difference: null, 'newcombe.lower': null }],
    ['prop_diff', { x1: 2, n1: 2, x2: 3, n2: 3 }, { difference: 0, 'chi2_uncorrected.p': null }],
    [
      'paired_prop',
      { both_positive: 0, only_first: 0, only_second: 0, both_negative: 0 },
      { difference: null, 'mcnemar.p': null, 'tango.lower': null },
    ],
    [
      'paired_prop',
      { both_positive: 3, only_first: 0, only_second: 0, both_negative: 0 },
      { difference: 0, 'mcnemar.chi2': null, 'mcnemar_exact.p': 1 },
    ],
    [
      'binary_counts',
      { tp: 0, fp: 0, fn: 0, tn: 0 },
      { n: 0, sensitivity: null, mcc: null, lr_positive: null },
    ],
    [
      'binary_counts',
      { tp: 2, fp: 0, fn: 1, tn: 3 },
      { lr_positive: Infinity, 'lr_positive.log.lower': null },
    ],
    ['binary_counts', { tp: 0, fp: 0, fn: 2, tn: 3 }, { ppv: null, lr_positive: null, mcc: null, f1: 0 }],
    ['clustered_prop', { cluster_x: [], cluster_n: [] }, { estimate: null, 'ratio.se': null }],
    ['clustered_prop', { cluster_x: [2], cluster_n: [3] }, { 'ratio.se': null, design_effect: null }],
    ['clustered_prop', { cluster_x: [2, 1], cluster_n: [2, 1] }, { estimate: 1, design_effect: null }],
    [
      'clustered_auc',
      { score_a: [], truth: [], cluster: [] },
      { auc: null, 'obuchowski.se': null, n_clusters: 0 },
    ],
    [
      'clustered_auc',
      { score_a: [0.1, 0.9], truth: [0, 1], cluster: [1, 1] },
      { auc: 1, 'obuchowski.variance': null, n_clusters: 1 },
    ],
    ['bootstrap', { statistic: 'mean', x: [], replicates: [1, 2] }, { estimate: null, z0_strict: null }],
    ['bootstrap', { statistic: 'mean', x: [1, 2], replicates: [] }, { 'percentile_type7.lower': null }],
    [
      'bootstrap',
      { statistic: 'mean', x: [2, 2, 2] },
      { estimate: 2, 'bca.lower': null, acceleration: null },
    ],
    ['bootstrap', { statistic: 'mean', x: [2] }, { estimate: 2, 'bca.lower': null }],
    ['agreement', { counts: [] }, { fleiss_kappa: null, observed_agreement: null }],
    [
      'agreement',
      {
        counts: [
          [0, 0],
          [0, 0],
        ],
      },
      { fleiss_kappa: null },
    ],
    ['agreement', { ratings: [], rows: 'readers' }, { alpha_nominal: null, n_pairable_values: 0 }],
  ])('%s %j', (name, input, expected) => {
    const got = answer(name, input, Object.keys(expected));
    expect(got).toMatchObject(expected);
    for (const [key, value] of Object.entries(got)) expect([key, Number.isNaN(value)]).toEqual([key, false]);
  });
});
