import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse, requireCount } from './argument.js';
import { ratio } from './confusion.js';

/** Margins of a k×k table of counts, rows truth, columns prediction. */
export interface ClassTable {
  table: readonly ArrayLike<number>[];
  /** Cases of each true class. */
  support: Float64Array;
  /** Cases predicted as each class. */
  predicted: Float64Array;
  correct: number;
  total: number;
}

/** @param table k rows (truth) of k counts (prediction) */
export function classTable(table: readonly ArrayLike<number>[]): ClassTable {
  const k = table.length;
  const support = new Float64Array(k);
  const predicted = new Float64Array(k);
  let correct = 0;
  let total = 0;
  table.forEach((row, i) => {
    if (row.length !== k) refuse(`row ${i} has ${row.length} cells, not ${k}`, 'give a square table');
    for (let j = 0; j < k; j += 1) {
      requireCount(`cell ${i},${j}`, row[j]!);
      support[i]! += row[j]!;
      predicted[j]! += row[j]!;
      total += row[j]!;
    }
    correct += row[i]!;
  });
  return { table, support, predicted, correct, total };
}

export function classPrecision({ table, predicted }: ClassTable, c: number): Estimable {
  return ratio(table[c]![c]!, predicted[c]!, 'no case was called this class');
}

export function classRecall({ table, support }: ClassTable, c: number): Estimable {
  return ratio(table[c]![c]!, support[c]!, 'no case of this class');
}

/** 2 TP / (2 TP + FP + FN): 0 for a class with cases that is never predicted. */
export function classF1({ table, support, predicted }: ClassTable, c: number): Estimable {
  return ratio(2 * table[c]![c]!, support[c]! + predicted[c]!, 'no case of this class and none called so');
}

/** Mean of the class F1 values; undefined when one is: a class is never dropped silently. */
export function macroF1(classes: ClassTable): Estimable {
  return meanOver(classes, (c) => classF1(classes, c));
}

/** Mean recall; undefined when a class has no case (scikit-learn drops it). */
export function multiclassBalancedAccuracy(classes: ClassTable): Estimable {
  return meanOver(classes, (c) => classRecall(classes, c));
}

/** F1 from counts pooled over classes = accuracy when each case has one label. */
export function microF1({ correct, total }: ClassTable): Estimable {
  return ratio(correct, total, 'no cases');
}

/** Class F1 weighted by the number of cases of the class. */
export function weightedF1(classes: ClassTable): Estimable {
  if (classes.total === 0) return undefinedBecause('no cases');
  let sum = 0;
  for (let c = 0; c < classes.support.length; c += 1) {
    const weight = classes.support[c]!;
    const value = classF1(classes, c);
    if (weight > 0 && value.defined) sum += weight * value.value;
  }
  return defined(sum / classes.total);
}

/** Gorodkin's R_K, the multi-class Matthews coefficient (2004, Comput Biol Chem 28:367). Undefined when truth or prediction is one class. */
export function multiclassMcc({ support, predicted, correct, total }: ClassTable): Estimable {
  let both = 0;
  let ofTruth = 0;
  let ofPrediction = 0;
  for (let c = 0; c < support.length; c += 1) {
    both += (support[c]! / total) * (predicted[c]! / total);
    ofTruth += (support[c]! / total) ** 2;
    ofPrediction += (predicted[c]! / total) ** 2;
  }
  const oneClass = (margin: Float64Array): boolean => margin.some((count) => count === total);
  if (total === 0 || oneClass(support) || oneClass(predicted)) {
    return undefinedBecause('all cases in one class of truth or prediction');
  }
  return defined((correct / total - both) / Math.sqrt((1 - ofTruth) * (1 - ofPrediction)));
}

function meanOver(classes: ClassTable, of: (c: number) => Estimable): Estimable {
  const k = classes.support.length;
  if (k === 0) return undefinedBecause('no classes');
  let sum = 0;
  for (let c = 0; c < k; c += 1) {
    const value = of(c);
    if (!value.defined) return undefinedBecause(`class ${c}: ${value.reason}`);
    sum += value.value;
  }
  return defined(sum / k);
}
