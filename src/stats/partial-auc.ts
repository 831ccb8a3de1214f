import { defined, undefinedBecause, type Estimable } from '../core/estimable.js';
import { refuse } from './argument.js';
import type { RocCurve } from './roc.js';

export interface PartialAuc {
  area: number;
  /** Area divided by the width of the range. */
  normalized: number;
  /** McClish (1989, Med Decis Making 9:190): 1/2 at chance, 1 at best; undefined below chance, as pROC. */
  standardized: Estimable;
  /**
   * The same formula below chance too. Resamples need it: dropping those below chance would keep a lower limit from ever
   * falling there.
   */
  mcclish: number;
}

/**
 * Area under the empirical ROC curve over a range of specificity (or of sensitivity), by trapezoids with linear
 * interpolation at the ends of the range (as pROC). Interval: bootstrap only. Undefined when a class is missing.
 * @param curve of `rocCurve`; empty when a class is missing
 */
export function partialAuc(
  curve: RocCurve,
  range: { focus: 'specificity' | 'sensitivity'; low: number; high: number },
): Estimable<PartialAuc> {
  const { focus, low, high } = range;
  if (!(low >= 0 && high <= 1 && low < high))
    refuse(`range ${low} to ${high}`, 'give a range inside 0 to 1, low before high');
  if (curve.length === 0) return undefinedBecause('a class has no case');
  // Both are areas over 1 - focus: x the rate of the focused class's errors, y the other rate.
  const { length, falsePositiveRate: fpr, truePositiveRate: tpr } = curve;
  const last = length - 1;
  const area =
    focus === 'specificity'
      ? areaBetween(
          length,
          (i) => fpr[i]!,
          (i) => tpr[i]!,
          1 - high,
          1 - low,
        )
      : areaBetween(
          length,
          (i) => 1 - tpr[last - i]!,
          (i) => 1 - fpr[last - i]!,
          1 - high,
          1 - low,
        );
  const width = high - low;
  const chance = ((1 - low) ** 2 - (1 - high) ** 2) / 2;
  const mcclish = (1 + (area - chance) / (width - chance)) / 2;
  return defined({
    area,
    normalized: area / width,
    standardized: area < chance - 1e-12 ? undefinedBecause('below chance') : defined(mcclish),
    mcclish,
  });
}

/** ∫ y dx over [from, to] of a polyline with ascending x. */
function areaBetween(
  points: number,
  x: (i: number) => number,
  y: (i: number) => number,
  from: number,
  to: number,
): number {
  let area = 0;
  for (let i = 1; i < points; i += 1) {
    const x0 = x(i - 1);
    const x1 = x(i);
    const left = Math.max(x0, from);
    const right = Math.min(x1, to);
    if (right <= left) continue;
    const y0 = y(i - 1);
    const y1 = y(i);
    const at = (place: number): number => y0 + ((y1 - y0) * (place - x0)) / (x1 - x0);
    area += ((at(left) + at(right)) / 2) * (right - left);
  }
  return area;
}
