import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canonicalJson, readableJson } from '../core/canonical.js';
import { sha256 } from '../core/digest.js';
import { attestRun, runFolder, type Attested } from '../evidence/attestation.js';
import { createInstrumentKey, createPersonKey, registering, type SigningKey } from '../evidence/keys.js';
import { Ledger } from '../evidence/ledger.js';
import { filesBelow, recordFiles } from '../evidence/record.js';
import { signablePaths, signRecord } from '../evidence/signature.js';
import { Store } from '../evidence/store.js';
import type {
  DataManifest,
  EstimateRow,
  ImageFile,
  ModelPackage,
  Protocol,
  Results,
  RunRecord,
  ScorerIdentity,
} from '../schema/types.js';
import { lockProject, type LockedProject } from './lock-project.js';
import { startLook } from './looks.js';
import { presentFiles } from './present-files.js';
import { rehearsalSubjects } from './rehearsal-binding.js';

/** A small finished project made with the real functions: two test images, one rehearsal image, a toy model. */
export interface TestProject {
  dir: string;
  ledger: Ledger;
  store: Store;
  instrument: SigningKey;
  /** Signs the lock. */
  author: SigningKey;
  /** Signs the release. */
  approver: SigningKey;
  protocol: Protocol;
  model: ModelPackage;
  testData: DataManifest;
  rehearsalData: DataManifest;
  scorer: ScorerIdentity;
}

export const PASSPHRASE = 'a long enough phrase';
const TOOL = '0.0.0-test';

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
export function imageBytes(seed: number): { bytes: Buffer; header: Buffer; pixels: Buffer } {
  const header = Buffer.concat([Buffer.alloc(128), Buffer.from(`DICM header of image ${seed} `)]);
  const pixels = Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 7 + seed * 31) % 251));
  const element = Buffer.alloc(12);
  Buffer.from([0xe0, 0x7f, 0x10, 0x00]).copy(element);
  element.write('OW', 4);
  element.writeUInt32LE(pixels.length, 8);
  return { bytes: Buffer.concat([header, element, pixels]), header, pixels };
}

export async function makeProject(dir = newFolder()): Promise<TestProject> {
  const ledger = new Ledger(dir, { toolVersion: TOOL });
  const store = new Store(dir);
  put(dir, 'README.md', '# a project\n');
  put(dir, '.gitignore', 'keys/\n');
  const protocol = testProtocol();
  put(dir, 'protocol.yaml', `id: VP-1\nversion: "1.0"\nlooks: ${protocol.access.looks}\n`);
  put(dir, 'model/model.yaml', 'id: toy\n');
  put(dir, 'model/toy.onnx', Buffer.from([8, 1, 0, 3, 250, 7]));
  put(dir, 'model/operating-point.json', '{"threshold":0.5}\n');
  const testData = images(dir, 'TEST-1', 'data/test', [1, 2]);
  const rehearsalData = images(dir, 'OPEN-1', 'data/rehearsal', [3]);
  put(dir, 'data/test.manifest.json', readableJson(testData));
  put(dir, 'data/rehearsal.manifest.json', readableJson(rehearsalData));
  put(dir, 'data/reference.csv', 'case,image,truth\nC1,img-1,positive\nC2,img-2,negative\n');
  put(dir, 'data/rehearsal.reference.csv', 'case,image,truth\nC3,img-3,positive\n');

  const made = await createInstrumentKey(dir);
  const instrument = made.key;
  const actor = { id: instrument.id, name: instrument.name, source: 'instrument' as const };
  await ledger.append({ actor, action: 'project-created', facts: { example: 'toy' } });
  await ledger.append(registering(made, actor));
  const author = await createPersonKey(dir, { id: 'qa', name: 'Quality Person', passphrase: PASSPHRASE });
  const approver = await createPersonKey(dir, {
    id: 'release',
    name: 'Release Person',
    passphrase: PASSPHRASE,
  });
  await ledger.append(registering(author, actor));
  await ledger.append(registering(approver, actor));
  return {
    dir,
    ledger,
    store,
    instrument,
    author: author.key,
    approver: approver.key,
    protocol,
    model: testModel(),
    testData,
    rehearsalData,
    scorer: { name: 'veritome', version: TOOL, sha256: sha256('program'), files: 1 },
  };
}

