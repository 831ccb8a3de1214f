// Parse and decode images of 512 × 512 to an array of stored values, against pydicom with numpy on the same files, in
// CPU time of all threads: native ones of each kind, and compressed ones. VERITOME_BENCH_PYTHON names a Python that has
// pydicom 3 (and pylibjpeg with pylibjpeg-libjpeg and pylibjpeg-openjpeg for the compressed ones); without one the ratio
// recorded in pydicom-recorded.json stands in, to a baseline that is measured here: SHA-256 of the same files.
// VERITOME_BENCH_RECORD=1 writes that record anew.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDicom } from '../dist/imaging/dicom.js';
import { BIG_ENDIAN, ctFile, encapsulated, pixelElement, SIDE, slice } from './ct-slices.mjs';
import { baselineJpeg, losslessJpeg } from './jpeg.mjs';

const require = createRequire(import.meta.url);
const RECORD = new URL('pydicom-recorded.json', import.meta.url);
const PYTHONS = [process.env.VERITOME_BENCH_PYTHON, '/usr/bin/python3', 'python3'].filter(Boolean);
const REPEAT = 7;
const FRAMES = 16;

const US = (value) => ['US', [value]];
const BITS_8 = { 0x00280100: US(8), 0x00280101: US(8), 0x00280102: US(7) };
const RGB = { ...BITS_8, 0x00280002: US(3), 0x00280004: ['CS', 'RGB'] };
const signed = (values) => values;
const unsigned12 = (values) => Uint16Array.from(values, (hu) => Math.min(4095, hu + 1024));
const grey8 = (values) => Uint8Array.from(values, (hu) => Math.max(0, Math.min(255, (hu + 1024) >> 3)));
const coloured = (values) =>
  pixelElement(Uint8Array.from({ length: 3 * values.length }, (_, i) => grey8At(values, i)));

const NATIVE = '1.2.840.10008.1.2.1';
const KINDS = {
  '16 bit signed': { files: 50, tail: (values) => pixelElement(signed(values)) },
  '12 bit in 16': { files: 50, stored12: true, tail: (values) => pixelElement(unsigned12(values)) },
  '8 bit': { files: 50, stored12: true, changes: BITS_8, tail: (values) => pixelElement(grey8(values)) },
  'RGB by pixel': {
    files: 30,
    stored12: true,
    changes: { ...RGB, 0x00280006: US(0) },
    tail: coloured,
  },
  'RGB by plane': {
    files: 30,
    stored12: true,
    changes: { ...RGB, 0x00280006: US(1) },
    tail: coloured,
  },
  'big endian': { files: 50, syntax: BIG_ENDIAN, tail: (values) => pixelElement(signed(values), true) },
  [`${FRAMES} frames of 16 bit`]: {
    files: 8,
    changes: { 0x00280008: ['IS', String(FRAMES)] },
    tail: (values) => {
      const all = new Int16Array(FRAMES * values.length);
      for (let frame = 0; frame < FRAMES; frame += 1) all.set(values, frame * values.length);
      return pixelElement(all);
    },
  },
  RLE: {
    files: 20,
    stored12: true,
    syntax: '1.2.840.10008.1.2.5',
    encode: (values) => rle(unsigned12(values)),
  },
  'JPEG baseline': {
    files: 10,
    stored12: true,
    syntax: '1.2.840.10008.1.2.4.50',
    changes: BITS_8,
    encode: (values) => baselineJpeg(grey8(values), SIDE),
    lossy: true,
  },
  'JPEG lossless': {
    files: 10,
    stored12: true,
    syntax: '1.2.840.10008.1.2.4.70',
    encode: (values) => losslessJpeg(unsigned12(values), SIDE, 12),
  },
  'JPEG-LS': {
    files: 10,
    stored12: true,
    syntax: '1.2.840.10008.1.2.4.80',
    encode: (values) => wasm('charls', 'JpegLSEncoder', values),
  },
  'JPEG 2000': {
    files: 10,
    stored12: true,
    syntax: '1.2.840.10008.1.2.4.90',
    encode: (values) => wasm('openjpeg', 'J2KEncoder', values),
  },
};

const recorded = JSON.parse(readFileSync(RECORD, 'utf8'));
const record = { measured: new Date().toISOString().slice(0, 10), tools: '', timesSha256: {} };
const dir = mkdtempSync(join(tmpdir(), 'veritome-bench-'));
try {
  for (const [kind, options] of Object.entries(KINDS)) {
    const paths = await write(kind, options);
    const baseline = sha256Of(paths);
    const ours = await best(paths);
    const theirs = pydicom(paths);
    report(kind, paths.length, ours, theirs, baseline);
    if (theirs === null) continue;
    // Decoders of a coding with loss may round differently.
    if (Math.abs(theirs.sum - ours.sum) > (options.lossy ? 1e-3 * Math.abs(theirs.sum) : 0)) {
      throw new Error(`${kind}: the values differ`);
    }
    record.tools = theirs.tools;
    record.timesSha256[kind] = Number((theirs.seconds / baseline).toFixed(2));
  }
  if (process.env.VERITOME_BENCH_RECORD === '1')
    writeFileSync(RECORD, `${JSON.stringify(record, null, 2)}\n`);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);

