import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { jointBox, requireSameGrid, size3, spacing3, type Box, type Mask } from './mask.js';
import { nearestMarked } from './nearest-marked.js';

/**
 * Distances between the boundary voxels of two masks. The boundary: foreground voxels with a background face neighbour,
 * outside the image is background; distances between voxel centres, mm (MetricsReloaded; Maier-Hein & Reinke 2024,
 * doi:10.1038/s41592-023-02151-z). The surfel variant is another metric: `surfel-distances.ts`.
 */
export interface SurfaceDistances {
  /** One distance for each boundary voxel of the reference, ascending. */
  readonly referenceToPrediction: Float64Array;
  readonly predictionToReference: Float64Array;
}

/**
 * @returns undefined when a mask is empty
 * @throws AppError STATS-ARGUMENT when the grids differ
 */
export function surfaceDistances(reference: Mask, prediction: Mask): Estimable<SurfaceDistances> {
  requireSameGrid(reference, prediction);
  const box = jointBox(reference, prediction);
  if (box === null) return undefinedBecause('a mask is empty');
  const a = boundary(reference, box);
  const b = boundary(prediction, box);
  if (a.count === 0 || b.count === 0) return undefinedBecause('a mask is empty');
  const size = boxSize(box);
  const spacing = spacing3(reference);
  return defined({
    referenceToPrediction: ascending(nearestMarked(a.voxels, b.voxels, size, spacing)),
    predictionToReference: ascending(nearestMarked(b.voxels, a.voxels, size, spacing)),
  });
}

/** Number of boundary voxels; 0 for an empty mask. */
export function boundaryVoxels(mask: Mask): number {
  const box = jointBox(mask, mask);
  return box === null ? 0 : boundary(mask, box).count;
}

interface Boundary {
  voxels: Uint8Array;
  count: number;
}

function boxSize({ from, to }: Box): [number, number, number] {
  return [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
}

function boundary(mask: Mask, box: Box): Boundary {
  const [slices, rows, columns] = size3(mask);
  const flat = mask.shape.length === 2;
  const plane = rows * columns;
  const data = mask.data;
  const [depth, height, width] = boxSize(box);
  const voxels = new Uint8Array(depth * height * width);
  let count = 0;
  let out = 0;
  for (let z = box.from[0]; z < box.to[0]; z += 1) {
    const outerSlice = !flat && (z === 0 || z === slices - 1);
    for (let y = box.from[1]; y < box.to[1]; y += 1) {
      const outerRow = y === 0 || y === rows - 1;
      for (let x = box.from[2], i = z * plane + y * columns + x; x < box.to[2]; x += 1, i += 1, out += 1) {
        if (data[i] === 0) continue;
        const edge =
          outerSlice ||
          outerRow ||
          x === 0 ||
          x === columns - 1 ||
          data[i - 1] === 0 ||
          data[i + 1] === 0 ||
          data[i - columns] === 0 ||
          data[i + columns] === 0 ||
          (!flat && (data[i - plane] === 0 || data[i + plane] === 0));
        if (edge) {
          voxels[out] = 1;
          count += 1;
        }
      }
    }
  }
  return { voxels, count };
}

function ascending(squared: Float64Array): Float64Array {
  return squared.map(Math.sqrt).sort();
}
