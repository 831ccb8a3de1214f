import { kappaOfTable } from '../../stats/kappa-of-table.js';
import {
  classF1,
  classPrecision,
  classRecall,
  classTable,
  macroF1,
  microF1,
  multiclassBalancedAccuracy,
  multiclassMcc,
  weightedF1,
} from '../../stats/multiclass.js';
import { answerOf, type Answer } from '../family.js';

/** Keys of a k×k table, rows truth, columns prediction. */
export function multiclassAnswers(matrix: readonly Float64Array[]): Record<string, Answer> {
  const classes = classTable(matrix);
  const each = (of: typeof classF1): Answer => matrix.map((_, c) => answerOf(of(classes, c)));
  return {
    n: classes.total,
    accuracy: answerOf(microF1(classes)),
    micro_f1: answerOf(microF1(classes)),
    macro_f1: answerOf(macroF1(classes)),
    weighted_f1: answerOf(weightedF1(classes)),
    balanced_accuracy: answerOf(multiclassBalancedAccuracy(classes)),
    mcc_multiclass: answerOf(multiclassMcc(classes)),
    cohen_kappa: answerOf(kappaOfTable(matrix)),
    weighted_kappa_linear: answerOf(kappaOfTable(matrix, 'linear')),
    weighted_kappa_quadratic: answerOf(kappaOfTable(matrix, 'quadratic')),
    'per_class.precision': each(classPrecision),
    'per_class.recall': each(classRecall),
    'per_class.f1': each(classF1),
  };
}
