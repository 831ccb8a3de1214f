import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { refuse } from '../stats/argument.js';
import type { VoxelCounts } from './mask-overlap.js';
import type { SurfaceDistances } from './surface-distances.js';

/** Distances within this of the tolerance count as inside: 3 x 0.7 is not 2.1 in binary. */
export const TOLERANCE_SLACK_MM = 1e-9;

/**
 * Normalised surface distance (normalised surface Dice), boundary-voxel variant: the share of boundary voxels of both
 * masks whose distance to the other boundary is at most the tolerance (Nikolov et al. 2021, doi:10.2196/26151;
 * MetricsReloaded). One mask empty: 0; both: undefined.
 * @param toleranceMm from 0
 */
export function normalizedSurfaceDistance(
  counts: VoxelCounts,
  distances: Estimable<SurfaceDistances>,
  toleranceMm: number,
): Estimable {
  if (!(toleranceMm >= 0)) refuse(`tolerance ${toleranceMm} mm`, 'give a tolerance from 0 mm');
  if (counts.reference === 0 && counts.prediction === 0) return undefinedBecause('both masks empty');
  if (!distances.defined) return defined(0);
  const { referenceToPrediction: a, predictionToReference: b } = distances.value;
  return defined((within(a, toleranceMm) + within(b, toleranceMm)) / (a.length + b.length));
}

/** Entries at most the tolerance, of an ascending array. */
function within(sorted: Float64Array, toleranceMm: number): number {
  const limit = toleranceMm + TOLERANCE_SLACK_MM;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
