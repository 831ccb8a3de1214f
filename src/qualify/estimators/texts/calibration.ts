import { text, type ReferencePage } from './page.js';

const P = 'Predictions are probabilities from 0 to 1, else refused; cases are independent.';
const BINS = `${P} Describes only: it depends on the bins, which are declared, and is biased upward in small samples.`;
const EMPTY = 'there is no case';

export const calibrationTexts: ReferencePage = {
  file: 'calibration',
  title: 'Calibration and scores of probabilities',
  intro: 'How far predicted probabilities can be taken at their word.',
  families: ['calibration'],
  entries: {
    brier: text('Σ (p − y)² / n', P, EMPTY),
    'brier-skill': text('1 − Brier / (π (1 − π)), π the prevalence', P, `${EMPTY}, or one class is absent`),
    'murphy-decomposition': text(
      'reliability Σ n (p − ȳ)² / N; resolution Σ n (ȳ − π)² / N; uncertainty π (1 − π), over distinct p',
      P,
      EMPTY,
    ),
    'log-loss': text(
      '−Σ (y ln p + (1 − y) ln (1 − p)) / n',
      `${P} Not clipped.`,
      `${EMPTY}; infinite when an outcome had probability 0`,
    ),
    'observed-expected': text('Σ y / Σ p', P, 'no event is expected'),
    'calibration-slope': text(
      'b of logit P(y = 1) = a + b logit p, by maximum likelihood',
      P,
      'a p is 0 or 1, a class is absent, all p are equal, or a threshold separates the classes',
    ),
    'calibration-in-the-large': text(
      'a of logit P(y = 1) = a + logit p, by maximum likelihood',
      P,
      'a p is 0 or 1, or a class is absent',
    ),
    'calibration-error': text('Σ nₖ |ȳₖ − p̄ₖ| / n over bins (lower, upper], 0 in the first', BINS, EMPTY),
    'calibration-curve': text('p̄ₖ and ȳₖ of each bin; the estimate is the largest gap', BINS, EMPTY),
    spiegelhalter: text('z = Σ (y − p)(1 − 2p) / √Σ (1 − 2p)² p (1 − p)', P, 'every p is 0, ½ or 1'),
    'hosmer-lemeshow': text(
      'Σ (O − E)² / (n p̄ (1 − p̄)) over g groups of equal size; df g outside, g − 2 on the cases of the fit',
      `${P} Not for a primary test: its power follows the sample size.`,
      'there are fewer cases than groups, or a group expects no event or only events',
    ),
    'multiclass-brier': text('Σ over cases and classes (p − y)² / n', P, EMPTY),
    'multiclass-log-loss': text(
      '−Σ ln p of the true class / n',
      P,
      `${EMPTY}; infinite when a true class had probability 0`,
    ),
    'top-label-accuracy': text('share with the largest p on the true class', P, EMPTY),
    'top-label-calibration-error': text('Σ nₖ |accuracyₖ − confidenceₖ| / n', BINS, EMPTY),
    'classwise-calibration-error': text('mean over classes of Σ nₖ |ȳₖ − p̄ₖ| / n', BINS, EMPTY),
  },
};
