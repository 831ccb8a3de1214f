import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { requireSameGrid, type Mask } from './mask.js';

/** Voxels of the reference, of the prediction and of both. */
export interface VoxelCounts {
  reference: number;
  prediction: number;
  intersection: number;
}

/** @throws AppError STATS-ARGUMENT when the grids differ */
export function voxelCounts(reference: Mask, prediction: Mask): VoxelCounts {
  requireSameGrid(reference, prediction);
  const a = reference.data;
  const b = prediction.data;
  let inA = 0;
  let inB = 0;
  let both = 0;
  for (let i = 0; i < a.length; i += 1) {
    const hereA = a[i] === 0 ? 0 : 1;
    const hereB = b[i] === 0 ? 0 : 1;
    inA += hereA;
    inB += hereB;
    both += hereA & hereB;
  }
  return { reference: inA, prediction: inB, intersection: both };
}

export interface MaskOverlap {
  /** 2 TP / (2 TP + FP + FN), Dice 1945; undefined when both masks are empty, 0 when one is. */
  dice: Estimable;
  /** TP / (TP + FP + FN), Jaccard 1901. */
  iou: Estimable;
  /** Share of the reference that is covered; undefined without a reference. */
  sensitivity: Estimable;
  /** Share of the prediction that is right; undefined without a prediction. */
  precision: Estimable;
  /** (prediction - reference) / reference, signed. */
  relativeVolumeDifference: Estimable;
  /** 1 - |difference of volumes| / sum of volumes (Taha & Hanbury 2015, doi:10.1186/s12880-015-0068-x). */
  volumetricSimilarity: Estimable;
}

export function maskOverlap({ reference, prediction, intersection }: VoxelCounts): MaskOverlap {
  const sum = reference + prediction;
  const ratio = (part: number, whole: number, reason: string): Estimable =>
    whole === 0 ? undefinedBecause(reason) : defined(part / whole);
  return {
    dice: ratio(2 * intersection, sum, 'both masks empty'),
    iou: ratio(intersection, sum - intersection, 'both masks empty'),
    sensitivity: ratio(intersection, reference, 'reference empty'),
    precision: ratio(intersection, prediction, 'prediction empty'),
    relativeVolumeDifference: ratio(prediction - reference, reference, 'reference empty'),
    volumetricSimilarity:
      sum === 0 ? undefinedBecause('both masks empty') : defined(1 - Math.abs(prediction - reference) / sum),
  };
}

/** Volume of one voxel, mm³ (mm² on a 2D grid). */
export function voxelVolume(mask: Mask): number {
  return mask.spacingMm.reduce((product, edge) => product * edge, 1);
}
