import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { sha256 } from '../core/digest.js';
import { RandomStream } from '../core/random.js';
import { tinyOnnx, type TinyModel } from '../model/onnx.testkit.js';
import { tinyPackage } from '../model/package.testkit.js';
import type { DataManifest, ModelPackage } from '../schema/types.js';
import type { RunOptions } from './run.js';

/** A project folder in the temporary folder, just enough to run. */
export interface TestProject {
  dir: string;
  options: RunOptions;
  read: (path: string) => string;
  write: (path: string, content: string | Uint8Array) => void;
  remove: () => void;
}

export function makeTestProject(
  images: number,
  model: TinyModel = { slope: 6, mean: 0.5 },
  change: (pkg: ModelPackage) => void = () => undefined,
): TestProject {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'veritome-run-')));
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  };
  const pkg = tinyPackage();
  change(pkg);
  write('model/model.yaml', stringify(pkg));
  write('model/tiny.onnx', tinyOnnx(model));
  write('data/reference.csv', 'case,image,truth\n');
  const draw = new RandomStream(20261123);
  const files = Array.from({ length: images }, (_, i) => {
    const id = `TP-${String(i + 1).padStart(4, '0')}`;
    const path = `data/test/${id}.dcm`;
    const values = Uint16Array.from({ length: 24 * 20 }, () => draw.below(4096));
    const whole = tinyDicom(24, 20, values, i % 3 === 0 ? 'MONOCHROME1' : 'MONOCHROME2');
    // Every seventh is cut short: it stays in the run as a failed case.
    const bytes = i % 7 === 6 ? whole.subarray(0, whole.length - 100) : whole;
    write(path, bytes);
    return { id, path, bytes: bytes.length, sha256: sha256(bytes) };
  });
  return {
    dir,
    options: {
      projectDir: dir,
      manifest: manifestOf(files),
      modelDescriptor: 'model/model.yaml',
      modelDigests: Object.fromEntries(
        ['model/model.yaml', 'model/tiny.onnx'].map((path) => [path, sha256(readFileSync(join(dir, path)))]),
      ),
      outDir: 'evidence/runs/0001',
      mustNotRead: ['data/reference.csv'],
    },
    read: (path) => readFileSync(join(dir, path), 'utf8'),
    write,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function manifestOf(files: { id: string; path: string; bytes: number; sha256: string }[]): DataManifest {
  return {
    kind: 'data-manifest',
    schemaVersion: 1,
    id: 'TEST-1',
    version: '1.0',
    root: 'data/test',
    pseudonyms: 'as-found',
    files: files.map(({ id: _id, ...file }) => ({
      ...file,
      role: 'image',
      'sha256-header': null,
      'sha256-pixels-le': null,
      'sha256-pixel-fragments': null,
    })),
    images: files.map(({ id, path }) => ({
      id,
      case: id,
      files: [path],
      study: null,
      series: null,
      instance: null,
      facts: {
        modality: 'DX',
        sopClassUid: null,
        transferSyntaxUid: null,
        rows: null,
        columns: null,
        frames: null,
        samplesPerPixel: null,
        bitsAllocated: null,
        bitsStored: null,
        photometric: null,
        pixelSpacingMm: null,
        manufacturer: null,
        manufacturerModel: null,
        softwareVersions: null,
        kvp: null,
        bodyPart: null,
        view: null,
        site: null,
        patientAgeYears: null,
        patientSex: null,
        deidentified: null,
        deidentificationCodes: [],
        burnedInAnnotation: null,
      },
    })),
    findings: [],
  };
}

/** A 16-bit image in Explicit VR Little Endian with no more than its pixels need. */
export function tinyDicom(rows: number, columns: number, values: Uint16Array, photometric: string): Buffer {
  const element = (group: number, number: number, vr: string, value: Buffer | string | number): Buffer => {
    const raw = typeof value === 'number' ? uint16(value) : Buffer.from(value as string);
    const padded = raw.length % 2 === 0 ? raw : Buffer.concat([raw, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
    const long = vr === 'OW' || vr === 'OB';
    const length = Buffer.alloc(long ? 6 : 2);
    if (long) length.writeUInt32LE(padded.length, 2);
    else length.writeUInt16LE(padded.length);
    return Buffer.concat([uint16(group), uint16(number), Buffer.from(vr), length, padded]);
  };
  const meta = Buffer.concat([
    element(2, 1, 'OB', Buffer.from([0, 1])),
    element(2, 2, 'UI', '1.2.840.10008.5.1.4.1.1.1.1'),
    element(2, 3, 'UI', '2.25.1'),
    element(2, 0x10, 'UI', '1.2.840.10008.1.2.1'),
    element(2, 0x12, 'UI', '2.25.2'),
  ]);
  const groupLength = Buffer.alloc(4);
  groupLength.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(2, 0, 'UL', groupLength),
    meta,
    element(8, 0x16, 'UI', '1.2.840.10008.5.1.4.1.1.1.1'),
    element(8, 0x18, 'UI', '2.25.1'),
    element(8, 0x60, 'CS', 'DX'),
    element(0x10, 0x20, 'LO', 'TP-1'),
    element(0x20, 0xd, 'UI', '2.25.3'),
    element(0x20, 0xe, 'UI', '2.25.4'),
    element(0x28, 2, 'US', 1),
    element(0x28, 4, 'CS', photometric),
    element(0x28, 0x10, 'US', rows),
    element(0x28, 0x11, 'US', columns),
    element(0x28, 0x100, 'US', 16),
    element(0x28, 0x101, 'US', 12),
    element(0x28, 0x102, 'US', 11),
    element(0x28, 0x103, 'US', 0),
    element(0x7fe0, 0x10, 'OW', Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
