// What a blind run costs beyond the work itself: time from the first to the last finished image of `execute` with one
// worker, over the same images in a bare loop (read, digest, decode, preprocess, infer) in a process of its own.
//
//   node bench/runner-overhead.mjs [project] [repetitions]
//
// Without a project it makes the fracture example in a temporary folder. Prints the best of each and
// their ratio: on a shared machine the best is the least disturbed.
import { createHash } from 'node:crypto';
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = new URL('../dist/', import.meta.url);
const load = (path) => import(new URL(path, dist).href);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

if (process.env.BENCH_BARE !== undefined) {
  await bareLoop(process.env.BENCH_BARE);
} else {
  const [given, repetitions = '5'] = process.argv.slice(2);
  const made = given === undefined ? mkdtempSync(join(tmpdir(), 'veritome-bench-')) : null;
  try {
    await compare(
      given === undefined ? await makeExample(join(made, 'demo')) : resolve(given),
      Number(repetitions),
    );
  } finally {
    if (made !== null) rmSync(made, { recursive: true, force: true });
  }
}

async function makeExample(dir) {
  const { initProject } = await load('pipeline/init.js');
  await initProject(dir, { example: 'fracture' });
  return dir;
}

async function compare(project, repetitions) {
  const { execute } = await load('run/run.js');
  const { readModelPackage, packageFiles } = await load('model/package.js');
  const manifest = manifestOf(project);
  const modelDescriptor = 'model/model.yaml';
  const files = packageFiles(modelDescriptor, await readModelPackage(project, modelDescriptor));
  const modelDigests = Object.fromEntries(
    files.map((path) => [path, sha256(readFileSync(join(project, path)))]),
  );
  const bare = [];
  const run = [];
  const whole = [];
  for (let i = 0; i < repetitions; i += 1) {
    bare.push(await bareMs(project));
    const outDir = `evidence/bench-${process.pid}-${i}`;
    let first;
    let last;
    const t0 = performance.now();
    await execute({
      projectDir: project,
      manifest,
      modelDescriptor,
      modelDigests,
      outDir,
      mustNotRead: [],
      workers: 1,
      onProgress: ({ done }) => {
        last = performance.now();
        if (done === 1) first = last;
      },
    });
    whole.push(performance.now() - t0);
    run.push(last - first);
    rmSync(join(project, outDir), { recursive: true, force: true });
  }
  const images = manifest.images.length - 1;
  const [b, r] = [Math.min(...bare), Math.min(...run)];
  console.log(`images               ${images}`);
  console.log(`bare loop            ${(b / images).toFixed(3)} ms an image`);
  console.log(`run, one worker      ${(r / images).toFixed(3)} ms an image`);
  console.log(`ratio                ${(r / b).toFixed(3)}`);
  console.log(`run with its start   ${Math.min(...whole).toFixed(0)} ms in all`);
}

/** From the end of the first image to the end of the last, as for the run. */
async function bareLoop(project) {
  const { readDicom } = await load('imaging/dicom.js');
  const { openModel } = await load('model/model.js');
  const { readModelPackage } = await load('model/package.js');
  const bytesOf = (path) => readFileSync(join(project, path));
  const pkg = await readModelPackage(project, 'model/model.yaml');
  const model = await openModel(pkg, async (path) => {
    const bytes = bytesOf(`model/${path}`);
    return { bytes, sha256: sha256(bytes) };
  });
  const manifest = manifestOf(project);
  const digests = new Map(manifest.files.map((file) => [file.path, file.sha256]));
  let first;
  for (const { files } of manifest.images) {
    try {
      const bytes = bytesOf(files[0]);
      if (sha256(bytes) !== digests.get(files[0])) throw new Error(`${files[0]} changed`);
      await model.infer((await readDicom(bytes, files[0])).pixels());
    } catch (error) {
      // A failed case is part of the work; anything else is not.
      if (error.code === undefined) throw error;
    }
    first ??= performance.now();
  }
  process.send(performance.now() - first);
  process.disconnect();
}

function bareMs(project) {
  return new Promise((done, failed) => {
    const child = fork(fileURLToPath(import.meta.url), {
      env: { ...process.env, BENCH_BARE: project, ORT_DISABLE_TELEMETRY: '1' },
    });
    child.on('message', done);
    child.on('exit', (code) => code !== 0 && failed(new Error(`bare loop ended with ${code}`)));
  });
}

function manifestOf(project) {
  const path = join(project, 'data/test.manifest.json');
  if (!existsSync(path)) throw new Error(`${path} is missing: give a project made by veritome init`);
  return JSON.parse(readFileSync(path, 'utf8'));
}
