import { partialAuc } from '../../stats/partial-auc.js';
import { rocCurve } from '../../stats/roc.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { scoredCases } from './roc-auc.js';

export const family: Family = { name: 'partial_auc', answer };

/** Keys name the range: `specificity_0.8_1.pauc`. */
function answer(question: Question): Record<string, Answer> {
  const { score, truth } = scoredCases(question);
  const curve = rocCurve(score, truth);
  const answers: Record<string, Answer> = {};
  for (const key of question.keys) {
    const match =
      /^(specificity|sensitivity)_([\d.e-]+)_([\d.e-]+)\.(pauc|pauc_normalized|mcclish_corrected)$/.exec(key);
    if (match === null) continue;
    const focus = match[1] === 'specificity' ? 'specificity' : 'sensitivity';
    const result = partialAuc(curve, { focus, low: Number(match[2]), high: Number(match[3]) });
    if (!result.defined) answers[key] = null;
    else if (match[4] === 'pauc') answers[key] = result.value.area;
    else if (match[4] === 'pauc_normalized') answers[key] = result.value.normalized;
    else answers[key] = answerOf(result.value.standardized);
  }
  return answers;
}
