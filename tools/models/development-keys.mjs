// Writes protocols/fracture/model/development.keys.json: keyed hashes of every image the model was developed on, made from
// the training and development phantoms by the code behind `veritome data development-keys`. See README.md here.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../build.mjs';

const load = (path) => import(join(root, 'dist', path));
const { DEVELOPMENT_COHORT, TRAINING_COHORT, drawCohort } = await load('example/cohort.js');
const { makePhantom } = await load('example/phantom.js');
const { radiographWriter } = await load('example/radiograph-dicom.js');
const { makeDevelopmentKeys } = await load('dataset/make-development-keys.js');
const { readableJson } = await load('core/canonical.js');

const model = join(root, 'protocols/fracture/model');
const { partitions } = JSON.parse(readFileSync(join(model, 'training.manifest.json'), 'utf8'));
const file = join(model, 'development.keys.json');
const { key } = JSON.parse(readFileSync(file, 'utf8'));
const work = mkdtempSync(join(tmpdir(), 'veritome-development-'));
mkdirSync(join(work, 'images'));
const write = await radiographWriter();
for (const cohort of [TRAINING_COHORT, DEVELOPMENT_COHORT]) {
  const { seed } = partitions[cohort.name];
  for (const patient of drawCohort(seed, cohort)) {
    const phantom = makePhantom(seed, patient);
    for (const [index, view] of phantom.views.entries()) {
      const imageNumber = index + 1;
      const bytes = write(phantom, view, { seed, patient: patient.id, imageNumber }, { damaged: false });
      writeFileSync(join(work, 'images', `${patient.id}-${imageNumber}.dcm`), bytes);
    }
    if (Number(patient.id.slice(3)) % 250 === 0) process.stderr.write(`${patient.id}\n`);
  }
}
const { keys, images, unread } = await makeDevelopmentKeys(work, 'images', key);
if (unread.length > 0) throw new Error(`${unread.length} images cannot be read`);
// Without signatures: 4,220 of them are 6 MB, and the search takes ten seconds at every check.
delete keys.signatures;
// 32 hexadecimal digits are what is compared; the rest would only make the package larger.
const short = (hashes) => hashes.map((hash) => hash.slice(0, 32));
const made = {
  ...keys,
  patients: short(keys.patients),
  studies: short(keys.studies),
  series: short(keys.series),
  instances: short(keys.instances),
  pixels: short(keys.pixels),
  partitions: Object.values(partitions).map(({ id }) => id),
};
writeFileSync(file, readableJson(made));
process.stderr.write(`${images} images of ${keys.patients.length} patients\n`);
rmSync(work, { recursive: true, force: true });