export async function rehearse(project: TestProject): Promise<void> {
  const { dir, ledger, store, scorer, protocol, model } = project;
  const actor = { id: 'instrument', name: 'Veritome instrument', source: 'instrument' as const };
  await ledger.append({ actor, action: 'rehearsal-started', facts: { rehearsal: 1 } });
  put(dir, 'evidence/rehearsals/0001/results.json', '{"isEvidence":false}\n');
  const subjects = rehearsalSubjects({
    protocol,
    protocolPath: 'protocol.yaml',
    model,
    scorer,
    files: await presentFiles(dir),
  });
  await recordFiles(dir, ledger, store, ['evidence/rehearsals/0001/results.json'], {
    actor,
    action: 'rehearsal-passed',
    subjects,
    facts: { rehearsal: 1 },
  });
}

export function lock(project: TestProject): Promise<LockedProject> {
  const { dir, author } = project;
  return lockProject({ ...project, projectDir: dir, protocolPath: 'protocol.yaml', signer: author });
}

export async function run(
  project: TestProject,
  locked: LockedProject,
  overall: Results['overall']['verdict'] = 'met',
): Promise<Attested> {
  const { dir, ledger, instrument } = project;
  const actor = { id: instrument.id, name: instrument.name, source: 'instrument' as const };
  const look = await startLook(ledger, locked, actor);
  const folder = runFolder(look.run);
  const record: RunRecord = {
    kind: 'run',
    schemaVersion: 1,
    number: look.run,
    purpose: 'evidence',
    look: look.number,
    looksGranted: look.granted,
    lock: locked.sha256,
    startedAt: look.startedAt,
    endedAt: look.startedAt,
    resumedAt: [],
    images: { total: 2, ok: 2, failed: 0 },
    workers: 1,
  };
  const results = testResults(overall);
  const lines = (rows: unknown[]): string => rows.map((row) => `${canonicalJson(row)}\n`).join('');
  put(dir, `${folder}/run.json`, readableJson(record));
  put(dir, `${folder}/protocol.json`, readableJson(project.protocol));
  put(dir, `${folder}/cases.json`, readableJson({ cases: ['C1', 'C2'] }));
  put(dir, `${folder}/reference.json`, readableJson({ rows: ['C1', 'C2'] }));
  put(
    dir,
    `${folder}/predictions.jsonl`,
    lines([
      { image: 'img-1', value: 0.9 },
      { image: 'img-2', value: 0.1 },
    ]),
  );
  put(
    dir,
    `${folder}/timings.jsonl`,
    lines([
      { image: 'img-1', totalMs: 3 },
      { image: 'img-2', totalMs: 4 },
    ]),
  );
  put(
    dir,
    `${folder}/scores.jsonl`,
    lines([
      { id: 'C1', score: 0.9 },
      { id: 'C2', score: 0.1 },
    ]),
  );
  put(dir, `${folder}/environment.json`, readableJson({ kind: 'environment', os: 'any' }));
  put(dir, `${folder}/results.json`, readableJson(results));
  return attestRun({ ...project, projectDir: dir, run: record, results });
}

export async function renderDossier(project: TestProject, text = 'first'): Promise<void> {
  const { dir, ledger, store } = project;
  put(dir, 'dossier/00-dossier-index.pdf', `%PDF-1.7\nindex ${text}\n%%EOF\n`);
  put(dir, 'dossier/02-validation-report.pdf', `%PDF-1.7\nreport ${text}\n%%EOF\n`);
  put(dir, 'dossier/dossier.json', readableJson({ kind: 'dossier', text }));
  const actor = { id: 'instrument', name: 'Veritome instrument', source: 'instrument' as const };
  await recordFiles(dir, ledger, store, await filesBelow(dir, 'dossier'), {
    actor,
    action: 'dossier-rendered',
  });
}

export async function sign(
  project: TestProject,
  signer = project.approver,
  meaning = 'approver',
): Promise<string> {
  const { dir, ledger, store } = project;
  const paths = await signablePaths(dir, 1);
  return (await signRecord({ projectDir: dir, ledger, store, signer, meaning, paths })).path;
}

/** From nothing to a signed dossier. */
export async function finishedProject(): Promise<TestProject> {
  const project = await makeProject();
  await rehearse(project);
  await run(project, await lock(project));
  await renderDossier(project);
  await sign(project);
  return project;
}

function images(dir: string, id: string, root: string, seeds: number[]): DataManifest {
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
function testProtocol(): Protocol {
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

function testModel(): ModelPackage {
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

function testResults(overall: Results['overall']['verdict']): Results {
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
