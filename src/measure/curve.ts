import { pointsOf, rocCurve } from '../stats/roc.js';
import type { CurvePoint, Results } from '../schema/types.js';
import type { Sample } from './sample.js';

type Curve = Results['curves'][number];

/**
 * Points of the empirical ROC curve as analysed: x = false positive fraction, y = true positive fraction. Thresholds
 * of failed cases (worst rank, infinite) are null.
 */
export function rocPoints(endpoint: string, unit: Curve['unit'], sample: Sample): Curve {
  const points = pointsOf(rocCurve(sample.score, sample.truth)).map((point): CurvePoint => ({
    x: point.falsePositiveRate,
    y: point.truePositiveRate,
    threshold: Number.isFinite(point.threshold) ? point.threshold : null,
  }));
  return { endpoint, kind: 'roc', unit, points };
}
