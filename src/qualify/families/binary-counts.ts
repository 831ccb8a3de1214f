import type { Estimable } from '../../core/estimable.js';
import { clopperPearson } from '../../stats/clopper-pearson.js';
import {
  accuracy,
  balancedAccuracy,
  f1,
  jaccard,
  mcc,
  npv,
  ppv,
  prevalence,
  ratio,
  requireConfusion,
  sensitivity,
  specificity,
  youden,
  type Confusion,
} from '../../stats/confusion.js';
import { deltaInterval, type DeltaMetric } from '../../stats/delta-interval.js';
import { kappaOfTable } from '../../stats/kappa-of-table.js';
import {
  diagnosticOddsRatio,
  diagnosticOddsRatioInterval,
  negativeLikelihoodRatio,
  negativeLikelihoodRatioInterval,
  positiveLikelihoodRatio,
  positiveLikelihoodRatioInterval,
} from '../../stats/likelihood-ratio.js';
import { npvAtPrevalence, ppvAtPrevalence } from '../../stats/predictive-values.js';
import { answerOf, putInterval, type Answer, type Family, type Question } from '../family.js';
import { confidence, has, matrixFrom, numberFrom } from '../input.js';
import { multiclassAnswers } from './multiclass-answers.js';

export const family: Family = {
  name: 'binary_counts',
  answer: (question) =>
    has(question.input, 'confusion_matrix')
      ? multiclassAnswers(matrixFrom(question.input, 'confusion_matrix'))
      : binaryAnswers(question),
};

const DELTA: readonly (readonly [string, DeltaMetric])[] = [
  ['sensitivity', 'sensitivity'],
  ['specificity', 'specificity'],
  ['ppv', 'ppv'],
  ['npv', 'npv'],
  ['accuracy', 'accuracy'],
  ['f1', 'f1'],
  ['jaccard', 'jaccard'],
  ['balanced_accuracy', 'balanced-accuracy'],
  ['youden_j', 'youden'],
  ['cohen_kappa', 'kappa'],
  ['mcc', 'mcc'],
];

function binaryAnswers({ input }: Question): Record<string, Answer> {
  const table: Confusion = {
    tp: numberFrom(input, 'tp'),
    fp: numberFrom(input, 'fp'),
    fn: numberFrom(input, 'fn'),
    tn: numberFrom(input, 'tn'),
  };
  requireConfusion(table);
  const { tp, fp, fn, tn } = table;
  const level = confidence(input);
  const complement = (x: number, n: number): number | null => answerOf(ratio(x, n, 'empty margin'));
  const answers: Record<string, Answer> = {
    n: tp + fp + fn + tn,
    fpr: complement(fp, fp + tn),
    fnr: complement(fn, fn + tp),
    fdr: complement(fp, fp + tp),
    for: complement(fn, fn + tn),
  };
  const metrics: Record<string, Estimable> = {
    sensitivity: sensitivity(table),
    specificity: specificity(table),
    ppv: ppv(table),
    npv: npv(table),
    accuracy: accuracy(table),
    f1: f1(table),
    prevalence: prevalence(table),
    balanced_accuracy: balancedAccuracy(table),
    youden_j: youden(table),
    mcc: mcc(table),
    jaccard: jaccard(table),
    cohen_kappa: kappaOfTable([
      [tp, fn],
      [fp, tn],
    ]),
    lr_positive: positiveLikelihoodRatio(table),
    lr_negative: negativeLikelihoodRatio(table),
    dor: diagnosticOddsRatio(table),
  };
  for (const [key, value] of Object.entries(metrics)) answers[key] = answerOf(value);
  for (const [key, metric] of DELTA) {
    const result = deltaInterval(table, metric, { level });
    answers[`${key}.se_delta`] = result.defined ? result.value.standardError : null;
    answers[`${key}.lower_unclipped`] = result.defined ? result.value.unclippedInterval.lower : null;
    answers[`${key}.upper_unclipped`] = result.defined ? result.value.unclippedInterval.upper : null;
  }
  putInterval(answers, 'sensitivity.clopper_pearson', clopperPearson(tp, tp + fn, { level }));
  putInterval(answers, 'specificity.clopper_pearson', clopperPearson(tn, tn + fp, { level }));
  putInterval(answers, 'lr_positive.log', positiveLikelihoodRatioInterval(table, { level }));
  putInterval(answers, 'lr_negative.log', negativeLikelihoodRatioInterval(table, { level }));
  putInterval(answers, 'dor.log', diagnosticOddsRatioInterval(table, { level }));
  if (has(input, 'target_prevalence')) {
    const at = numberFrom(input, 'target_prevalence');
    answers['ppv_at_prevalence'] = answerOf(ppvAtPrevalence(table, at));
    answers['npv_at_prevalence'] = answerOf(npvAtPrevalence(table, at));
  }
  return answers;
}
