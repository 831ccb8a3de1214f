/**
 * Recall, false alarms and speed of the near-duplicate search: the tables of docs/decisions/0012-near-duplicates.md.
 * Seeded; on radiographs it makes, and on the DICOM images below folders.
 *
 *   node tools/near-duplicates.mjs [folder ...]
 *   node tools/near-duplicates.mjs --time
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { highestLikeness } from '../dist/dataset/near-overlap.js';
import { drawCohort, TEST_COHORT } from '../dist/example/cohort.js';
import { makePhantom } from '../dist/example/phantom.js';
import { readDicom } from '../dist/imaging/dicom.js';
import { pictureField } from '../dist/imaging/picture-field.js';
import { KnownPicture, NEAR_THRESHOLD, seenPicture } from '../dist/imaging/picture-likeness.js';
import { SIGNATURE_METHOD, signatureOf } from '../dist/imaging/picture-signature.js';
import { cropped, greyChanged, jpegLike, noisy, random, scaled } from './near-duplicates/changes.mjs';

/** Changed, and laid beside one another. */
const [CHANGED_HANDS, HANDS] = [60, 240];
const SEED = 71;

const some = (most) => [0, 0, 0, 0].map(() => most * random());
const all = (share) => [share, share, share, share];
const clipped = (one, share) =>
  greyChanged(one, (v, { low, high }) =>
    Math.min(high - share * (high - low), Math.max(low + share * (high - low), v)),
  );
const root = (one) => greyChanged(one, (v, { low }) => Math.sqrt(v - low));
const CHANGES = {
  'window and level that clip nothing': (one) => greyChanged(one, (v) => 3 * v - 40),
  'window that clips a tenth of the range at each end': (one) => clipped(one, 0.1),
  'window that clips a quarter of the range at each end': (one) => clipped(one, 0.25),
  'grey curve, square root': root,
  'grey curve, square': (one) => greyChanged(one, (v, { low, high }) => ((v - low) / (high - low)) ** 2),
  inverted: (one) => greyChanged(one, (v) => -v),
  'scale 50 %': (one) => scaled(one, 0.5),
  'scale 95 %': (one) => scaled(one, 0.95),
  'scale 105 %': (one) => scaled(one, 1.05),
  'scale 200 %': (one) => scaled(one, 2),
  'crop of 5 % at the left': (one) => cropped(one, [0.05, 0, 0, 0]),
  'crop of 5 % at the bottom': (one) => cropped(one, [0, 0, 0, 0.05]),
  'crop of 1 % at every side': (one) => cropped(one, all(0.01)),
  'crop of 3 % at every side': (one) => cropped(one, all(0.03)),
  'crop of 5 % at every side': (one) => cropped(one, all(0.05)),
  'crop up to 5 %, each side its own': (one) => cropped(one, some(0.05)),
  'JPEG, quality 75, 8 bit': (one) => jpegLike(one, 75),
  'JPEG, quality 50, 8 bit': (one) => jpegLike(one, 50),
  'noise of 2 % of the range': (one) => noisy(one, 0.02),
  'noise of 5 % of the range': (one) => noisy(one, 0.05),
  'crop up to 5 %, scale, square root and noise of 2 %': (one) =>
    noisy(root(scaled(cropped(one, some(0.05)), 0.6 + random())), 0.02),
  'crop up to 5 %, window that clips a tenth, scale, JPEG 75': (one) =>
    jpegLike(scaled(clipped(cropped(one, some(0.05)), 0.1), 0.6 + random()), 75),
};

if (process.argv[2] === '--time') await time();
else {
  console.log(`${SIGNATURE_METHOD}, threshold ${NEAR_THRESHOLD}`);
  const drawn = hands(HANDS);
  table('synthetic hand radiographs', drawn.slice(0, CHANGED_HANDS));
  falseAlarms('hands of different patients, of one atlas', drawn);
  if (process.argv.length > 2) {
    const found = await images(process.argv.slice(2));
    table('images of the folders, one a study', found);
    falseAlarms('images of different patients', found);
  }
}
process.exit(0);

/** The first view of each patient of as many cohorts as it takes. */
function hands(count) {
  return Array.from({ length: 9 }, (_, i) => SEED + i)
    .flatMap((seed) => drawCohort(seed, TEST_COHORT).map((patient) => ({ seed, patient })))
    .slice(0, count)
    .map(({ seed, patient }) => {
      const name = `${patient.id} of seed ${seed}`;
      return { group: name, name, ...makePhantom(seed, { ...patient, images: 1 }).views[0] };
    });
}

