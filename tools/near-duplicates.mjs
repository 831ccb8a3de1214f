/**
 * Recall and false alarms of the near-duplicate search, and what its bound costs: the tables of
 * docs/decisions/0012-near-duplicates.md. Seeded; on radiographs it makes, and on the DICOM images below a folder.
 *
 *   node tools/near-duplicates.mjs [folder]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawCohort, TEST_COHORT } from '../dist/example/cohort.js';
import { makePhantom } from '../dist/example/phantom.js';
import { readDicom } from '../dist/imaging/dicom.js';
import { outlineOf, Outlines } from '../dist/imaging/likeness-bound.js';
import { likeness, NEAR_THRESHOLD } from '../dist/imaging/picture-likeness.js';
import { pictureSignature, signatureOf } from '../dist/imaging/picture-signature.js';

const HANDS = 60;
const SEED = 71;
let state = SEED;
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;

const CHANGES = {
  'window and level that clip nothing': (one) => remade(one, [0, 0, 0, 0], 1, (v) => 3 * v - 40),
  'window that clips a tenth of the range at each end': (one) =>
    remade(one, [0, 0, 0, 0], 1, (v, { low, high }) =>
      Math.min(high - 0.1 * (high - low), Math.max(low + 0.1 * (high - low), v)),
    ),
  'rising grey curve': (one) => remade(one, [0, 0, 0, 0], 1, (v, { low }) => Math.sqrt(v - low)),
  'scale 95 %': (one) => remade(one, [0, 0, 0, 0], 0.95),
  'scale 105 %': (one) => remade(one, [0, 0, 0, 0], 1.05),
  'crop up to 5 %, each side its own': (one) =>
    remade(
      one,
      [0, 0, 0, 0].map(() => 0.05 * random()),
    ),
  'crop of 3 % at every side': (one) => remade(one, [0.03, 0.03, 0.03, 0.03]),
  'crop of 5 % at every side': (one) => remade(one, [0.05, 0.05, 0.05, 0.05]),
  'crop up to 5 %, scale, curve and noise': (one) =>
    remade(
      one,
      [0, 0, 0, 0].map(() => 0.05 * random()),
      0.95 + 0.1 * random(),
      (v, { low, high }) => Math.sqrt(Math.max(0, v - low) + 0.02 * (high - low) * random()),
    ),
};

table('synthetic hand radiographs', hands());
if (process.argv[2] !== undefined) table(`images of the folder`, await images(process.argv[2]));
process.exit(0);

function hands() {
  return drawCohort(SEED, TEST_COHORT)
    .slice(0, HANDS)
    .map((patient, i) => ({ group: String(i), ...makePhantom(SEED, patient).views[0] }));
}

/** One grey picture of each study: images of one study may be alike in truth. */
async function images(folder) {
  const found = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    try {
      const dicom = await readDicom(readFileSync(join(entry.parentPath, entry.name)), entry.name);
      const group = dicom.studyUid ?? entry.name;
      if (!dicom.hasPixels || found.has(group) || dicom.patientId === null) continue;
      const { stored, rows, columns, samplesPerPixel, photometric } = await dicom.pixels();
      if (samplesPerPixel !== 1 || rows < 64 || columns < 64) continue;
      const one = { group, stored: stored.slice(0, rows * columns), rows, columns, photometric };
      if (sign(one) !== null) found.set(group, one);
    } catch (error) {
      // Files that are no image, or damaged on purpose.
      if (error.code === undefined) throw error;
    }
  }
  return [...found.values()];
}

function table(title, pictures) {
  const originals = pictures.map((one) => signatureOf(sign(one)));
  const boxes = originals.map((one) => new Outlines(one));
  console.log(`\n${title}: ${pictures.length}\n`);
  console.log('| change | found by search | of these ruled out by the bound | lowest likeness |');
  console.log('|---|---|---|---|');
  for (const [name, change] of Object.entries(CHANGES)) {
    const copies = pictures.map((one) => sign(change(one)));
    const [likes, lost] = [[], []];
    copies.forEach((copy, i) => {
      if (copy === null) return;
      const own = signatureOf(copy);
      const like = likeness(own, originals[i]);
      likes.push(like);
      if (like >= NEAR_THRESHOLD && !boxes[i].mayBeNear(outlineOf(own))) lost.push(i);
    });
    const near = likes.filter((like) => like >= NEAR_THRESHOLD).length;
    console.log(
      `| ${name} | ${near} of ${likes.length} (${((100 * near) / likes.length).toFixed(1)} %) | ${lost.length} | ${Math.min(...likes).toFixed(4)} |`,
    );
  }
  falseAlarms(pictures, originals, boxes);
}

function falseAlarms(pictures, originals, boxes) {
  const outlines = originals.map(outlineOf);
  let [pairs, passed, near, lost, highest] = [0, 0, 0, 0, -1];
  originals.forEach((own, i) => {
    originals.forEach((other, k) => {
      if (i === k || pictures[i].group === pictures[k].group) return;
      pairs += 1;
      const may = boxes[k].mayBeNear(outlines[i]);
      const like = likeness(own, other);
      highest = Math.max(highest, like);
      if (may) passed += 1;
      if (like >= NEAR_THRESHOLD) near += 1;
      if (like >= NEAR_THRESHOLD && !may) lost += 1;
    });
  });
  console.log(
    `\npairs of different studies: ${pairs}; false alarms ${near}; highest likeness ${highest.toFixed(4)}; ` +
      `left to the search ${((100 * passed) / pairs).toFixed(1)} %; near and ruled out ${lost}`,
  );
}

function sign({ stored, rows, columns, photometric = 'MONOCHROME2' }) {
  return pictureSignature({ stored, rows, columns, frames: 1, samplesPerPixel: 1, photometric });
}

/** Cut by a share at left, right, top and bottom, on another matrix, each value changed. */
function remade(one, [left, right, top, bottom], scale = 1, change = (value) => value) {
  const { stored, rows, columns } = one;
  let [low, high] = [Infinity, -Infinity];
  for (const value of stored) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const out = { ...one, rows: Math.round(rows * scale), columns: Math.round(columns * scale) };
  const at = (i, n, size, before, after) =>
    Math.min(size - 1, Math.floor((before + ((1 - before - after) * (i + 0.5)) / n) * size));
  const values = new Float64Array(out.rows * out.columns);
  for (let y = 0; y < out.rows; y += 1) {
    const from = at(y, out.rows, rows, top, bottom) * columns;
    for (let x = 0; x < out.columns; x += 1) {
      values[y * out.columns + x] = change(stored[from + at(x, out.columns, columns, left, right)], {
        low,
        high,
      });
    }
  }
  return { ...out, stored: values };
}
