import { describe, expect, it } from 'vitest';
import type { Answer } from '../family.js';
import { families } from './index.js';

function answer(name: string, input: Record<string, unknown>, keys: string[] = []): Record<string, Answer> {
  const family = families.find((item) => item.name === name)!;
  return family.answer({
    input,
    keys,
    table: () => {
      throw new Error('no table here');
    },
  });
}

/** Readings of two readers under two modalities; null leaves one out. */
function readings(
  rate: (reader: number, modality: number, index: number) => number | null,
): Record<string, unknown[]> {
  const lists: Record<string, unknown[]> = { reader: [], modality: [], case: [], truth: [], rating: [] };
  for (const reader of [1, 2])
    for (const modality of [1, 2])
      for (let c = 0; c < 8; c += 1) {
        const rating = rate(reader, modality, c);
        if (rating === null) continue;
        const row = { reader, modality, case: c, truth: c < 4 ? 0 : 1, rating };
        for (const [name, value] of Object.entries(row)) lists[name]!.push(value);
      }
  return lists;
}

const one = [{ case: 1, lesions: [] }];
const sick = [...one, { case: 2, lesions: [{ lesion: 1, weight: 1 }] }];

describe('undefined, with a reason behind it, and never NaN', () => {
  it.each<[string, Record<string, unknown>, Record<string, Answer>]>([
    [
      'agreement',
      {
        table: [
          [0, 0],
          [0, 0],
        ],
      },
      { n: 0, kappa: null, pabak: null },
    ],
    [
      'agreement',
      {
        counts: [
          [1, 0],
          [0, 1],
        ],
      },
      { fleiss_kappa: null, observed_agreement: null },
    ],
    [
      'agreement',
      {
        ratings: [
          [1, null],
          [null, 2],
        ],
        rows: 'readers',
      },
      { alpha_nominal: null, n_pairable_values: 0 },
    ],
    ['agreement', { ratings: [[1], [2]], rows: 'subjects' }, { icc_2_1: null, ms_error: null }],
    [
      'agreement',
      {
        ratings: [
          [1, 1],
          [3, 3],
        ],
        rows: 'subjects',
      },
      { icc_2_1: 1, 'icc_2_1.lower': null },
    ],
    // 5 clusters more alike than chance: ICC -0.0786 with an inflation below 0, so no Saha-Wilson interval
    [
      'clustered_prop',
      { cluster_x: [1, 1, 2, 9, 22], cluster_n: [1, 2, 3, 10, 30] },
      {
        icc_anova: expect.closeTo(-0.07858828948125968, 12) as number,
        // 1 + (1014 / 46 - 1) icc
        variance_inflation_saha: expect.closeTo(-0.6537709612578, 10) as number,
        'saha_wilson.lower': null,
      },
    ],
    // every cluster holds the same share: ICC -1/(n-1)
    [
      'clustered_prop',
      { cluster_x: [2, 2, 2], cluster_n: [4, 4, 4] },
      { icc_anova: expect.closeTo(-1 / 3, 12) as number, 'saha_wilson.upper': null },
    ],
    ['agreement', { a: [1], b: [2] }, { n: 1, bias: null, lin_ccc: null }],
    [
      'froc',
      { cases: [], marks: [] },
      { wAFROC: null, 'wAFROC.jackknife_variance': null, 'froc.all.cpm_step': null, MaxNLFAllCases: null },
    ],
    [
      'froc',
      { cases: sick, marks: [] },
      { wAFROC: 0.5, 'wAFROC.jackknife_variance': null, 'froc.all.cpm_step': 0 },
    ],
    [
      'lroc',
      { normal_ratings: [], abnormal_ratings: [1], abnormal_correct_location: [1] },
      { lroc_auc: null, fraction_correctly_localized: 1, 'pcl_at_fpf_0.2': null },
    ],
    [
      'lroc',
      { normal_ratings: [1], abnormal_ratings: [1], abnormal_correct_location: [1] },
      { lroc_auc: 0.5, 'lroc_auc.se_u_statistic': null },
    ],
    [
      'segmentation',
      { shape: [2, 2], spacing: [1, 1], reference: '0000', prediction: '1111' },
      { dice: 0, sensitivity: null, hd: null, 'surfel.hd': null, 'nsd_voxel.tau_9': 0 },
    ],
    [
      'segmentation',
      { shape: [2, 2], labels: [1], reference: '0000', prediction: '0000' },
      { 'label_1.dice': null, mean_dice_defined_labels: null, n_labels_undefined: 1 },
    ],
    [
      'staple',
      { raters: ['000', '000'] },
      { sensitivity: null, probability: null, 'consensus_0.5': null, prior: 0 },
    ],
    [
      'multiplicity',
      {
        p_values: [0.01, 0.02],
        initial_weights: [0, 0],
        transitions: [
          [0, 1],
          [1, 0],
        ],
      },
      { adjusted: [1, 1], reject: [false, false] },
    ],
    [
      'noninferiority',
      { x1: 0, n1: 0, x2: 0, n2: 10, margins: [0.05] },
      { difference: null, 'noninferiority.margin_0.05.farrington_manning.z': null },
    ],
    [
      'noninferiority',
      { both_positive: 0, only_first: 0, only_second: 0, both_negative: 0, margins: [0.1] },
      { difference: null, 'noninferiority.margin_0.1.tango.z': null },
    ],
    ['sample_size', { p1: 0.8, p2: 0.8 }, { n_per_group: null, n_per_group_arcsine: null }],
    ['sample_size', { p0: 0.8, p1: 0.9, alpha_one_sided: 0.025, n: 5 }, { critical_value: null, power: 0 }],
    [
      'shift',
      { reference: [], new: [1], rbf_gamma: 1, psi_bins: 5 },
      { 'ks.statistic': null, mmd2_biased: null, 'psi.edges': null, wasserstein_1: null },
    ],
    [
      'shift',
      {
        counts: [
          [0, 0],
          [1, 2],
        ],
      },
      { chi2: null, fisher_exact_p: null, 'psi_eps_1e-4': null },
    ],
    [
      'mrmc_or',
      readings((r, _m, c) => (r * c) % 5),
      { difference: 0, F: null, p: null, 'jackknife.anova.F': null, 'jackknife.pairwise.lower': [null] },
    ],
    [
      'mrmc_or',
      readings((r, m, c) => (r === 1 ? (m * c) % 5 : null)),
      { F: null, 'jackknife.anova.MS(T:R)': null },
    ],
    [
      'mrmc_ustat',
      readings((r, m, c) => (r === 1 ? (m * c) % 5 : null)),
      { 'ustat.m1.varAUCA': null, 'ustat.m1.botCIBDG': null },
    ],
  ])('%s %j', (name, input, expected) => {
    const got = answer(name, input, Object.keys(expected));
    expect(got).toMatchObject(expected);
    // null in the text of a number would be NaN.
    const numbers = JSON.stringify(got, (_, value: unknown) =>
      typeof value === 'number' && Number.isNaN(value) ? 'NaN' : value,
    );
    expect(numbers).not.toContain('NaN');
  });
});

