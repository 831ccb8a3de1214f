import type { Estimable } from '../core/estimable.js';
import { defined, undefinedBecause } from '../core/estimable.js';
import { refuse, requireSameLength } from '../stats/argument.js';
import { maskOverlap } from './mask-overlap.js';

export interface LabelOverlap {
  label: number;
  dice: Estimable;
  iou: Estimable;
}

export interface LabelOverlaps {
  labels: LabelOverlap[];
  /** Mean Dice over labels present in either map: a missed label counts 0, an absent one is left out and counted. */
  meanDice: Estimable;
  undefinedLabels: number;
  /** Dice with the counts of all asked labels pooled. */
  microDice: Estimable;
}

/**
 * Overlap per label of two label maps of the same length. Labels not asked for are background.
 * @throws AppError STATS-ARGUMENT when lengths differ, no label or a repeated label is asked for
 */
export function labelOverlaps(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  labels: readonly number[],
): LabelOverlaps {
  requireSameLength(reference, prediction, 'reference and prediction');
  if (labels.length === 0 || new Set(labels).size !== labels.length)
    refuse(`labels asked for: ${labels.join(', ') || 'none'}`, 'name each label once');
  const position = new Map(labels.map((label, k) => [label, k]));
  const inReference = new Float64Array(labels.length);
  const inPrediction = new Float64Array(labels.length);
  const both = new Float64Array(labels.length);
  for (let i = 0; i < reference.length; i += 1) {
    const r = position.get(reference[i]!);
    const p = position.get(prediction[i]!);
    if (r !== undefined) inReference[r] = inReference[r]! + 1;
    if (p !== undefined) inPrediction[p] = inPrediction[p]! + 1;
    if (r !== undefined && r === p) both[r] = both[r]! + 1;
  }
  const each = labels.map((label, k) => {
    const overlap = maskOverlap({
      reference: inReference[k]!,
      prediction: inPrediction[k]!,
      intersection: both[k]!,
    });
    const absent =
      inReference[k] === 0 && inPrediction[k] === 0 ? undefinedBecause('label absent from both') : undefined;
    return { label, dice: absent ?? overlap.dice, iou: absent ?? overlap.iou };
  });
  const values = each.flatMap(({ dice }) => (dice.defined ? [dice.value] : []));
  const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);
  return {
    labels: each,
    meanDice:
      values.length === 0
        ? undefinedBecause('every label absent from both')
        : defined(values.reduce((a, b) => a + b, 0) / values.length),
    undefinedLabels: labels.length - values.length,
    microDice: maskOverlap({
      reference: total(inReference),
      prediction: total(inPrediction),
      intersection: total(both),
    }).dice,
  };
}
