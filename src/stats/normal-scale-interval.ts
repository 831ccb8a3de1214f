import type { Interval } from './interval.js';
import { replicateMoments } from './bootstrap-interval.js';
import { normalQuantile } from './normal.js';

/**
 * The conventions of R's `boot.ci`, to check against its output; `bootstrap-interval.ts` has the ones used here.
 * Order statistics are interpolated on the normal-quantile scale at (R + 1) p, ends held.
 * @param sorted replicates, ascending
 */
export function normalScaleQuantile(sorted: Float64Array, p: number): number {
  const replicates = sorted.length;
  const position = (replicates + 1) * p;
  const k = Math.trunc(position);
  if (k < 1) return sorted[0]!;
  if (k >= replicates) return sorted[replicates - 1]!;
  const below = sorted[k - 1]!;
  if (k === position) return below;
  const left = normalQuantile(k / (replicates + 1));
  const right = normalQuantile((k + 1) / (replicates + 1));
  return below + ((normalQuantile(p) - left) / (right - left)) * (sorted[k]! - below);
}

/** Normal approximation with the bootstrap estimate of bias taken off. */
export function biasCorrectedNormal(replicates: Float64Array, estimate: number, tail: number): Interval {
  const { mean, standardDeviation } = replicateMoments(replicates);
  const centre = 2 * estimate - mean;
  const half = -normalQuantile(tail) * standardDeviation;
  return { lower: centre - half, upper: centre + half };
}
