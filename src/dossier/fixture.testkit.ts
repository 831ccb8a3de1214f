import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, readableJson } from '../core/canonical.js';
import { sha256 } from '../core/digest.js';
import { fixtureResults } from './fixture-results.testkit.js';
import { fixtureCohort, fixtureEnvironment, fixtureProtocol } from './fixture-records.testkit.js';
import { profileOf } from '../dataset/profile.js';
import { shiftOf } from '../dataset/shift.js';
import type { DataManifest, DataProfile, LedgerEntry, Lock, RunRecord } from '../schema/types.js';

export interface FixtureOptions {
  purpose?: RunRecord['purpose'];
}

/** A finished run with every artifact the dossier reads, written below `projectDir`. @returns its run folder */
export function writeFixtureProject(projectDir: string, options: FixtureOptions = {}): string {
  const purpose = options.purpose ?? 'evidence';
  const isEvidence = purpose === 'evidence';
  const runFolder = isEvidence ? 'evidence/runs/0001' : 'evidence/rehearsals/0001';
  const write = (path: string, text: string): string => {
    mkdirSync(join(projectDir, path, '..'), { recursive: true });
    writeFileSync(join(projectDir, path), text);
    return sha256(text);
  };
  const lines = (rows: readonly unknown[]): string => rows.map((row) => `${canonicalJson(row)}\n`).join('');
  const protocol = fixtureProtocol();
  const cohort = fixtureCohort();
  const environment = fixtureEnvironment();
  const digest = {
    protocol: write(`${runFolder}/protocol.json`, readableJson(protocol)),
    data: write(`${runFolder}/cases.json`, readableJson(cohort.manifest)),
    reference: write(`${runFolder}/reference.json`, readableJson(cohort.reference)),
    predictions: write(`${runFolder}/predictions.jsonl`, lines(cohort.predictions)),
    scores: write(`${runFolder}/scores.jsonl`, lines(cohort.scores)),
    model: sha256('model'),
  };
  write(`${runFolder}/shift.json`, readableJson(shiftOf(trainedOn(cohort.manifest), cohort.manifest)));
  write(`${runFolder}/timings.jsonl`, lines(cohort.timings));
  write(`${runFolder}/environment.json`, readableJson(environment));
  const lock: Lock = {
    kind: 'lock',
    schemaVersion: 1,
    number: 1,
    protocol: { id: protocol.id, version: protocol.version, path: 'protocol.yaml', sha256: digest.protocol },
    model: {
      id: 'fractnet',
      version: '0.1',
      descriptor: 'model/model.yaml',
      dataVersion: [
        {
          id: 'TRAIN-4',
          use: 'training',
          system: 'dvc',
          path: 'data/train',
          digest: '1f69c66028c35037e8bf67e5bc4ceb6a.dir',
          gitRevision: '8f14e45fceea167a5a36dedd4bea2543c2f7a1d9',
          record: 'model/train.dvc',
          checked: 'record',
        },
      ],
      sha256: digest.model,
    },
    data: { id: 'TEST-2', version: '1', manifest: 'data/test.manifest.json', sha256: digest.data },
    rehearsalData: {
      id: 'REH-1',
      version: '1',
      manifest: 'data/rehearsal.manifest.json',
      sha256: sha256('r'),
    },
    reference: { path: 'data/reference.csv', sha256: digest.reference },
    scorer: environment.scorer,
    looks: 1,
    rehearsal: { entry: 2, subject: sha256('rehearsal') },
    files: [
      { path: 'model/fractnet.onnx', role: 'weights', bytes: 211_904, sha256: sha256('weights') },
      { path: 'model/model.yaml', role: 'descriptor', bytes: 2_310, sha256: digest.model },
      { path: 'model/operating-point.json', role: 'operating-point', bytes: 512, sha256: sha256('op') },
      { path: 'protocol.yaml', role: 'protocol', bytes: 4_020, sha256: sha256('yaml') },
    ],
  };
  const lockDigest = write('evidence/locks/0001/lock.json', readableJson(lock));
  const run: RunRecord = {
    kind: 'run',
    schemaVersion: 1,
    number: 1,
    purpose,
    look: isEvidence ? 1 : null,
    looksGranted: isEvidence ? 1 : null,
    lock: isEvidence ? lockDigest : null,
    startedAt: '2026-11-23T09:14:02.118Z',
    endedAt: '2026-11-23T09:14:05.402Z',
    resumedAt: [],
    images: { total: cohort.manifest.images.length, ok: cohort.manifest.images.length - 1, failed: 1 },
    workers: 1,
  };
  write(`${runFolder}/run.json`, readableJson(run));
  const results = fixtureResults(protocol, cohort.scores, {
    ...digest,
    lock: isEvidence ? lockDigest : null,
  });
  const resultsDigest = write(`${runFolder}/results.json`, readableJson({ ...results, isEvidence }));
  const attestationDigest = write(
    `${runFolder}/attestation.dsse.json`,
    readableJson({
      payloadType: 'application/vnd.in-toto+json',
      payload: '',
      signatures: [{ keyid: sha256('key'), sig: '' }],
    }),
  );
  let previous = '0'.repeat(64);
  const ledger: [LedgerEntry['action'], LedgerEntry['subjects']][] = [
    ['project-created', []],
    ['key-registered', [{ name: 'keys/instrument.pem', sha256: sha256('key') }]],
    ['rehearsal-passed', [{ name: 'evidence/rehearsals/0001/results.json', sha256: sha256('rehearsal') }]],
    ['locked', [{ name: 'evidence/locks/0001/lock.json', sha256: lockDigest }]],
    ['look-started', [{ name: 'evidence/locks/0001/lock.json', sha256: lockDigest }]],
    isEvidence
      ? ['run-attested', [{ name: `${runFolder}/attestation.dsse.json`, sha256: attestationDigest }]]
      : ['rehearsal-passed', [{ name: `${runFolder}/results.json`, sha256: resultsDigest }]],
    ['dossier-rendered', []],
  ];
  ledger.forEach(([action, subjects], index) => {
    const entry: LedgerEntry = {
      kind: 'ledger-entry',
      schemaVersion: 1,
      sequence: index + 1,
      previous,
      at: `2026-11-23T09:1${index}:00.000Z`,
      utcOffsetMinutes: 60,
      actor: { id: 'instrument', name: 'Veritome instrument', source: 'instrument' },
      action,
      subjects,
      facts: action === 'look-started' ? { look: 1, granted: 1 } : {},
      tool: { name: 'veritome', version: '0.1.0' },
    };
    const name = String(index + 1).padStart(6, '0');
    previous = write(`evidence/ledger/${name}.json`, `${canonicalJson(entry)}\n`);
  });
  return runFolder;
}

/** As if the model had been trained on the first third of the set: near it, but not the same. */
function trainedOn(manifest: DataManifest): DataProfile {
  const images = manifest.images.slice(0, Math.floor(manifest.images.length / 3));
  return profileOf({ ...manifest, id: 'TRAIN-9', images });
}
