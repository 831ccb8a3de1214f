import { text, type ReferencePage } from './page.js';

const TWO =
  'Two independent samples of independent values; with many values any difference is significant, so read the distance too.';
const EMPTY = 'a sample is empty';

export const shiftTexts: ReferencePage = {
  file: 'shift',
  title: 'Shift between two samples',
  intro:
    'Differences between a reference sample and a new one. Permutation p values count the observed split; they are enumerated where there are no more splits than resamples.',
  families: ['shift'],
  entries: {
    'kolmogorov-smirnov': text('max |F − G|; p over all splits given the ties', TWO, EMPTY),
    'mann-whitney': text(
      'U = Σ [x > y] + ½ [x = y]; z with tie and continuity correction',
      TWO,
      `${EMPTY}, or all values tie`,
    ),
    'cramer-von-mises': text('U / (nm (n + m)) − (4nm − 1) / (6 (n + m)) with mid-ranks', TWO, EMPTY),
    wasserstein: text('∫ |F − G| dx', TWO, EMPTY),
    'energy-statistic': text('2 E|X − Y| − E|X − X′| − E|Y − Y′|', TWO, EMPTY),
    'energy-distance': text('√(2 ∫ (F − G)² dx)', TWO, EMPTY),
    'mean-discrepancy': text(
      'E k(X, X′) + E k(Y, Y′) − 2 E k(X, Y), k = exp(−γ d²)',
      `${TWO} The kernel width γ is declared; the median rule looks at the new data.`,
      `${EMPTY}; unbiased also with one value in a sample, and may be negative; the median distance is 0`,
    ),
    'stability-index': text(
      'Σ (q − p) ln (q / p), shares floored at 0.0001',
      `${TWO} The value depends on bins and floor; both are fixed.`,
      EMPTY,
    ),
    'jensen-shannon': text(
      '½ Σ p ln (p / m) + ½ Σ q ln (q / m), m the mean of both',
      `${TWO} The value depends on the bins.`,
      EMPTY,
    ),
    'total-variation': text('½ Σ |p − q|', `${TWO} The value depends on the bins.`, EMPTY),
    'category-shift': text(
      'Σ (O − E)² / E; G = 2 Σ O ln (O / E); exact: tables as probable as the observed or less',
      'Counts of independent cases; expected counts of 5 or more unless exact.',
      `${EMPTY}, or one category is left; exact: too many tables to enumerate`,
    ),
  },
};
