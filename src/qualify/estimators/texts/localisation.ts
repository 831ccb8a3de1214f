import { text, type ReferencePage } from './page.js';

const MARKS =
  'Marks are matched by a declared rule; the highest mark on a lesion counts, further ones neither help nor harm. Cases are independent.';
const LESION = 'there is no lesion';
const RIVAL = `${LESION}, or no non-diseased case`;

export const localisationTexts: ReferencePage = {
  file: 'localisation',
  title: 'Localisation',
  intro:
    'From matched marks. An unmarked lesion or case has the rating −∞; two of these tie and count one half.',
  families: ['froc', 'lroc'],
  entries: {
    'froc-sensitivity': text(
      'lesions found at the last threshold with FP per image ≤ rate (step), or on the line between points',
      `${MARKS} Beyond the last point the curve is held flat, flagged.`,
      `${LESION}, or no image to count false positives on`,
    ),
    cpm: text(
      'mean sensitivity at 1/8, 1/4, 1/2, 1, 2, 4, 8 (CAMELYON16: 1/4 to 8) FP per image',
      MARKS,
      `${LESION}, or no image to count false positives on`,
    ),
    afroc: text(
      'mean over non-diseased cases and lesions of [y > x] + ½ [y = x], x the highest false positive',
      MARKS,
      RIVAL,
    ),
    afroc1: text(
      'as AFROC, false positives of all cases',
      `${MARKS} Only without non-diseased cases.`,
      LESION,
    ),
    wafroc: text('as AFROC, each diseased case once, its lesions by weight', MARKS, RIVAL),
    wafroc1: text(
      'as wAFROC, false positives of all cases',
      `${MARKS} Only without non-diseased cases.`,
      LESION,
    ),
    'inferred-roc-auc': text('AUC of the highest mark of each case', MARKS, 'one class is absent'),
    'lroc-area': text(
      'mean over pairs of correct × ([s⁺ > s⁻] + ½ [s⁺ = s⁻])',
      'One rating and one place a case; cases are independent. Chance is not one half.',
      'one class is absent',
    ),
    'lroc-at-fpf': text(
      'share correctly localised at or before the false-positive fraction',
      'One rating and one place a case; cases are independent.',
      'one class is absent',
    ),
  },
};
