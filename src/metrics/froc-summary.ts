import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import type { FrocData } from './froc-data.js';

/** End points of the FROC curve and the ROC study inferred from it. */
export interface FrocSummary {
  /** Fraction of lesions marked at all: the largest sensitivity. */
  maxLesionFraction: Estimable;
  /** False positives on non-diseased cases per non-diseased case. */
  maxFalsePerNondiseased: Estimable;
  /** False positives per case, all cases. */
  maxFalsePerCase: Estimable;
  /** Fraction of diseased cases with any mark, right place or not. */
  inferredSensitivity: Estimable;
  /** Fraction of non-diseased cases without a mark. */
  inferredSpecificity: Estimable;
}

export function frocSummary(data: FrocData): FrocSummary {
  let diseased = 0;
  let diseasedMarked = 0;
  let clean = 0;
  for (let i = 0; i < data.cases; i += 1) {
    const marked = data.highestMark[i]! > -Infinity;
    if (data.diseased[i] === 1) {
      diseased += 1;
      if (marked) diseasedMarked += 1;
    } else if (!marked) clean += 1;
  }
  const nondiseased = data.cases - diseased;
  const found = data.lesionRating.reduce((sum, rating) => sum + (rating > -Infinity ? 1 : 0), 0);
  const falseOnNondiseased = data.falseCase.reduce(
    (sum, index) => sum + (data.diseased[index] === 0 ? 1 : 0),
    0,
  );
  const ratio = (part: number, whole: number, reason: string): Estimable =>
    whole === 0 ? undefinedBecause(reason) : defined(part / whole);
  return {
    maxLesionFraction: ratio(found, data.lesionRating.length, 'no lesion'),
    maxFalsePerNondiseased: ratio(falseOnNondiseased, nondiseased, 'no non-diseased case'),
    maxFalsePerCase: ratio(data.falseCase.length, data.cases, 'no case'),
    inferredSensitivity: ratio(diseasedMarked, diseased, 'no lesion'),
    inferredSpecificity: ratio(clean, nondiseased, 'no non-diseased case'),
  };
}
