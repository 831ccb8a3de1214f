import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse, type ModelIdentity } from '../analyse.js';
import { canonicalJson, readableJson } from '../core/canonical.js';
import { systemClock, timestamp } from '../core/clock.js';
import { projectReaders } from '../dataset/reader-key.js';
import { writeFileAtomic } from '../evidence/atomic.js';
import { shiftOf } from '../dataset/shift.js';
import { compileAnalysis } from '../protocol/plan.js';
import { planningRows } from '../protocol/planning-rows.js';
import { environmentRecord } from '../run/environment.js';
import { execute, type RunOutcome } from '../run/run.js';
import type { CaseFlow } from '../schema/case-flow.js';
import type {
  DataManifest,
  DevelopmentOverlap,
  EnvironmentRecord,
  ModelPackage,
  Protocol,
  Results,
  RunRecord,
  ScorerIdentity,
} from '../schema/types.js';
import { trainingProfile } from './data-profile.js';
import { annotationsOf } from './image-findings.js';
import { comparatorPaths, comparatorsFor } from './read-comparators.js';
import { referenceFor } from './read-set.js';
import type { ProgressState } from './progress-state.js';

export interface StageRequest {
  projectDir: string;
  /** Folder of the run, relative to the project. */
  folder: string;
  protocol: Protocol;
  model: ModelPackage;
  /** Bound digests of the descriptor and the package's files, by path relative to the project. */
  modelDigests: Readonly<Record<string, string>>;
  /** Digest of the package as a whole. */
  modelSha256: string;
  cases: DataManifest;
  flow: CaseFlow;
  /** Reference standard for these cases, relative to the project; opened only after inference. */
  referencePath: string;
  /** What the inference process must not be able to open. */
  mustNotRead: readonly string[];
  scorer: ScorerIdentity;
  /** Bytes of lock.json and its digest; null for a rehearsal. */
  lock: { text: string; sha256: string; developmentOverlap?: DevelopmentOverlap | undefined } | null;
  /** All of the run record that is known before the run. */
  record: Pick<RunRecord, 'number' | 'purpose' | 'look' | 'looksGranted' | 'startedAt' | 'resumedAt'>;
  workers: number;
  resume: boolean;
  /** Between inference and measurement: the place to check that nothing moved meanwhile. */
  afterInference?: () => Promise<void>;
  onProgress?: (state: ProgressState) => void;
}

export interface StageOutcome {
  record: RunRecord;
  results: Results;
  environment: EnvironmentRecord;
}

/**
 * run → measure → judge into one folder. Each artifact is written before the next stage starts. The results hold no
 * time and no count of interruptions: the same lock gives the same bytes.
 */
export async function executeStages(request: StageRequest): Promise<StageOutcome> {
  const { projectDir, folder, protocol, cases, flow, record } = request;
  const write = (name: string, text: string): Promise<void> =>
    writeFileAtomic(join(projectDir, folder, name), text, { place: `${folder}/${name}` });

  await write('protocol.json', `${canonicalJson(protocol)}\n`);
  await write('cases.json', readableJson(cases));
  await write('flow.json', readableJson(flow));
  if (request.lock !== null) await write('lock.json', request.lock.text);

  const profile = await trainingProfile(projectDir, protocol.model.package, request.model);
  if (profile !== null) await write('shift.json', readableJson(shiftOf(profile, includedOf(request))));

  const outcome = await infer(request);
  await request.afterInference?.();

  const readers = await projectReaders(projectDir, protocol.data.development ?? null);
  const reference = referenceFor(projectDir, request.referencePath, cases, protocol, readers);
  await write('reference.json', readableJson(reference));
  const which = record.purpose === 'evidence' ? 'test' : 'rehearsal';
  const comparators = comparatorsFor(projectDir, protocol, which, {
    manifest: cases,
    flow,
    reference: reference.rows,
  });
  if (comparators !== null) await write('comparators.json', readableJson(comparators));
  const { results, files } = analyse({
    isEvidence: record.purpose === 'evidence',
    plan: compileAnalysis(protocol),
    protocol,
    cases,
    flow,
    reference,
    comparators,
    predictions: outcome.predictions,
    model: modelIdentity(request),
    planning: planningRows(protocol, reference),
    lock: request.lock?.sha256 ?? null,
    developmentOverlap: request.lock?.developmentOverlap,
  });
  for (const [name, text] of Object.entries(files)) await write(name, text);

  const environment = await environmentRecord({ scorer: request.scorer, runtime: outcome.runtime });
  await write('environment.json', readableJson(environment));
  const run: RunRecord = {
    kind: 'run',
    schemaVersion: 1,
    ...record,
    lock: request.lock?.sha256 ?? null,
    endedAt: timestamp(systemClock),
    images: outcome.counts,
    workers: outcome.workers,
  };
  await write('run.json', readableJson(run));
  return { record: run, results, environment };
}

/** Only the included images, in the manifest's order. */
function includedOf({ cases, flow }: StageRequest): DataManifest {
  const included = new Set(flow.included);
  return { ...cases, images: cases.images.filter(({ id }) => included.has(id)) };
}

function infer(request: StageRequest): Promise<RunOutcome> {
  return execute({
    projectDir: request.projectDir,
    manifest: includedOf(request),
    modelDescriptor: request.protocol.model.package,
    modelDigests: request.modelDigests,
    outDir: request.folder,
    mustNotRead: [
      ...request.mustNotRead,
      ...comparatorPaths(request.protocol),
      ...annotationsOf(request.cases),
    ],
    allowGeometry: request.protocol.data.geometry?.allow ?? [],
    inputs: { lock: request.lock?.sha256 ?? 'rehearsal' },
    workers: request.workers,
    resume: request.resume,
    keepCheckpoint: true,
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
  });
}

function modelIdentity({ model, modelSha256 }: StageRequest): ModelIdentity {
  return { id: model.id, version: model.version, title: model.title, sha256: modelSha256 };
}

export function textAt(projectDir: string, path: string): string {
  return readFileSync(join(projectDir, path), 'utf8');
}
