// Parse and decode CT slices of 512 × 512 × 16 bit to stored values, with their smallest and largest, against pydicom
// with numpy on the same files: native, RLE, JPEG-LS, JPEG 2000. VERITOME_BENCH_PYTHON names a Python that has pydicom
// (and pylibjpeg with pylibjpeg-libjpeg and pylibjpeg-openjpeg for the compressed ones).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDicom } from '../dist/imaging/dicom.js';
import { ctFile, encapsulated, nativePixels, SIDE, slice } from './ct-slices.mjs';
import { row } from './measure.mjs';

const require = createRequire(import.meta.url);
const PYTHONS = [process.env.VERITOME_BENCH_PYTHON, '/usr/bin/python3', 'python3'].filter(Boolean);
const CODINGS = {
  native: { syntax: '1.2.840.10008.1.2.1', files: 100 },
  RLE: { syntax: '1.2.840.10008.1.2.5', files: 20 },
  'JPEG-LS': { syntax: '1.2.840.10008.1.2.4.80', files: 10 },
  'JPEG 2000': { syntax: '1.2.840.10008.1.2.4.90', files: 10 },
};

const dir = mkdtempSync(join(tmpdir(), 'veritome-bench-'));
try {
  for (const [coding, { syntax, files }] of Object.entries(CODINGS)) {
    const paths = [];
    for (let i = 0; i < files; i += 1) {
      const values = slice((i % 4) + 1);
      const tail =
        coding === 'native' ? nativePixels(values, true) : encapsulated(await encode(coding, values));
      const path = join(dir, `${coding.replace(' ', '')}-${i}.dcm`);
      writeFileSync(path, ctFile({ index: i, series: 1, stored12: true, tail, syntax }));
      paths.push(path);
    }
    const ours = await best(paths);
    const theirs = pydicom(paths);
    const work = `parse and decode, ${files} CT slices, ${coding}`;
    row(work, ours.seconds, 'pydicom', theirs?.seconds ?? null, '1 ×');
    if (theirs !== null && theirs.sum !== ours.sum) throw new Error(`${coding}: the values differ`);
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);

/** CPU seconds of all threads, the best of five after one to warm up. */
async function best(paths) {
  const times = [];
  let sum = 0;
  for (let i = 0; i < 6; i += 1) {
    sum = 0;
    const start = process.cpuUsage();
    for (const path of paths) {
      const { stored } = await (await readDicom(readFileSync(path), path)).pixels();
      const [low, high] = extremes(stored);
      sum += low + high;
    }
    const { user, system } = process.cpuUsage(start);
    if (i > 0) times.push((user + system) / 1e6);
  }
  return { seconds: Math.min(...times), sum };
}

function extremes(values) {
  let low = values[0];
  let high = low;
  for (let i = 1; i < values.length; i += 1) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function pydicom(paths) {
  const code = `
import json, sys, time, pydicom
paths = json.load(sys.stdin)
times = []
for _ in range(4):
    start, total = time.process_time(), 0
    for path in paths:
        a = pydicom.dcmread(path).pixel_array
        total += int(a.min()) + int(a.max())
    times.append(time.process_time() - start)
print(json.dumps({"seconds": min(times[1:]), "sum": total}))
`;
  for (const python of PYTHONS) {
    const { status, stdout } = spawnSync(python, ['-c', code], {
      input: JSON.stringify(paths),
      encoding: 'utf8',
    });
    if (status === 0) return JSON.parse(stdout.trim());
  }
  return null;
}

async function encode(coding, values) {
  const stored = Uint16Array.from(values, (hu) => Math.min(4095, hu + 1024));
  if (coding === 'RLE') return rle(stored);
  const silent = () => undefined;
  const name = coding === 'JPEG-LS' ? 'charls' : 'openjpeg';
  const codec = await require(`@cornerstonejs/codec-${name}/wasmjs`)({ print: silent, printErr: silent });
  const encoder = new (codec.JpegLSEncoder ?? codec.J2KEncoder)();
  encoder
    .getDecodedBuffer({
      width: SIDE,
      height: SIDE,
      bitsPerSample: 12,
      componentCount: 1,
      isSigned: false,
      isUsingColorTransform: false,
    })
    .set(new Uint8Array(stored.buffer));
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
