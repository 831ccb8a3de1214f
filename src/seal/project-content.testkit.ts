import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../core/digest.js';
import type {
  DataManifest,
  EstimateRow,
  ImageFile,
  ModelPackage,
  Protocol,
  Results,
} from '../schema/types.js';

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'veritome-test-'));
}

export function removeFolder(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}

export function put(dir: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), content);
}

/** Bytes laid out as an explicit little endian DICOM file ends: header, pixel data tag, OW, length, pixels. */
function imageBytes(seed: number): { bytes: Buffer; header: Buffer; pixels: Buffer } {
  const header = Buffer.concat([Buffer.alloc(128), Buffer.from(`DICM header of image ${seed} `)]);
  const pixels = Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 7 + seed * 31) % 251));
  const element = Buffer.alloc(12);
  Buffer.from([0xe0, 0x7f, 0x10, 0x00]).copy(element);
  element.write('OW', 4);
  element.writeUInt32LE(pixels.length, 8);
  return { bytes: Buffer.concat([header, element, pixels]), header, pixels };
}

export function images(dir: string, id: string, root: string, seeds: number[]): DataManifest {
  const files = seeds.map((seed): ImageFile => {
    const { bytes, header, pixels } = imageBytes(seed);
    const path = `${root}/img-${seed}.dcm`;
    put(dir, path, bytes);
    return {
      path,
      role: 'image',
      bytes: bytes.length,
      sha256: sha256(bytes),
      'sha256-header': sha256(header),
      'sha256-pixels-le': sha256(pixels),
      'sha256-pixel-fragments': null,
    };
  });
  return {
    kind: 'data-manifest',
    schemaVersion: 1,
    id,
    version: '1',
    root,
    pseudonyms: 'as-found',
    files,
    images: [],
    findings: [],
  };
}

/** Only what seal reads of a protocol. */
export function testProtocol(): Protocol {
  const protocol: Pick<Protocol, 'kind' | 'id' | 'version' | 'title' | 'data'> & Record<string, unknown> = {
    kind: 'protocol',
    schemaVersion: 1,
    id: 'VP-1',
    version: '1.0',
    title: 'Toy',
    model: {
      package: 'model/model.yaml',
      operatingPoint: { threshold: 0.5, derivedOn: 'DEV-1', method: 'none' },
    },
    data: {
      test: 'data/test.manifest.json',
      rehearsal: 'data/rehearsal.manifest.json',
      eligibility: { include: 'true', exclude: [] },
      design: { kind: 'retrospective', sampling: 'consecutive', enriched: false, sites: [], synthetic: true },
    },
    referenceStandard: { file: 'data/reference.csv', rehearsalFile: 'data/rehearsal.reference.csv' },
    access: { looks: 1 },
  };
  return protocol as unknown as Protocol;
}

export function testModel(): ModelPackage {
  return {
    kind: 'model-package',
    schemaVersion: 1,
    id: 'toy',
    version: '0.1',
    title: 'Toy',
    files: [
      { path: 'toy.onnx', role: 'weights' },
      { path: 'operating-point.json', role: 'operating-point' },
    ],
    components: [],
    pipeline: [],
    outputs: [],
  };
}

export function testResults(overall: Results['overall']['verdict']): Results {
  const row = (
    code: string,
    endpoint: string,
    subgroup: EstimateRow['subgroup'] = null,
  ): [string, unknown] => {
    return [code, { code, endpoint, subgroup, analysis: subgroup === null ? 'as-specified' : 'subgroup' }];
  };
  const sex = { variable: 'patient.sex', level: 'F', belowMinimum: false };
  const results = {
    kind: 'results',
    schemaVersion: 1,
    isEvidence: true,
    estimates: Object.fromEntries([row('E1.1', 'E1'), row('E1.2', 'E1', sex), row('E2.1', 'E2')]),
    verdicts: [
      { endpoint: 'E1', role: 'primary', verdict: overall, row: 'E1.1', criterion: null, arithmetic: 'none' },
    ],
    overall: {
      verdict: overall,
      procedure: 'all-must-pass',
      family: ['E1'],
      arithmetic: 'none',
      weakestSubgroup: null,
    },
  };
  return results as unknown as Results;
}
