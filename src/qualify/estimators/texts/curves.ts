import { text, type ReferencePage } from './page.js';

const RANK =
  'Higher scores mean more positive; the direction is fixed beforehand. Cases are independent unless a clustered method is chosen.';
const CLASS = 'one class is absent';
const CHOSEN = 'Describes the test set: a threshold chosen on it must not be claimed with it.';

export const curveTexts: ReferencePage = {
  file: 'curves',
  title: 'ROC and precision-recall',
  intro:
    'Ties enter together, so the order of cases cannot matter. Infinite scores rank like any other; a score that is not a number is refused. A bootstrap interval counts each resample without a value (a class is missing in it, say) below all others for the lower limit and above them for the upper one, so that it is never narrower than with any value they could have had; where they are more than a limit leaves out (2.5 % of a two-sided 95 % interval), there is no interval.',
  families: [
    'roc_auc',
    'roc_compare',
    'clustered_auc',
    'partial_auc',
    'pr_auc',
    'roc_operating_point',
    'bootstrap',
    'cluster_bootstrap',
  ],
  entries: {
    'roc-auc': text(
      'mean over pairs of [s⁺ > s⁻] + ½ [s⁺ = s⁻]',
      RANK,
      `${CLASS}; DeLong limits with one case in a class; with standard error 0 (separation, all ties) Newcombe's limits are given, flagged`,
    ),
    'roc-auc-difference': text(
      'AUC A − AUC B, variance with DeLong covariance',
      `${RANK} Both scores are of the same cases.`,
      'a class has fewer than two cases; p when the scores rank alike',
    ),
    'roc-auc-unpaired-difference': text(
      'AUC 1 − AUC 2, variances added',
      `${RANK} The two groups share no case.`,
      'a class of a group has fewer than two cases; limits when the standard error is 0',
    ),
    'roc-auc-jackknife': text(
      'AUC ± z √((k − 1) / k Σ (A₍ᵢ₎ − mean)²)',
      RANK,
      `${CLASS}; limits when leaving one cluster out empties a class, or the standard error is 0`,
    ),
    'average-precision': text(
      'Σ (Rₖ − Rₖ₋₁) Pₖ over distinct thresholds',
      `${RANK} The value is that of the prevalence of the sample; a model without skill reaches the prevalence.`,
      'there is no positive case',
    ),
    'partial-auc': text(
      'area over the range by trapezoids, cut by interpolation; standardised ½ (1 + (A − chance) / (width − chance))',
      `${RANK} The range is declared beforehand.`,
      `${CLASS}; standardised also below chance`,
    ),
    'sensitivity-at-specificity': text(
      'largest TPR with 1 − FPR ≥ target over attained points',
      CHOSEN,
      CLASS,
    ),
    'specificity-at-sensitivity': text(
      'largest 1 − FPR with TPR ≥ target over attained points',
      CHOSEN,
      CLASS,
    ),
    'youden-threshold': text('max (TPR − FPR); every threshold that reaches it is listed', CHOSEN, CLASS),
    'precision-recall-area': text(
      '∫ P dR with P(R) nonlinear between points (TP / (TP + FP), linear in counts)',
      RANK,
      'there is no positive case',
    ),
    'maximum-f1': text('max 2 TP / (2 TP + FP + FN)', CHOSEN, 'there is no positive case'),
  },
};
