// Writes protocols/fracture/model/training.profile.json: the training phantoms as radiographs, inventoried and profiled
// by the commands a user has. See README.md here.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../build.mjs';

const load = (path) => import(join(root, 'dist', path));
const { TRAINING_COHORT, drawCohort } = await load('example/cohort.js');
const { makePhantom } = await load('example/phantom.js');
const { radiographWriter } = await load('example/radiograph-dicom.js');
const { inventory } = await load('dataset/inventory.js');
const { profileOf } = await load('dataset/profile.js');
const { readableJson } = await load('core/canonical.js');

const model = join(root, 'protocols/fracture/model');
const { id, seed, patients } = JSON.parse(readFileSync(join(model, 'training.manifest.json'), 'utf8'))
  .partitions.training;
const { key } = JSON.parse(readFileSync(join(model, 'development.keys.json'), 'utf8'));
const work = mkdtempSync(join(tmpdir(), 'veritome-training-'));
mkdirSync(join(work, 'images'));
const write = await radiographWriter();
for (const patient of drawCohort(seed, TRAINING_COHORT)) {
  const phantom = makePhantom(seed, patient);
  for (const [index, view] of phantom.views.entries()) {
    const imageNumber = index + 1;
    const bytes = write(phantom, view, { seed, patient: patient.id, imageNumber }, { damaged: false });
    writeFileSync(join(work, 'images', `${patient.id}-${imageNumber}.dcm`), bytes);
  }
  if (Number(patient.id.slice(3)) % 250 === 0) process.stderr.write(`${patient.id} of ${patients}\n`);
}
const manifest = await inventory(work, 'images', { id, version: '1', pseudonymKey: key });
writeFileSync(join(model, 'training.profile.json'), readableJson(profileOf(manifest)));
rmSync(work, { recursive: true, force: true });
