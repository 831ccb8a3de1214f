import { text, type ReferencePage } from './page.js';

const CROSSED =
  'Every reader reads every case under both modalities; random readers and cases stand for their populations. Fixed readers: for these readers only.';
const WHY = 'there is one reader or case too few, or no variance (equal modalities: 0 / 0)';

export const readerTexts: ReferencePage = {
  file: 'reader-studies',
  title: 'Reader studies',
  intro:
    'Readings are imported, never made here. First modality minus second. Negative variance components count as 0 only inside the denominators.',
  families: ['mrmc_or', 'mrmc_ustat'],
  entries: {
    'reader-study-auc': text(
      'difference of mean AUCs; SE from MS(T·R) and Cov₂ − Cov₃, df of Hillis; or BDG moments of U-statistics',
      `${CROSSED} U-statistics need no full crossing.`,
      `${WHY}; the U-statistic variance is negative`,
    ),
    'reader-study-sensitivity': text(
      'difference of mean TP / (TP + FN), covariance by the jackknife over positive cases, or four moments of U-statistics',
      `${CROSSED} U-statistics need no full crossing.`,
      WHY,
    ),
    'reader-study-specificity': text(
      'difference of mean TN / (TN + FP), covariance by the jackknife over negative cases, or four moments of U-statistics',
      `${CROSSED} U-statistics need no full crossing.`,
      WHY,
    ),
    'reader-study-wafroc': text(
      'difference of mean wAFROC, covariance by the jackknife over cases, or BDG moments of U-statistics',
      CROSSED,
      WHY,
    ),
  },
};
