import { refuse, requireMeasurement } from '../argument.js';

/** Points of two samples with all pairwise Euclidean distances, reference points first. */
export interface PooledDistances {
  readonly n: number;
  readonly m: number;
  /** distance[i * (n + m) + j] */
  readonly distance: Float64Array;
}

/** @param reference one array of coordinates a point. @throws AppError STATS-ARGUMENT for unequal dimensions or infinite values */
export function pooledDistances(
  reference: readonly ArrayLike<number>[],
  fresh: readonly ArrayLike<number>[],
): PooledDistances {
  const points = [...reference, ...fresh];
  const dimension = points[0]?.length ?? 0;
  for (const point of points) {
    if (point.length !== dimension)
      refuse('points differ in dimension', 'give every point the same number of coordinates');
    for (let d = 0; d < dimension; d += 1) requireMeasurement('a coordinate', point[d]);
  }
  const size = points.length;
  const distance = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < i; j += 1) {
      let square = 0;
      for (let d = 0; d < dimension; d += 1) square += (points[i]![d]! - points[j]![d]!) ** 2;
      distance[i * size + j] = Math.sqrt(square);
      distance[j * size + i] = distance[i * size + j]!;
    }
  }
  return { n: reference.length, m: fresh.length, distance };
}

/** Median distance over all pairs of different points. */
export function medianDistance({ n, m, distance }: PooledDistances): number | null {
  const size = n + m;
  const all: number[] = [];
  for (let i = 0; i < size; i += 1) for (let j = 0; j < i; j += 1) all.push(distance[i * size + j]!);
  if (all.length === 0) return null;
  const sorted = Float64Array.from(all).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
