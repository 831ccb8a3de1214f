import { canonicalJson, readableJson } from '../core/canonical.js';
import { sha256 } from '../core/digest.js';
import { overlapRecord } from '../dataset/overlap-record.js';
import { attestRun, runFolder, type Attested } from '../evidence/attestation.js';
import { createInstrumentKey, createPersonKey, registering, type SigningKey } from '../evidence/keys.js';
import { Ledger } from '../evidence/ledger.js';
import { filesBelow, recordFiles } from '../evidence/record.js';
import { signablePaths, signRecord } from '../evidence/signature.js';
import { Store } from '../evidence/store.js';
import type {
  DataManifest,
  DevelopmentOverlap,
  ModelPackage,
  Protocol,
  Results,
  RunRecord,
  ScorerIdentity,
} from '../schema/types.js';
import { lockProject, type LockedProject } from './lock-project.js';
import { startLook } from './looks.js';
import { presentFiles } from './present-files.js';
import { images, newFolder, put, testModel, testProtocol, testResults } from './project-content.testkit.js';
import { rehearsalSubjects } from './rehearsal-binding.js';

export { newFolder, put, removeFolder } from './project-content.testkit.js';

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
  developmentOverlap: DevelopmentOverlap;
  scorer: ScorerIdentity;
}

export const PASSPHRASE = 'a long enough phrase';
const TOOL = '0.0.0-test';

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
    developmentOverlap: await overlapRecord({
      projectDir: dir,
      manifest: testData,
      named: null,
      accepted: undefined,
    }),
    scorer: { name: 'veritome', version: TOOL, sha256: sha256('program'), files: 1 },
  };
}

export async function rehearse(project: TestProject): Promise<void> {
  const { dir, ledger, store, scorer, protocol, model } = project;
  const actor = { id: 'instrument', name: 'Veritome instrument', source: 'instrument' as const };
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
