// `veritome data inventory` against plain SHA-256 of the same files in as many threads, the calling one among them: 1,000
// CT slices of 512 × 512 × 16 bit with digests of file, pixels and header. All in fresh processes, thread start included,
// files in the page cache. Beside it the ratio to the same three digests without reading anything, and that of each
// further slice, when threads are started and code is compiled. Then the peak memory over 10,000 small files.
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { ctFile, nativePixels, SIDE, writeSlices } from './ct-slices.mjs';

const self = fileURLToPath(import.meta.url);
const threads = Math.min(8, availableParallelism());
const SLICES = 1000;
const FEW = 200;
const PIXEL_BYTES = 2 * SIDE * SIDE;
const SMALL = 10_000;
const REPEAT = 5;

if (!isMainThread) digest(workerData.files, workerData.three);
else if (process.env.BENCH_INVENTORY === undefined) await compare();
else await measure(process.env.BENCH_INVENTORY, process.argv[2]);

async function compare() {
  const dir = mkdtempSync(join(tmpdir(), 'veritome-bench-'));
  try {
    writeSlices(join(dir, 'ct'), SLICES);
    writeSlices(join(dir, 'few'), FEW);
    writeSmall(join(dir, 'small'), SMALL);
    const runs = { sha256: [], digests: [], inventory: [], sha256Few: [], inventoryFew: [] };
    for (let i = 0; i < REPEAT; i += 1) {
      for (const what of ['sha256', 'digests', 'inventory'])
        runs[what].push(await child(what, join(dir, 'ct')));
      for (const what of ['sha256', 'inventory'])
        runs[`${what}Few`].push(await child(what, join(dir, 'few')));
    }
    const least = (what, of) => Math.min(...runs[what].map((run) => run[of]));
    for (const of of ['cpu', 'wall']) {
      const [p, m] = [least('sha256', of), least('inventory', of)];
      const work = `inventory, ${SLICES} CT slices, ${threads} threads, ${of}`;
      console.log(
        `${work.padEnd(52)} ${m.toFixed(3)} s   SHA-256: ${p.toFixed(3)} s   ratio ${(m / p).toFixed(2)}   goal ≤ 2`,
      );
    }
    const finer = least('inventory', 'cpu') / least('digests', 'cpu');
    console.log(`${'the same, against the three digests alone, cpu'.padEnd(52)} ratio ${finer.toFixed(2)}`);
    const further = (what) => (1000 * (least(what, 'cpu') - least(`${what}Few`, 'cpu'))) / (SLICES - FEW);
    const [p, m] = [further('sha256'), further('inventory')];
    console.log(
      `${`each slice after the first ${FEW}, cpu`.padEnd(52)} ${m.toFixed(3)} ms   SHA-256: ${p.toFixed(3)} ms   ratio ${(m / p).toFixed(2)}   goal ≤ 2`,
    );
    const few = await child('inventory', join(dir, 'small/0000'));
    const many = await child('inventory', join(dir, 'small'));
    console.log(
      `${`inventory, ${SMALL} small files`.padEnd(52)} ${many.wall.toFixed(3)} s   peak memory ${many.peakMiB.toFixed(0)} MiB   of 100 files ${few.peakMiB.toFixed(0)} MiB`,
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function writeSmall(folder, count) {
  const side = 16;
  for (let i = 0; i < count; i += 1) {
    const group = join(folder, String(Math.floor(i / 100)).padStart(4, '0'));
    mkdirSync(group, { recursive: true });
    const values = new Int16Array(side * side).fill(i);
    const tail = nativePixels(values, false);
    const file = ctFile({ index: i % 100, series: Math.floor(i / 100) + 1, stored12: false, tail, side });
    writeFileSync(join(group, `${i}.dcm`), file);
  }
}

function child(what, folder) {
  return new Promise((done, failed) => {
    const process_ = fork(self, [folder], { env: { ...process.env, BENCH_INVENTORY: what } });
    process_.on('message', done);
    process_.on('exit', (code) => code !== 0 && failed(new Error(`${what} ended with ${code}`)));
  });
}

async function measure(what, folder) {
  const { inventory } = await import('../dist/dataset/inventory.js');
  const begun = process.cpuUsage();
  const start = performance.now();
  if (what !== 'inventory') await digestAll(folder, what === 'digests');
  else await inventory(folder, '.', { id: 'BENCH', version: '1', pseudonymKey: 'of the bench only' });
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(begun);
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  process.send({ wall, cpu: (user + system) / 1e6, peakMiB });
  process.disconnect();
}

async function digestAll(folder, three) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const shares = Array.from({ length: threads }, (_, t) => files.filter((_file, i) => i % threads === t));
  const [own, ...others] = shares;
  const ended = others.map(
    (share) =>
      new Promise((done) => new Worker(self, { workerData: { files: share, three } }).on('exit', done)),
  );
  digest(own, three);
  await Promise.all(ended);
}

/** Whole files into one buffer, which is the fastest way; `three`: of header and pixels too. */
function digest(files, three) {
  const memory = Buffer.allocUnsafeSlow(2 ** 20);
  for (const path of files) {
    const file = openSync(path, 'r');
    const { size } = fstatSync(file);
    const length = readSync(file, memory, 0, size, 0);
    closeSync(file);
    const header = length - PIXEL_BYTES;
    const parts = three
      ? [
          [0, length],
          [0, header],
          [header, length],
        ]
      : [[0, length]];
    for (const [from, to] of parts) createHash('sha256').update(memory.subarray(from, to)).digest('hex');
  }
}
