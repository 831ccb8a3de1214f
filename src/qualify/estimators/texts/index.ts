import { agreementTexts } from './agreement.js';
import { calibrationTexts } from './calibration.js';
import { curveTexts } from './curves.js';
import { inferenceTexts } from './inference.js';
import { localisationTexts } from './localisation.js';
import { maskTexts } from './masks.js';
import type { ReferencePage } from './page.js';
import { proportionTexts } from './proportions.js';
import { readerTexts } from './readers.js';
import { shiftTexts } from './shift.js';

/** Every page of docs/reference/estimators, in reading order. */
export const referencePages: readonly ReferencePage[] = [
  proportionTexts,
  curveTexts,
  calibrationTexts,
  agreementTexts,
  inferenceTexts,
  shiftTexts,
  maskTexts,
  localisationTexts,
  readerTexts,
];
