import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { requireProbability } from './argument.js';
import { pointAt, pointsOf, type RocCurve, type RocPoint } from './roc.js';

/** Sums of rates carry rounding: 1 - 0.9 is above 0.1. */
const SLACK = 1e-12;

/**
 * Best attained point with specificity at or above the target: highest sensitivity, then highest specificity. An
 * attained point has a threshold that can be locked; an interpolated one has none. Undefined when a class is missing.
 * @param curve of `rocCurve`
 */
export function sensitivityAtSpecificity(curve: RocCurve, target: number): Estimable<RocPoint> {
  requireProbability('target', target);
  if (curve.length === 0) return undefinedBecause('a class has no case');
  const { falsePositiveRate, truePositiveRate } = curve;
  let best = 0;
  for (let i = 0; i < curve.length; i += 1) {
    if (falsePositiveRate[i]! > 1 - target + SLACK) break;
    if (truePositiveRate[i]! > truePositiveRate[best]!) best = i;
  }
  return defined(pointAt(curve, best));
}

/** Best attained point with sensitivity at or above the target: highest specificity, then highest sensitivity. */
export function specificityAtSensitivity(curve: RocCurve, target: number): Estimable<RocPoint> {
  requireProbability('target', target);
  if (curve.length === 0) return undefinedBecause('a class has no case');
  const { falsePositiveRate, truePositiveRate } = curve;
  let best = curve.length - 1;
  for (let i = best; i >= 0; i -= 1) {
    if (truePositiveRate[i]! < target - SLACK) break;
    if (falsePositiveRate[i]! < falsePositiveRate[best]!) best = i;
  }
  return defined(pointAt(curve, best));
}

/** Sensitivity read off the straight-line ROC curve (pROC `coords`): belongs to no threshold, for description only. */
export function interpolatedSensitivity(curve: RocCurve, specificity: number): Estimable {
  requireProbability('specificity', specificity);
  return highest(
    pointsOf(curve).map((p) => [p.falsePositiveRate, p.truePositiveRate]),
    1 - specificity,
  );
}

/** Specificity read off the straight-line ROC curve. */
export function interpolatedSpecificity(curve: RocCurve, sensitivity: number): Estimable {
  requireProbability('sensitivity', sensitivity);
  const mirrored = pointsOf(curve)
    .reverse()
    .map((p) => [1 - p.truePositiveRate, 1 - p.falsePositiveRate] as [number, number]);
  return highest(mirrored, 1 - sensitivity);
}

/** Largest y of an ascending polyline at x. */
function highest(points: readonly [number, number][], x: number): Estimable {
  if (points.length === 0) return undefinedBecause('a class has no case');
  let best = 0;
  for (let i = 0; i < points.length; i += 1) {
    const [x1, y1] = points[i]!;
    if (Math.abs(x1 - x) <= SLACK) best = Math.max(best, y1);
    if (i === 0) continue;
    const [x0, y0] = points[i - 1]!;
    if (x0 < x && x < x1) best = Math.max(best, y0 + ((y1 - y0) * (x - x0)) / (x1 - x0));
  }
  return defined(best);
}

/** All points with the largest sensitivity + specificity - 1, from the highest threshold down. */
export function youdenPoints(curve: RocCurve): Estimable<{ value: number; points: RocPoint[] }> {
  if (curve.length === 0) return undefinedBecause('a class has no case');
  const index = (point: RocPoint): number => point.truePositiveRate - point.falsePositiveRate;
  const points = pointsOf(curve);
  const value = points.reduce((best, point) => Math.max(best, index(point)), -Infinity);
  return defined({ value, points: points.filter((point) => index(point) >= value - SLACK) });
}
