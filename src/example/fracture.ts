import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawCohort, REHEARSAL_COHORT, TEST_COHORT, type Cohort } from './cohort.js';
import { makePhantom } from './phantom.js';
import { radiographWriter, type RadiographWriter } from './radiograph-dicom.js';
import { referenceCsv, type ReferenceCase } from './reference-csv.js';

export const FRACTURE_EXAMPLE_SEED = 20261123;

export interface FractureExampleOptions {
  /** Integer from 0; `FRACTURE_EXAMPLE_SEED` gives the data that the example's documents speak of. */
  seed?: number;
  onProgress?: (done: number, total: number) => void;
}

export interface FractureExample {
  test: { patients: number; images: number };
  rehearsal: { patients: number; images: number };
}

/**
 * Writes the data of the fracture example below `projectDir`: `data/test/*.dcm`, `data/rehearsal/*.dcm`,
 * `data/reference.csv` and `data/rehearsal.reference.csv`. The same seed gives the same bytes.
 * @throws what node:fs throws when the folder cannot be written
 */
export async function makeFractureExample(
  projectDir: string,
  options: FractureExampleOptions = {},
): Promise<FractureExample> {
  const seed = options.seed ?? FRACTURE_EXAMPLE_SEED;
  const write = await radiographWriter();
  const total = [TEST_COHORT, REHEARSAL_COHORT].reduce(
    (sum, set) => sum + set.patients + set.withTwoImages,
    0,
  );
  let done = 0;
  const each = async (): Promise<void> => {
    done += 1;
    options.onProgress?.(done, total);
    // Lets a progress line be drawn and an interruption be heard between images.
    await new Promise(setImmediate);
  };
  const test = await writeCohort(projectDir, seed, TEST_COHORT, write, each);
  const rehearsal = await writeCohort(projectDir, seed, REHEARSAL_COHORT, write, each);
  writeFileSync(join(projectDir, 'data/reference.csv'), referenceCsv(seed, test));
  writeFileSync(join(projectDir, 'data/rehearsal.reference.csv'), referenceCsv(seed, rehearsal));
  return { test: count(test), rehearsal: count(rehearsal) };
}

async function writeCohort(
  projectDir: string,
  seed: number,
  cohort: Cohort,
  write: RadiographWriter,
  each: () => Promise<void>,
): Promise<ReferenceCase[]> {
  const folder = join(projectDir, 'data', cohort.name);
  mkdirSync(folder, { recursive: true });
  const cases: ReferenceCase[] = [];
  for (const patient of drawCohort(seed, cohort)) {
    const phantom = makePhantom(seed, patient);
    const images: string[] = [];
    for (const [index, view] of phantom.views.entries()) {
      const imageNumber = index + 1;
      const image = `${patient.id}-${imageNumber}`;
      const bytes = write(
        phantom,
        view,
        { seed, patient: patient.id, imageNumber },
        { damaged: patient.undecodable },
      );
      writeFileSync(join(folder, `${image}.dcm`), bytes);
      images.push(image);
      await each();
    }
    const { id, stream, fractured } = patient;
    cases.push({ id, stream, fractured, conspicuity: phantom.conspicuity, images });
  }
  return cases;
}

function count(cases: ReferenceCase[]): { patients: number; images: number } {
  return { patients: cases.length, images: cases.reduce((sum, { images }) => sum + images.length, 0) };
}
