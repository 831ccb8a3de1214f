import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { refuse } from '../stats/argument.js';
import { jointBox, requireSameGrid, size3, spacing3, type Box, type Mask } from './mask.js';
import { nearestMarked } from './nearest-marked.js';
import { TOLERANCE_SLACK_MM } from './normalized-surface-distance.js';
import { surfelAreas3, surfelLengths2 } from './surfel-area.js';

/** Surface elements of one mask with their distance to the other surface, ascending by distance then area. */
export interface Surfels {
  readonly distanceMm: Float64Array;
  /** mm² in 3D, mm in 2D. */
  readonly area: Float64Array;
  readonly totalArea: number;
}

/**
 * Surfels of both masks: marching-cubes elements between voxel centres, weighted by area; distances run between the
 * corners where elements lie (surface-distance of Nikolov et al. 2021, doi:10.2196/26151). Outside the image is
 * background. A mask without foreground has no surfel, and the other's distances are then infinite.
 */
export interface SurfelDistances {
  readonly reference: Surfels;
  readonly prediction: Surfels;
}

/** @throws AppError STATS-ARGUMENT when the grids differ */
export function surfelDistances(reference: Mask, prediction: Mask): SurfelDistances {
  requireSameGrid(reference, prediction);
  const box = jointBox(reference, prediction);
  const none = { distanceMm: new Float64Array(0), area: new Float64Array(0), totalArea: 0 };
  if (box === null) return { reference: none, prediction: none };
  const flat = reference.shape.length === 2;
  const spacing = spacing3(reference);
  const areas = flat ? surfelLengths2([spacing[1], spacing[2]]) : surfelAreas3(spacing);
  const a = neighbourhoods(reference, box);
  const b = neighbourhoods(prediction, box);
  const [edgeA, edgeB] = [border(a.code, flat), border(b.code, flat)];
  return {
    reference: surfels(a.code, edgeA, nearestMarked(edgeA, edgeB, a.size, spacing), areas),
    prediction: surfels(b.code, edgeB, nearestMarked(edgeB, edgeA, b.size, spacing), areas),
  };
}

/** The code of every 2 x 2 (x 2) neighbourhood that touches the box: voxel i and i - 1 along each axis. */
function neighbourhoods(mask: Mask, box: Box): { code: Uint8Array; size: [number, number, number] } {
  const [, rows, columns] = size3(mask);
  const flat = mask.shape.length === 2;
  const depth = box.to[0] - box.from[0] + (flat ? 0 : 1);
  const height = box.to[1] - box.from[1] + 1;
  const width = box.to[2] - box.from[2] + 1;
  const code = new Uint8Array(depth * height * width);
  // A voxel is the last of the neighbourhood at its own index and the first of the one a step on.
  const steps = flat ? 4 : 8;
  const offset = Int32Array.from(
    { length: steps },
    (_, step) => (step >>> 2) * height * width + ((step >>> 1) & 1) * width + (step & 1),
  );
  for (let z = box.from[0]; z < box.to[0]; z += 1) {
    for (let y = box.from[1]; y < box.to[1]; y += 1) {
      for (let x = box.from[2]; x < box.to[2]; x += 1) {
        if (mask.data[(z * rows + y) * columns + x] === 0) continue;
        const near = ((z - box.from[0]) * height + (y - box.from[1])) * width + (x - box.from[2]);
        for (let step = 0; step < steps; step += 1) code[near + offset[step]!]! |= 1 << step;
      }
    }
  }
  return { code, size: [depth, height, width] };
}

function border(code: Uint8Array, flat: boolean): Uint8Array {
  const full = flat ? 15 : 255;
  return code.map((value) => (value !== 0 && value !== full ? 1 : 0));
}

/** @param squared mm², one for each voxel of the edge in memory order */
function surfels(code: Uint8Array, edge: Uint8Array, squared: Float64Array, areas: Float64Array): Surfels {
  const unsorted = new Float64Array(squared.length);
  let totalArea = 0;
  for (let i = 0, k = 0; i < code.length; i += 1) {
    if (edge[i] === 0) continue;
    unsorted[k] = areas[code[i]!]!;
    totalArea += unsorted[k]!;
    k += 1;
  }
  const order = Uint32Array.from(unsorted.keys()).sort((a, b) =>
    squared[a] === squared[b] ? unsorted[a]! - unsorted[b]! : squared[a]! - squared[b]!,
  );
  return {
    distanceMm: Float64Array.from(order, (k) => Math.sqrt(squared[k]!)),
    area: Float64Array.from(order, (k) => unsorted[k]!),
    totalArea,
  };
}

/** Area-weighted mean distance from one surface to the other, mm. @returns undefined when a mask is empty */
export function surfelMeanDistance(distances: SurfelDistances, from: 'reference' | 'prediction'): Estimable {
  if (eitherEmpty(distances)) return undefinedBecause('a mask is empty');
  const { distanceMm, area, totalArea } = distances[from];
  let sum = 0;
  for (let i = 0; i < area.length; i += 1) sum += distanceMm[i]! * area[i]!;
  return defined(sum / totalArea);
}

/** Larger of the two area-weighted percentile distances, mm: 100 is the Hausdorff distance, 95 its robust version. */
export function surfelPercentile(distances: SurfelDistances, percent: number): Estimable {
  if (!(percent >= 0 && percent <= 100)) refuse(`percentile ${percent}`, 'give a percentile from 0 to 100');
  if (eitherEmpty(distances)) return undefinedBecause('a mask is empty');
  return defined(Math.max(weighted(distances.reference, percent), weighted(distances.prediction, percent)));
}

function weighted({ distanceMm, area, totalArea }: Surfels, percent: number): number {
  let sum = 0;
  for (let i = 0; i < area.length; i += 1) {
    sum += area[i]!;
    if (sum / totalArea >= percent / 100) return distanceMm[i]!;
  }
  return distanceMm[distanceMm.length - 1]!;
}

/**
 * Surface Dice at a tolerance: area of both surfaces within the tolerance of the other, over the whole area.
 * @param slackMm added to the tolerance; 0 compares as the reference tool does
 * @returns 0 when one mask is empty, undefined when both are
 */
export function surfaceDice(
  { reference, prediction }: SurfelDistances,
  toleranceMm: number,
  slackMm = TOLERANCE_SLACK_MM,
): Estimable {
  if (!(toleranceMm >= 0)) refuse(`tolerance ${toleranceMm} mm`, 'give a tolerance from 0 mm');
  const whole = reference.totalArea + prediction.totalArea;
  if (whole === 0) return undefinedBecause('both masks empty');
  let inside = 0;
  for (const { distanceMm, area } of [reference, prediction]) {
    for (let i = 0; i < area.length && distanceMm[i]! <= toleranceMm + slackMm; i += 1) inside += area[i]!;
  }
  return defined(inside / whole);
}

function eitherEmpty({ reference, prediction }: SurfelDistances): boolean {
  return reference.totalArea === 0 || prediction.totalArea === 0;
}
