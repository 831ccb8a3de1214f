import type { Protocol, ReferenceStandard } from '../schema/types.js';
import type { ClassCounts, UnitCounts } from './planning.js';

/**
 * Units of a reference standard. A patient with any positive image is positive; with several classes, a patient is of
 * the highest class of any image, or of the one that all images share. There are then no positives but by class.
 */
export function unitCounts(
  reference: Pick<ReferenceStandard, 'rows'>,
  classes?: Protocol['classes'],
): UnitCounts {
  if (classes !== undefined) return countsOfClasses(reference, classes);
  const positiveCase = new Map<string, boolean>();
  const image = { positives: 0, negatives: 0 };
  for (const { case: patient, truth } of reference.rows) {
    image[truth === 'positive' ? 'positives' : 'negatives'] += 1;
    positiveCase.set(patient, truth === 'positive' || (positiveCase.get(patient) ?? false));
  }
  const positives = [...positiveCase.values()].filter(Boolean).length;
  return { patient: { positives, negatives: positiveCase.size - positives }, image };
}

function countsOfClasses(
  { rows }: Pick<ReferenceStandard, 'rows'>,
  { names }: NonNullable<Protocol['classes']>,
): UnitCounts {
  const classOf = new Map<string, number>();
  for (const { case: patient, truth } of rows)
    classOf.set(patient, Math.max(names.indexOf(truth), classOf.get(patient) ?? -1));
  const byClass: ClassCounts = {};
  for (const [c, name] of names.entries()) {
    byClass[name] = {
      patient: [...classOf.values()].filter((own) => own === c).length,
      image: rows.filter(({ truth }) => truth === name).length,
    };
  }
  return {
    patient: { positives: 0, negatives: classOf.size },
    image: { positives: 0, negatives: rows.length },
    byClass,
  };
}
