import type { ReferenceStandard } from '../schema/types.js';
import type { UnitCounts } from './planning.js';

/** Units of a reference standard. A patient with any positive image is positive. */
export function unitCounts(reference: Pick<ReferenceStandard, 'rows'>): UnitCounts {
  const positiveCase = new Map<string, boolean>();
  const image = { positives: 0, negatives: 0 };
  for (const { case: patient, truth } of reference.rows) {
    image[truth === 'positive' ? 'positives' : 'negatives'] += 1;
    positiveCase.set(patient, truth === 'positive' || (positiveCase.get(patient) ?? false));
  }
  const positives = [...positiveCase.values()].filter(Boolean).length;
  return { patient: { positives, negatives: positiveCase.size - positives }, image };
}
