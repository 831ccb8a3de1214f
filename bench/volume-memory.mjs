// Memory: a CT of 512 × 512 × 300 voxels of 16 bits becomes a Volume; a folder of 10,000 small files is inventoried.
// Each is done in a process of its own. Its peak resident memory above what it had before the work began, over the size
// of the volume, and a file.
//
//   node bench/volume-memory.mjs
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ctFile, nativePixels, SIDE, slice } from './ct-slices.mjs';

const SLICES = 300;
const FILES = [1_000, 10_000];
const SMALL = 16;
const MB = 1e6;
const load = (path) => import(new URL(path, new URL('../dist/', import.meta.url)).href);
/** Peak resident memory so far, in bytes. */
const peak = () => process.resourceUsage().maxRSS * 1024;

const [work, folder] = process.argv.slice(2);
if (work === 'volume') await volume(folder);
else if (work === 'inventory') await inventory(folder);
else compare();

function compare() {
  const dir = mkdtempSync(join(tmpdir(), 'veritome-bench-'));
  try {
    const values = slice(1);
    mkdirSync(join(dir, 'ct'));
    const tail = nativePixels(values, false);
    for (let i = 0; i < SLICES; i += 1) {
      const file = ctFile({ index: i, series: 1, stored12: false, tail });
      writeFileSync(join(dir, 'ct', `${String(i).padStart(3, '0')}.dcm`), file);
    }
    const size = SIDE * SIDE * SLICES * 2;
    const grown = measured('volume', join(dir, 'ct')).grownBytes;
    console.log(
      `volume of ${SIDE} × ${SIDE} × ${SLICES} × 16 bit: ${(grown / MB).toFixed(0)} MB for ${(size / MB).toFixed(0)} MB` +
        `   ratio ${(grown / size).toFixed(2)} ×   goal at most 2 ×`,
    );
    const small = values.subarray(0, SMALL * SMALL);
    const found = FILES.map((count) => {
      const at = join(dir, `small-${count}`);
      for (let i = 0; i < count; i += 1) {
        const series = Math.floor(i / 100) + 1;
        mkdirSync(join(at, 'd', String(series)), { recursive: true });
        small[0] = i % 3000;
        const file = ctFile({
          index: i % 100,
          series,
          stored12: false,
          tail: nativePixels(small, false),
          side: SMALL,
        });
        writeFileSync(join(at, 'd', String(series), `${i}.dcm`), file);
      }
      const { grownBytes, images } = measured('inventory', at);
      console.log(
        `inventory of ${count} small files: ${images} images, ${(grownBytes / MB).toFixed(0)} MB above the start`,
      );
      return grownBytes;
    });
    const perFile = (found[1] - found[0]) / (FILES[1] - FILES[0]);
    console.log(
      `  each further file costs ${(perFile / 1000).toFixed(1)} kB: what its record in the manifest takes`,
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function measured(what, at) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), what, at], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** All modules are loaded and the headers read before the count begins. */
async function volume(at) {
  const { readFolderSlices } = await load('imaging/folder-slices.js');
  const { checkSeriesGeometry } = await load('imaging/series-geometry.js');
  const { readVolume } = await load('imaging/volume.js');
  const { slices } = await readFolderSlices(at, 'ct');
  const geometry = checkSeriesGeometry(slices);
  const few = checkSeriesGeometry(slices.slice(0, 3));
  await readVolume(few, (path) => join(at, path));
  const before = peak();
  const made = await readVolume(geometry, (path) => join(at, path));
  const grownBytes = peak() - before;
  if (made.grid.size.join() !== [SIDE, SIDE, SLICES].join())
    throw new Error('not the volume that was written');
  console.log(JSON.stringify({ grownBytes }));
}

async function inventory(at) {
  const { inventory: make } = await load('dataset/inventory.js');
  const before = peak();
  const manifest = await make(at, 'd', { id: 'BENCH', version: '1', pseudonymKey: 'only for the bench' });
  const grownBytes = peak() - before;
  console.log(JSON.stringify({ grownBytes, images: manifest.images.length }));
}