/** One grey picture of each study: images of one study may be alike in truth. */
async function images(folders) {
  const found = new Map();
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }));
  for (const entry of files.filter((one) => one.isFile())) {
    try {
      const dicom = await readDicom(readFileSync(join(entry.parentPath, entry.name)), entry.name);
      if (!dicom.hasPixels || dicom.patientId === null || found.has(dicom.studyUid)) continue;
      const { stored, rows, columns, samplesPerPixel, frames } = await dicom.pixels();
      if (samplesPerPixel !== 1 || rows < 64 || columns < 64) continue;
      const from = Math.floor(frames / 2) * rows * columns;
      const plane = Float64Array.from(stored.slice(from, from + rows * columns));
      const one = { group: dicom.patientId, name: entry.name, stored: plane, rows, columns };
      if (sign(one) !== null) found.set(dicom.studyUid, one);
    } catch (error) {
      // Files that are no image, or damaged on purpose.
      if (error.code === undefined) throw error;
    }
  }
  return [...found.values()];
}

function field({ stored, rows, columns }) {
  return pictureField({ stored, rows, columns, frames: 1, samplesPerPixel: 1 });
}

function sign(one) {
  const own = field(one);
  return own === null ? null : signatureOf(own);
}

function see(one) {
  const own = field(one);
  return own === null ? null : seenPicture(own);
}

function table(title, pictures) {
  const originals = pictures.map((one) => new KnownPicture(sign(one)));
  console.log(`\n${title}: ${pictures.length}\n`);
  console.log('| change | found | lowest likeness | 5th percentile | not comparable |');
  console.log('|---|---|---|---|---|');
  for (const [name, change] of Object.entries(CHANGES)) {
    const copies = pictures.map((one) => see(change(one)));
    const likes = copies
      .flatMap((copy, i) => (copy === null ? [] : [originals[i].likeness(copy)]))
      .sort((a, b) => a - b);
    const near = likes.filter((like) => like >= NEAR_THRESHOLD).length;
    const share = `${near} of ${likes.length} (${((100 * near) / likes.length).toFixed(1)} %)`;
    const fifth = likes[Math.floor(0.05 * (likes.length - 1))];
    console.log(
      `| ${name} | ${share} | ${likes[0].toFixed(3)} | ${fifth.toFixed(3)} | ${copies.length - likes.length} |`,
    );
  }
}

function falseAlarms(title, pictures) {
  const known = pictures.map((one) => new KnownPicture(sign(one)));
  const likes = pictures.flatMap((one) => {
    const own = see(one);
    if (own === null) return [];
    return known.flatMap((other, k) =>
      pictures[k].group === one.group
        ? []
        : [{ like: other.likeness(own), names: `${one.name}, ${pictures[k].name}` }],
    );
  });
  likes.sort((a, b) => b.like - a.like);
  const from = (share) => likes.filter(({ like }) => like >= share).length;
  console.log(`\n${title}: ${likes.length} pairs; likeness from`);
  console.log(
    [0.5, 0.8, 0.85, 0.9, 0.92, 0.94, NEAR_THRESHOLD].map((share) => `${share}: ${from(share)}`).join(', '),
  );
  for (const { like, names } of likes.slice(0, 6)) console.log(`  ${like.toFixed(3)} ${names}`);
}

/** 1,000 pictures against 10,000 signatures: each hand in eight positions, so that the bodies are not all of one shape. */
async function time() {
  const drawn = hands(1375);
  const turned = drawn.flatMap((one) => Array.from({ length: 8 }, (_, i) => turn(one, i)));
  const fields = turned.map(field);
  const signatures = fields.slice(0, 10_000).map(signatureOf);
  const pictures = fields.slice(10_000, 11_000).map(seenPicture);
  const [wall, { user }] = [performance.now(), process.cpuUsage()];
  const best = await highestLikeness(pictures, signatures, (done, total) => {
    if (done % (total / 10) === 0)
      console.log(`${done}/${total} ${((performance.now() - wall) / 1000).toFixed(0)} s`);
  });
  const cpu = (process.cpuUsage().user - user) / 1e6;
  const seconds = (performance.now() - wall) / 1000;
  console.log(
    `${pictures.length} × ${signatures.length}: ${seconds.toFixed(0)} s, ${cpu.toFixed(0)} s of one core; ` +
      `${best.filter((like) => like >= NEAR_THRESHOLD).length} near, highest ${Math.max(...best).toFixed(3)}`,
  );
}

/** One of the eight ways to lay a picture on the table. */
function turn({ stored, rows, columns }, way) {
  const [wide, high] = way & 1 ? [rows, columns] : [columns, rows];
  const values = new Float64Array(stored.length);
  for (let y = 0; y < high; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      let [u, v] = way & 1 ? [y, x] : [x, y];
      if (way & 2) u = columns - 1 - u;
      if (way & 4) v = rows - 1 - v;
      values[y * wide + x] = stored[v * columns + u];
    }
  }
  return { stored: values, rows: high, columns: wide };
}