describe('what means nothing is refused', () => {
  it.each<[string, Record<string, unknown>]>([
    ['agreement', { table: [[1, 2]] }],
    [
      'agreement',
      {
        counts: [
          [2, 0],
          [0, 3],
        ],
      },
    ],
    [
      'agreement',
      {
        ratings: [
          [1, null],
          [2, 3],
        ],
        rows: 'subjects',
      },
    ],
    ['agreement', { a: [1, 2], b: [1] }],
    ['froc', { cases: one, marks: [{ case: 9, lesion: 0, rating: 1 }] }],
    ['froc', { cases: one, marks: [{ case: 1, lesion: 0, rating: null }] }],
    ['lroc', { normal_ratings: [1], abnormal_ratings: [1, 2], abnormal_correct_location: [1] }],
    ['segmentation', { reference_shape: [4, 4], prediction_shape: [4, 5] }],
    ['segmentation', { shape: [2, 2], spacing: [1, 0], reference: '0000', prediction: '1111' }],
    ['segmentation', { shape: [2, 2], spacing: [1, 1], reference: '0002', prediction: '1111' }],
    ['staple', { raters: ['10', '1'] }],
    ['staple', { raters: [] }],
    ['multiplicity', { p_values: [1.2], alpha: 0.05 }],
    ['multiplicity', { p_values: [], alpha: 0.05 }],
    ['multiplicity', { p_values: [0.1], alpha: 1.5 }],
    ['noninferiority', { x1: 11, n1: 10, x2: 0, n2: 10, margins: [0.05] }],
    ['noninferiority', { x1: 1, n1: 10, x2: 0, n2: 10, margins: [-0.05] }],
    ['sample_size', { p0: 0.8, p1: 0.7, alpha_one_sided: 0.025 }],
    ['sample_size', {}],
    [
      'shift',
      {
        counts: [
          [1.5, 2],
          [1, 2],
        ],
      },
    ],
    ['mrmc_or', readings(() => NaN)],
    ['mrmc_or', { ...readings((r, m, c) => r + m + c), rating: [1] }],
  ])('%s %j', (name, input) => {
    expect(() => answer(name, input)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(STATS|INPUT)-/) }),
    );
  });
});
