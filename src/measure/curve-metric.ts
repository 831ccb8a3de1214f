import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { sensitivityAtSpecificity, specificityAtSensitivity } from '../stats/operating-point.js';
import { partialAuc } from '../stats/partial-auc.js';
import { rocOfMultiplicities } from '../stats/roc-resampling.js';
import { rocCurve, type RocCurve } from '../stats/roc.js';
import type { MetricQuestion, WeightedStatistic } from './estimator.js';
import type { Sample } from './sample.js';

/**
 * Reads one number off an empirical ROC curve.
 * @param drawn the curve is that of a resample: a number that is only reported within limits is given beyond them too
 */
type CurveMetric = (curve: RocCurve, question: MetricQuestion, drawn: boolean) => Estimable;

const NO_PARAMETER = undefinedBecause('the protocol does not say where the curve is read');

/** Metrics of a part or a point of the ROC curve. Their thresholds come from the very data: they describe. */
export const CURVE_METRICS: Readonly<Record<string, CurveMetric>> = {
  'partial-roc-auc': (curve, { parameters: { range } }, drawn) => {
    if (range === null) return NO_PARAMETER;
    const area = partialAuc(curve, { focus: range.of, low: range.from, high: range.to });
    if (!area.defined) return area;
    return drawn ? defined(area.value.mcclish) : area.value.standardized;
  },
  'sensitivity-at-specificity': (curve, { parameters: { fixedAt } }) => {
    if (fixedAt === null) return NO_PARAMETER;
    const point = sensitivityAtSpecificity(curve, fixedAt);
    return point.defined ? defined(point.value.truePositiveRate) : point;
  },
  'specificity-at-sensitivity': (curve, { parameters: { fixedAt } }) => {
    if (fixedAt === null) return NO_PARAMETER;
    const point = specificityAtSensitivity(curve, fixedAt);
    return point.defined ? defined(1 - point.value.falsePositiveRate) : point;
  },
};

export function curveMetric(sample: Sample, metric: CurveMetric, question: MetricQuestion): Estimable {
  return metric(rocCurve(sample.score, sample.truth), question, false);
}

export function weightedCurve(
  sample: Sample,
  metric: CurveMetric,
  question: MetricQuestion,
): WeightedStatistic {
  const curveOf = rocOfMultiplicities(sample.score, sample.truth, sample.cluster);
  return (multiplicity) => {
    const value = metric(curveOf(multiplicity), question, true);
    return value.defined ? value.value : NaN;
  };
}