function grey8At(values, i) {
  return Math.max(0, Math.min(255, (values[i % values.length] + 1024 + 16 * (i % 7)) >> 3));
}

async function write(kind, { files, syntax = NATIVE, stored12 = false, changes, tail, encode }) {
  const tails = [];
  for (let i = 0; i < 4; i += 1) {
    const values = slice(i + 1);
    tails.push(tail === undefined ? encapsulated(await encode(values)) : tail(values));
  }
  return Array.from({ length: files }, (_, i) => {
    const path = join(dir, `${kind.replaceAll(' ', '')}-${i}.dcm`);
    writeFileSync(path, ctFile({ index: i, series: 1, stored12, tail: tails[i % 4], syntax, changes }));
    return path;
  });
}

function report(kind, files, { seconds }, theirs, baseline) {
  const times = recorded.timesSha256[kind];
  const peer = theirs?.seconds ?? (times === undefined ? null : times * baseline);
  const from =
    theirs !== null
      ? `pydicom: ${peer.toFixed(4)} s`
      : peer === null
        ? 'pydicom: neither installed nor recorded'
        : `pydicom, recorded ${recorded.measured} (${recorded.tools}): ${times} × SHA-256 of the files, ${baseline.toFixed(4)} s`;
  const ratio = peer === null ? '–' : `${(peer / seconds).toFixed(2)} ×`;
  console.log(
    `${`parse and decode, ${files} images, ${kind}`.padEnd(52)} ${seconds.toFixed(4)} s   ${from}   ratio ${ratio}   goal 1 ×`,
  );
}

function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** CPU seconds of all threads, the best of several after one to warm up; the values are looked at outside of them. */
async function best(paths) {
  const times = [];
  let sum = 0;
  for (let i = 0; i <= REPEAT; i += 1) {
    let spent = 0;
    for (const path of paths) {
      const start = cpu();
      const { stored } = await (await readDicom(readFileSync(path), path)).pixels();
      spent += cpu() - start;
      if (i === 0) for (let k = 0; k < stored.length; k += 1) sum += stored[k];
    }
    if (i > 0) times.push(spent);
  }
  return { seconds: Math.min(...times), sum };
}

function sha256Of(paths) {
  const times = [];
  for (let i = 0; i <= REPEAT; i += 1) {
    const start = cpu();
    for (const path of paths) createHash('sha256').update(readFileSync(path)).digest('hex');
    if (i > 0) times.push(cpu() - start);
  }
  return Math.min(...times);
}

function pydicom(paths) {
  const code = `
import json, sys, time, numpy, pydicom
paths = json.load(sys.stdin)
times = []
for _ in range(${REPEAT + 1}):
    spent, total = 0, 0
    for path in paths:
        start = time.process_time()
        a = pydicom.dcmread(path).pixel_array
        spent += time.process_time() - start
        total += int(a.sum(dtype=numpy.int64))
    times.append(spent)
tools = f"pydicom {pydicom.__version__}, numpy {numpy.__version__}"
print(json.dumps({"seconds": min(times[1:]), "sum": total, "tools": tools}))
`;
  for (const python of PYTHONS) {
    const { status, stdout } = spawnSync(python, ['-c', code], {
      input: JSON.stringify(paths),
      encoding: 'utf8',
      env: { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
    });
    if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1));
  }
  return null;
}

async function wasm(name, Class, values) {
  const silent = () => undefined;
  const codec = await require(`@cornerstonejs/codec-${name}/wasmjs`)({ print: silent, printErr: silent });
  const encoder = new codec[Class]();
  const info = { width: SIDE, height: SIDE, bitsPerSample: 12, componentCount: 1 };
  const buffer = encoder.getDecodedBuffer({ ...info, isSigned: false, isUsingColorTransform: false });
  buffer.set(new Uint8Array(unsigned12(values).buffer));
  encoder.encode();
  const bytes = Buffer.from(encoder.getEncodedBuffer());
  encoder.delete();
  return bytes;
}

/** High bytes, then low bytes (PS3.5 annex G); runs of equal bytes are runs, the rest is literal. */
function rle(values) {
  const segments = [8, 0].map((shift) =>
    packBits(Uint8Array.from(values, (value) => (value >> shift) & 255)),
  );
  const header = Buffer.alloc(64);
  header.writeUInt32LE(2, 0);
  header.writeUInt32LE(64, 4);
  header.writeUInt32LE(64 + segments[0].length, 8);
  return Buffer.concat([header, ...segments]);
}

function packBits(bytes) {
  const out = [];
  let at = 0;
  while (at < bytes.length) {
    let run = 1;
    while (run < 128 && at + run < bytes.length && bytes[at + run] === bytes[at]) run += 1;
    if (run > 2) {
      out.push(257 - run, bytes[at]);
      at += run;
      continue;
    }
    const from = at;
    while (
      at < bytes.length &&
      at - from < 128 &&
      !(bytes[at] === bytes[at + 1] && bytes[at] === bytes[at + 2])
    )
      at += 1;
    out.push(at - from - 1, ...bytes.subarray(from, at));
  }
  if (out.length % 2 === 1) out.push(0);
  return Buffer.from(out);
}
