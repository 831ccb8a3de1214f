// Writes the training and development phantoms as tensors, preprocessed by the very code and steps of the model package,
// so that training sees what the frozen model will be given. See README.md here.
//
//   node tools/models/export-training-set.mjs <out folder> [--patients <n>]
//
// Out: <set>.f32 (images, float32 little endian), <set>.json (shape, rows, digests).
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { patients: { type: 'string' }, program: { type: 'string', default: join(root, 'dist') } },
});
const out = positionals[0];
if (out === undefined) throw new Error('name the folder to write to');

const load = (path) => import(pathToFileURL(join(values.program, path)).href);
const { DEVELOPMENT_COHORT, TRAINING_COHORT, drawCohort } = await load('example/cohort.js');
const { makePhantom, PHANTOM_VERSION } = await load('example/phantom.js');
const { preprocess } = await load('model/preprocess.js');

// Other seeds than any example is made with, and other streams: see the cohorts.
const SEEDS = { training: 20250311, development: 20250704 };

const descriptor = parse(readFileSync(join(root, 'protocols/fracture/model/model.yaml'), 'utf8'));
const component = descriptor.components[0];
const [, , rows, columns] = component.input.shape;
mkdirSync(out, { recursive: true });

for (const cohort of [TRAINING_COHORT, DEVELOPMENT_COHORT]) {
  const seed = SEEDS[cohort.name];
  const patients = drawCohort(seed, cohort).slice(0, Number(values.patients ?? cohort.patients));
  const file = openSync(join(out, `${cohort.name}.f32`), 'w');
  const tensors = createHash('sha256');
  const entries = [];
  for (const patient of patients) {
    const phantom = makePhantom(seed, patient);
    for (const [index, view] of phantom.views.entries()) {
      const { photometric, rescale } = phantom.equipment;
      const source = { ...view, frames: 1, samplesPerPixel: 1, photometric, rescale, window: null };
      const { values: pixels } = preprocess(source, component.preprocess);
      const bytes = Buffer.from(Float32Array.from(pixels).buffer);
      writeSync(file, bytes);
      tensors.update(bytes);
      entries.push({
        patient: patient.id,
        image: `${patient.id}-${index + 1}`,
        truth: patient.fractured ? 1 : 0,
        conspicuity: phantom.conspicuity,
        region: phantom.region,
        fractureAt: view.fractureAt && {
          row: (view.fractureAt.row * rows) / view.rows,
          column: (view.fractureAt.column * columns) / view.columns,
        },
      });
    }
    if (Number(patient.id.slice(3)) % 500 === 0) process.stderr.write(`${cohort.name} ${patient.id}\n`);
  }
  closeSync(file);
  const summary = {
    set: cohort.name,
    seed,
    firstStream: cohort.firstStream,
    generator: `phantom ${PHANTOM_VERSION}`,
    preprocess: component.preprocess,
    shape: [entries.length, rows, columns],
    patients: patients.length,
    'sha256-tensors': tensors.digest('hex'),
    entries,
  };
  writeFileSync(join(out, `${cohort.name}.json`), `${JSON.stringify(summary)}\n`);
}
