import type { ScalarValues } from './scalar-values.js';

/** Distinct values counted; an image with more is no label map. */
const DISTINCT = 256;

/** With so few values, whole and not negative, anything is a label map. */
const FEW = 32;

/** Voxels of each value, ascending; null for more than 256 values, and where a value is not finite. */
export function valueCounts(values: ScalarValues): Map<number, number> | null {
  const counts = new Map<number, number>();
  // Neighbours are mostly alike: the map is asked only where the value changes.
  let run = 0;
  for (let i = 0; i < values.length; i += 1) {
    run += 1;
    const value = values[i]!;
    if (value === values[i + 1]) continue;
    if (!Number.isFinite(value)) return null;
    counts.set(value, (counts.get(value) ?? 0) + run);
    if (counts.size > DISTINCT) return null;
    run = 0;
  }
  return new Map([...counts].sort(([a], [b]) => a - b));
}

/** `fractions`: it would be a label map, but some values are not whole. */
export type LabelVerdict = 'labels' | 'fractions' | 'image';

/**
 * Whether values are labels. They are when all are whole and none is negative, and there are at most 32 of them; or at
 * most 256 and either the name says so (seg, label, mask) or more than half of the labelled voxels have a neighbour
 * of the same value along the first axis, as regions have and grey values have not.
 */
export function labelVerdict(
  values: ScalarValues,
  counts: ReadonlyMap<number, number> | null,
  name: string,
): LabelVerdict {
  if (counts === null) return 'image';
  const distinct = [...counts.keys()];
  if (distinct.some((value) => value < 0)) return 'image';
  const whole = distinct.every((value) => Number.isInteger(value));
  if (!whole) {
    const fractional = distinct.filter((value) => !Number.isInteger(value)).length;
    return distinct.length <= FEW && fractional < distinct.length - fractional ? 'fractions' : 'image';
  }
  if (distinct.length <= FEW || /seg|label|mask/i.test(name)) return 'labels';
  return inRegions(values) ? 'labels' : 'image';
}

function inRegions(values: ScalarValues): boolean {
  let [labelled, alike] = [0, 0];
  for (let i = 1; i < values.length; i += 1) {
    if (values[i] === 0) continue;
    labelled += 1;
    if (values[i] === values[i - 1]) alike += 1;
  }
  return alike > labelled / 2;
}
