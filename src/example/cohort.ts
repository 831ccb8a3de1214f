import { RandomStream } from '../core/random.js';

/** Patients of one set: who they are is drawn in `phantom.ts`, how many there are of which kind stands here. */
export interface Cohort {
  /** Role in a project, and folder below `data/`. */
  name: 'test' | 'rehearsal' | 'development' | 'training';
  prefix: string;
  /** First number of the patients' random streams; the ranges of the sets never meet. */
  firstStream: number;
  patients: number;
  fractured: number;
  withTwoImages: number;
  withoutAge: number;
  /** Position, from 1, of the patient whose image cannot be decoded: fractured and with one image. */
  undecodable: number | null;
}

export interface CohortPatient {
  /** Pseudonym, `FR-0001`. */
  id: string;
  stream: number;
  fractured: boolean;
  images: number;
  ageKnown: boolean;
  undecodable: boolean;
}

export const TEST_COHORT: Cohort = {
  name: 'test',
  prefix: 'FR',
  firstStream: 1,
  patients: 160,
  fractured: 76,
  withTwoImages: 24,
  withoutAge: 4,
  undecodable: 117,
};

export const REHEARSAL_COHORT: Cohort = {
  name: 'rehearsal',
  prefix: 'RH',
  firstStream: 10_001,
  patients: 20,
  fractured: 10,
  withTwoImages: 3,
  withoutAge: 1,
  undecodable: null,
};

/** The set DEV-4, on which the operating point is derived. */
export const DEVELOPMENT_COHORT: Cohort = {
  name: 'development',
  prefix: 'DV',
  firstStream: 20_001,
  patients: 800,
  fractured: 380,
  withTwoImages: 120,
  withoutAge: 0,
  undecodable: null,
};

export const TRAINING_COHORT: Cohort = {
  name: 'training',
  prefix: 'TR',
  firstStream: 40_001,
  patients: 3000,
  fractured: 1500,
  withTwoImages: 300,
  withoutAge: 0,
  undecodable: null,
};

/** Streams above those of any patient, for draws about a whole set. */
const SET_STREAMS = 2 ** 32;

export function drawCohort(seed: number, cohort: Cohort): CohortPatient[] {
  const random = new RandomStream(seed, SET_STREAMS + cohort.firstStream);
  const lost = cohort.undecodable;
  const chosen = (count: number, wanted: (position: number) => boolean | null): Set<number> => {
    const all = Array.from({ length: cohort.patients }, (_, index) => index + 1);
    const sure = all.filter((position) => wanted(position) === true);
    const open = shuffled(
      all.filter((position) => wanted(position) === null),
      random,
    );
    return new Set([...sure, ...open].slice(0, count));
  };
  const fractured = chosen(cohort.fractured, (position) => (position === lost ? true : null));
  const two = chosen(cohort.withTwoImages, (position) => (position === lost ? false : null));
  const ageless = chosen(cohort.withoutAge, (position) => (position === lost ? false : null));
  return Array.from({ length: cohort.patients }, (_, index): CohortPatient => {
    const position = index + 1;
    return {
      id: `${cohort.prefix}-${String(position).padStart(4, '0')}`,
      stream: cohort.firstStream + index,
      fractured: fractured.has(position),
      images: two.has(position) ? 2 : 1,
      ageKnown: !ageless.has(position),
      undecodable: position === lost,
    };
  });
}

/** Fisher and Yates, in a copy. */
function shuffled(items: number[], random: RandomStream): number[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}
