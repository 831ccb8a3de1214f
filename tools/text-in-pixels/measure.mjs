/**
 * What the search for text in pixels finds and what it takes for text: letters of several sizes, contrasts, weights and
 * turns on made backgrounds, and the same backgrounds and lookalikes without any. Seeded: the same table every time.
 * `node tools/text-in-pixels/measure.mjs` after `npm run setup`; the table in docs/deidentification.md is its output. `--time`
 * tells how long a large radiograph takes.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../build.mjs';

const rooms = 'imaging/deidentification/text';
const { background, BACKGROUND_NAMES, write } = await renderer();
const { findText } = await import(join(root, 'dist', rooms, 'find-text.js'));
const { RandomStream } = await import(join(root, 'dist', 'core', 'random.js'));

const SEED = 20261125;
const SIDE = 320;
const TEXTS = ['DOE JANE', 'ID 4711', '05.03.1971', 'Mustermann', 'MRN0012345'];
const CARRIERS = ['flat', 'noise', 'tissue', 'speckle', 'ribs', 'trabeculae'];
const USUAL = { dot: 2, contrast: 1, turns: 0, bold: 0 };
const VARIED = {
  'height 7 px': { dot: 1 },
  'height 10 px, shaded': { dot: 1.4 },
  'height 14 px': {},
  'height 14 px, bold': { bold: 0.5 },
  'height 18 px, shaded': { dot: 2.6 },
  'height 35 px': { dot: 5 },
  'height 63 px': { dot: 9 },
  'a quarter turn': { turns: 1 },
  'upside down': { turns: 2 },
  'half contrast': { contrast: 0.5 },
  'a quarter of the contrast': { contrast: 0.25 },
  'a tenth of the contrast': { contrast: 0.1 },
  'black on the picture': { contrast: -1 },
};

if (process.argv.includes('--time')) timed();
else table();

function table() {
  const rate = (found, all) => `${Math.round((100 * found) / all)} %`;
  console.log(`| letters | ${CARRIERS.join(' | ')} |\n|---|${CARRIERS.map(() => '---:').join('|')}|`);
  let stream = 0;
  for (const [name, change] of Object.entries(VARIED)) {
    const cells = CARRIERS.map((carrier) => {
      let found = 0;
      const all = 20;
      for (let i = 0; i < all; i += 1) {
        const draw = new RandomStream(SEED, (stream += 1));
        const plane = background(carrier, SIDE, SIDE, draw);
        const { dot, contrast, turns, bold } = { ...USUAL, ...change };
        const text = dot > 6 ? 'DOE 7' : TEXTS[i % TEXTS.length];
        const [width, height] = turns % 2 === 0 ? [6 * text.length, 9] : [9, 6 * text.length];
        const column = 4 + draw.below(Math.max(1, SIDE - 8 - Math.ceil(width * dot)));
        const row = 4 + draw.below(Math.max(1, SIDE - 8 - Math.ceil(height * dot)));
        const ink = contrast < 0 ? 0 : Math.min(4095, level(plane, column, row) + 4095 * contrast);
        const box = write(plane, { text, dot, column, row, ink, turns, bold });
        if (findText(plane).some((one) => overlap(one, box) > 0.3)) found += 1;
      }
      return rate(found, all);
    });
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
  console.log('\n| without text | images | with a false alarm |\n|---|---:|---:|');
  for (const name of BACKGROUND_NAMES) {
    let alarms = 0;
    for (let i = 0; i < 20; i += 1) {
      const plane = background(name, SIDE + 8 * i, SIDE, new RandomStream(SEED, (stream += 1)));
      if (findText(plane).length > 0) alarms += 1;
    }
    console.log(`| ${name} | 20 | ${alarms} |`);
  }
}

/** Milliseconds of processor time for 2000 × 2000 pixels, and for adding up the same pixels: a machine's own measure. */
function timed() {
  for (const name of ['tissue', 'noise', 'collimation', 'speckle']) {
    const plane = background(name, 2000, 2000, new RandomStream(SEED));
    write(plane, { text: TEXTS[0], dot: 3, column: 60, row: 60, ink: 4095 });
    const runs = Array.from({ length: 15 }, () => {
      const search = spent(() => findText(plane));
      return { search, sum: spent(() => added(plane.values)) };
    });
    const middle = (key) =>
      runs
        .map((one) => one[key])
        .sort((a, b) => a - b)[7]
        .toFixed(1);
    console.log(`${name}: ${middle('search')} ms, adding up ${middle('sum')} ms`);
  }
}

function added(values) {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) total += values[i];
  return total;
}

function spent(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Share of the true rectangle that is covered. */
function overlap(one, box) {
  const width = Math.min(one.column1, box.column1) - Math.max(one.column0, box.column0);
  const height = Math.min(one.row1, box.row1) - Math.max(one.row0, box.row0);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / ((box.column1 - box.column0) * (box.row1 - box.row0));
}

/** Mean of what the letters are written over. */
function level({ values, columns }, column, row) {
  let sum = 0;
  for (let y = 0; y < 20; y += 1)
    for (let x = 0; x < 20; x += 1) sum += values[(row + y) * columns + column + x] ?? 0;
  return sum / 400;
}

/** The renderer of the tests: not part of the build, so its types are taken off here. */
async function renderer() {
  const source = join(root, 'src', rooms, 'rendered-text.testkit.ts');
  const file = join(root, 'dist', rooms, 'rendered-text.testkit.js');
  const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
    compilerOptions: { target: 'es2023', module: 'esnext' },
  });
  writeFileSync(file, outputText);
  try {
    return await import(file);
  } finally {
    rmSync(file);
  }
}
