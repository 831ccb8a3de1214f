import type { Estimable } from '../../core/estimable.js';
import { defined } from '../../core/estimable.js';
import { assd, masd } from '../../metrics/average-surface-distance.js';
import { hausdorff, percentileHausdorff } from '../../metrics/hausdorff.js';
import { labelOverlaps } from '../../metrics/label-overlap.js';
import { maskOverlap, voxelCounts, voxelVolume } from '../../metrics/mask-overlap.js';
import type { Mask } from '../../metrics/mask.js';
import { normalizedSurfaceDistance } from '../../metrics/normalized-surface-distance.js';
import { boundaryVoxels, surfaceDistances } from '../../metrics/surface-distances.js';
import {
  surfaceDice,
  surfelDistances,
  surfelMeanDistance,
  surfelPercentile,
} from '../../metrics/surfel-distances.js';
import { refuse } from '../../stats/argument.js';
import { answerOf, type Answer, type Family, type Question } from '../family.js';
import { has, numbersFrom, textFrom } from '../input.js';

function answer({ input, keys }: Question): Record<string, Answer> {
  if (has(input, 'labels')) return labelAnswers(input);
  const reference = readMask(input, 'reference');
  const prediction = readMask(input, 'prediction');
  const counts = voxelCounts(reference, prediction);
  const volume = voxelVolume(reference);
  const overlap = maskOverlap(counts);
  const distances = surfaceDistances(reference, prediction);
  const read = (f: (d: Extract<typeof distances, { defined: true }>['value']) => number): Answer =>
    answerOf(distances.defined ? defined(f(distances.value)) : distances);
  const surfels = surfelDistances(reference, prediction);
  const answers: Record<string, Answer> = {
    reference_voxels: counts.reference,
    prediction_voxels: counts.prediction,
    intersection_voxels: counts.intersection,
    reference_volume: counts.reference * volume,
    prediction_volume: counts.prediction * volume,
    dice: answerOf(overlap.dice),
    iou: answerOf(overlap.iou),
    sensitivity: answerOf(overlap.sensitivity),
    precision: answerOf(overlap.precision),
    relative_volume_difference: answerOf(overlap.relativeVolumeDifference),
    volumetric_similarity: answerOf(overlap.volumetricSimilarity),
    boundary_voxels_reference: boundaryVoxels(reference),
    boundary_voxels_prediction: boundaryVoxels(prediction),
    hd_directed_ref_to_pred: read((d) => hausdorff(d).referenceToPrediction),
    hd_directed_pred_to_ref: read((d) => hausdorff(d).predictionToReference),
    hd: read((d) => hausdorff(d).symmetric),
    assd: read(assd),
    masd: read(masd),
    'surfel.asd_ref_to_pred': answerOf(surfelMeanDistance(surfels, 'reference')),
    'surfel.asd_pred_to_ref': answerOf(surfelMeanDistance(surfels, 'prediction')),
    'surfel.hd': answerOf(surfelPercentile(surfels, 100)),
    'surfel.surface_area_reference': surfels.reference.totalArea,
    'surfel.surface_area_prediction': surfels.prediction.totalArea,
  };
  for (const key of keys) {
    const percentile = /^(surfel\.)?hd(\d+)(?:\.(max_of_directed|pooled|mean_of_directed))?$/.exec(key);
    if (percentile !== null) {
      const percent = Number(percentile[2]);
      const variant = (percentile[3] ?? 'max_of_directed').replaceAll('_', '-') as
        'max-of-directed' | 'pooled' | 'mean-of-directed';
      answers[key] =
        percentile[1] === undefined
          ? read((d) => percentileHausdorff(d, variant, percent))
          : answerOf(surfelPercentile(surfels, percent));
    }
    const tolerance = /^(nsd_voxel|surfel\.surface_dice)\.tau_([0-9.e+-]+)$/.exec(key);
    if (tolerance !== null) {
      const tau = Number(tolerance[2]);
      // The tool that gave the surfel answers compares without slack.
      const value: Estimable =
        tolerance[1] === 'nsd_voxel'
          ? normalizedSurfaceDistance(counts, distances, tau)
          : surfaceDice(surfels, tau, 0);
      answers[key] = answerOf(value);
    }
  }
  return answers;
}

function labelAnswers(input: Question['input']): Record<string, Answer> {
  const overlaps = labelOverlaps(
    digits(input, 'reference'),
    digits(input, 'prediction'),
    Array.from(numbersFrom(input, 'labels')),
  );
  const answers: Record<string, Answer> = {
    mean_dice_defined_labels: answerOf(overlaps.meanDice),
    n_labels_undefined: overlaps.undefinedLabels,
    micro_dice_foreground: answerOf(overlaps.microDice),
  };
  for (const { label, dice, iou } of overlaps.labels) {
    answers[`label_${label}.dice`] = answerOf(dice);
    answers[`label_${label}.iou`] = answerOf(iou);
  }
  return answers;
}

function readMask(input: Question['input'], name: 'reference' | 'prediction'): Mask {
  const own = `${name}_shape`;
  const shape = Array.from(numbersFrom(input, has(input, own) ? own : 'shape'));
  const spacingMm = has(input, 'spacing') ? Array.from(numbersFrom(input, 'spacing')) : shape.map(() => 1);
  const size = shape.reduce((product, axis) => product * axis, 1);
  const data = has(input, name) ? digits(input, name) : new Uint8Array(size);
  if (data.some((value) => value > 1))
    refuse(`${name} holds a value above 1`, 'give binary masks, or name the labels');
  return { data, shape, spacingMm };
}

/** Voxels written as one digit each, or as a list. */
function digits(input: Question['input'], name: string): Uint8Array {
  if (Array.isArray(input[name])) return Uint8Array.from(numbersFrom(input, name));
  const text = textFrom(input, name);
  if (!/^\d*$/.test(text)) refuse(`${name} holds something else than digits`, 'write one digit a voxel');
  return Uint8Array.from(text, Number);
}

export const family: Family = { name: 'segmentation', answer };
