import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEVELOPMENT_COHORT,
  drawCohort,
  REHEARSAL_COHORT,
  TEST_COHORT,
  TRAINING_COHORT,
  type Cohort,
} from './cohort.js';

const ALL: Cohort[] = [TEST_COHORT, REHEARSAL_COHORT, DEVELOPMENT_COHORT, TRAINING_COHORT];

describe('the sets of patients', () => {
  it('share no patient and no random stream, whatever the seed', () => {
    const patients = ALL.flatMap((cohort) => drawCohort(1, cohort));
    expect(new Set(patients.map(({ id }) => id)).size).toBe(patients.length);
    expect(new Set(patients.map(({ stream }) => stream)).size).toBe(patients.length);
  });

  it('hold the numbers declared for them, for any seed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(TEST_COHORT, REHEARSAL_COHORT), (seed, cohort) => {
        const patients = drawCohort(seed, cohort);
        const count = (wanted: (patient: (typeof patients)[number]) => boolean): number =>
          patients.filter(wanted).length;
        expect(patients.length).toBe(cohort.patients);
        expect(count(({ fractured }) => fractured)).toBe(cohort.fractured);
        expect(count(({ images }) => images === 2)).toBe(cohort.withTwoImages);
        expect(count(({ ageKnown }) => !ageKnown)).toBe(cohort.withoutAge);
        expect(count(({ undecodable }) => undecodable)).toBe(cohort.undecodable === null ? 0 : 1);
      }),
      { numRuns: 50 },
    );
  });

  it('lose the image of a fractured patient with one image, FR-0117', () => {
    const lost = drawCohort(20261123, TEST_COHORT).filter(({ undecodable }) => undecodable);
    expect(lost).toEqual([
      { id: 'FR-0117', stream: 117, fractured: true, images: 1, ageKnown: true, undecodable: true },
    ]);
  });
});
