import { text, type ReferencePage } from './page.js';

const CASES =
  'Cases are independent, unless a clustered method is chosen; the threshold was fixed on other data.';
const SAMPLE = `${CASES} The value is that of the prevalence of the sample.`;
const TWO = 'The two samples are independent of each other, and the cases within each.';
const PAIRED = 'The same cases under both; the pairs are independent of each other.';
const CLUSTERS = 'Clusters (patients) are independent; units of one may resemble each other in any way.';

export const proportionTexts: ReferencePage = {
  file: 'proportions',
  title: 'Proportions, tables and rates',
  intro:
    'Shares, their differences and ratios, and what a table of truth and decision says. Which interval to choose is told in [intervals](../../intervals.md).',
  families: ['prop_ci', 'prop_diff', 'paired_prop', 'binary_counts', 'clustered_prop'],
  entries: {
    proportion: text('x / n', 'The n units are independent with one common chance.', 'n is 0'),
    sensitivity: text('TP / (TP + FN)', CASES, 'there is no positive case'),
    specificity: text('TN / (TN + FP)', CASES, 'there is no negative case'),
    ppv: text('TP / (TP + FP)', SAMPLE, 'no case is flagged'),
    npv: text('TN / (TN + FN)', SAMPLE, 'every case is flagged'),
    accuracy: text('(TP + TN) / n', SAMPLE, 'there is no case'),
    rate: text(
      'x / t; Garwood limits from chi-square quantiles with 2x and 2x + 2 df, over 2t',
      'Poisson counts: events do not gather. Where they do, use clustered-rate.',
      'the exposure is 0',
    ),
    'balanced-accuracy': text('(TP / (TP + FN) + TN / (TN + FP)) / 2', CASES, 'one class is absent'),
    f1: text('2 TP / (2 TP + FP + FN)', SAMPLE, 'no case is positive or flagged'),
    jaccard: text('TP / (TP + FP + FN)', SAMPLE, 'no case is positive or flagged'),
    mcc: text(
      '(TP TN − FP FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN))',
      SAMPLE,
      'a margin of the table is 0',
    ),
    youden: text('TP / (TP + FN) + TN / (TN + FP) − 1', CASES, 'one class is absent'),
    'kappa-2x2': text('(pₒ − pₑ) / (1 − pₑ)', SAMPLE, 'truth and decision fall into one and the same class'),
    'lr-positive': text(
      'Se / (1 − Sp); limits on the log scale',
      CASES,
      'a class is absent, or 0 / 0; infinite without a false positive',
    ),
    'lr-negative': text(
      '(1 − Se) / Sp; limits on the log scale',
      CASES,
      'a class is absent, or 0 / 0; infinite without a true negative',
    ),
    'odds-ratio': text(
      'TP TN / (FP FN); limits on the log scale',
      CASES,
      '0 / 0; infinite without one kind of error; limits when a cell is 0',
    ),
    'ppv-at-prevalence': text(
      'Se q / (Se q + (1 − Sp)(1 − q))',
      'Sensitivity and specificity hold at the stated prevalence q too.',
      'a class is absent, or nothing would be flagged',
    ),
    'npv-at-prevalence': text(
      'Sp (1 − q) / (Sp (1 − q) + (1 − Se) q)',
      'Sensitivity and specificity hold at the stated prevalence q too.',
      'a class is absent, or everything would be flagged',
    ),
    'proportion-difference': text('x₁ / n₁ − x₂ / n₂', TWO, 'a sample is empty'),
    'risk-ratio': text(
      '(x₁ / n₁) / (x₂ / n₂)',
      TWO,
      'a sample is empty or both counts are 0; infinite when x₂ is 0',
    ),
    'two-proportion-test': text(
      'Fisher: tables as probable as the observed or less; Pearson: Σ (O − E)² / E',
      TWO,
      'a sample is empty, or (Pearson) a margin is 0',
    ),
    'paired-difference': text('(b − c) / n, b only first, c only second', PAIRED, 'there is no pair'),
    mcnemar: text(
      'binomial tails of min(b, c) among b + c; asymptotic (b − c)² / (b + c)',
      PAIRED,
      'asymptotic: no pair differs; exact p is then 1',
    ),
    'net-benefit': text(
      'TP / n − FP / n · t / (1 − t)',
      'Probabilities are calibrated well enough that the threshold t means the exchange rate it states.',
      'there is no case',
    ),
    'clustered-proportion': text(
      'Σ xᵢ / Σ nᵢ with variance k / (k − 1) Σ (xᵢ − p nᵢ)² / N²',
      CLUSTERS,
      'there is no unit; limits with one cluster, or no spread between clusters for methods that need it',
    ),
    'clustered-difference': text(
      'p₁ − p₂, variances of the ratio estimators added',
      CLUSTERS,
      'a group has no unit',
    ),
    'clustered-paired-difference': text(
      'Σ (x₁ᵢ − x₂ᵢ) / N; Obuchowski weighs units, Durkalski clusters',
      CLUSTERS,
      'there is no unit; limits with one cluster',
    ),
    'clustered-rate': text(
      'Σ xᵢ / Σ tᵢ, limits r exp(± t SE / r)',
      CLUSTERS,
      'there is no exposure, or one cluster; limits without an event',
    ),
    median: text(
      'middle value; limits: the k-th values from either end, or of the Walsh averages (Hodges-Lehmann)',
      'Values are independent: one a patient. Hodges-Lehmann assumes symmetry as well, which Dice rarely has.',
      'there is no value; limits with fewer than 6 values at 95 %',
    ),
    mean: text(
      'Σ x / n, limits by quantiles of (replicate − mean) / its standard error',
      CLUSTERS,
      'there is no value; limits with fewer than two clusters or without spread',
    ),
  },
};
