import { refuse } from '../stats/argument.js';
import type { SurfaceDistances } from './surface-distances.js';

/** Largest distance from one boundary to the other, and the larger of the two (Hausdorff 1914), mm. */
export interface Hausdorff {
  referenceToPrediction: number;
  predictionToReference: number;
  symmetric: number;
}

export function hausdorff({
  referenceToPrediction: a,
  predictionToReference: b,
}: SurfaceDistances): Hausdorff {
  const there = a[a.length - 1]!;
  const back = b[b.length - 1]!;
  return { referenceToPrediction: there, predictionToReference: back, symmetric: Math.max(there, back) };
}

/**
 * How the two directions of a percentile distance are joined: the larger of the two directed percentiles
 * (MetricsReloaded, MONAI; the default here), the percentile of all distances together (medpy), or the mean of the two.
 */
export type PercentileVariant = 'max-of-directed' | 'pooled' | 'mean-of-directed';

/**
 * Percentile Hausdorff distance, mm: 95 gives HD95. Percentiles by linear interpolation, type 7 of Hyndman & Fan 1996.
 * @param percent from 0 to 100
 */
export function percentileHausdorff(
  distances: SurfaceDistances,
  variant: PercentileVariant,
  percent = 95,
): number {
  if (!(percent >= 0 && percent <= 100)) refuse(`percentile ${percent}`, 'give a percentile from 0 to 100');
  const { referenceToPrediction: a, predictionToReference: b } = distances;
  if (variant === 'pooled') {
    const pooled = new Float64Array(a.length + b.length);
    pooled.set(a);
    pooled.set(b, a.length);
    return percentile(pooled.sort(), percent);
  }
  const there = percentile(a, percent);
  const back = percentile(b, percent);
  return variant === 'max-of-directed' ? Math.max(there, back) : (there + back) / 2;
}

/** Type 7 on an ascending array. */
function percentile(sorted: Float64Array, percent: number): number {
  const position = (percent / 100) * (sorted.length - 1);
  const low = Math.floor(position);
  const value = sorted[low]!;
  const next = sorted[Math.min(low + 1, sorted.length - 1)]!;
  return value + (position - low) * (next - value);
}
