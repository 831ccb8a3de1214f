import { averagePrecisionFromGroups } from '../../stats/average-precision.js';
import { ratio } from '../../stats/confusion.js';
import {
  davisGoadrichIntegral,
  davisGoadrichInterpolated,
  maximumF1,
  precisionRecallTrapezoid,
} from '../../stats/precision-recall.js';
import { tieGroups } from '../../stats/tie-groups.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { scoredCases } from './roc-auc.js';

export const family: Family = { name: 'pr_auc', answer };

function answer(question: Question): Record<string, Answer> {
  const { score, truth } = scoredCases(question);
  const groups = tieGroups(score, truth);
  return {
    average_precision: answerOf(averagePrecisionFromGroups(groups)),
    pr_auc_trapezoid_sklearn: answerOf(precisionRecallTrapezoid(groups)),
    prevalence: answerOf(ratio(groups.totalPositives, truth.length, 'no cases')),
    'davis_goadrich.integral': answerOf(davisGoadrichIntegral(groups)),
    'davis_goadrich.interpolated': answerOf(davisGoadrichInterpolated(groups)),
    max_f1: answerOf(maximumF1(groups)),
  };
}
