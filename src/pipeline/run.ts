import { AppError } from '../core/error.js';
import { sweepLeftovers } from '../evidence/atomic.js';
import { attestRun, runFolder } from '../evidence/attestation.js';
import { discardCheckpoint } from '../run/checkpoint.js';
import { requireBoundFiles } from '../seal/bound-files.js';
import { readLock } from '../seal/lock-project.js';
import { looksOf, openLook, resumeLook, startLook } from '../seal/looks.js';
import { scorerIdentity } from '../seal/scorer.js';
import type { Results, RunRecord } from '../schema/types.js';
import { join } from 'node:path';
import { requireNoOverlap } from './development-overlap.js';
import { readProject } from './read-project.js';
import type { ProgressState } from './progress-state.js';
import { instrumentOf, openRecords } from './records.js';
import { executeStages, textAt } from './stages.js';

export interface RunRequest {
  resume: boolean;
  workers: number;
  /** Why a further look is taken; required from the second on (VR-18). */
  reason: string | null;
  onProgress?: (state: ProgressState) => void;
}

export interface FinishedLook {
  record: RunRecord;
  results: Results;
  warnings: string[];
}

/**
 * One look at the test data under the lock in force. Order: bound files checked, look numbered in the ledger, blind
 * inference, bound files checked again, reference standard opened, measured, judged, attested.
 */
export async function runLocked(project: string, request: RunRequest): Promise<FinishedLook> {
  requireWorkers(request.workers);
  const records = openRecords(project);
  const { projectDir, ledger, store } = records;
  const locked = await readLock(projectDir, ledger);
  const scorer = await scorerIdentity();
  await requireBoundFiles(projectDir, locked.lock, scorer);
  const read = await readProject(projectDir);
  const instrument = await instrumentOf(records);
  const actor = { id: instrument.id, name: instrument.name, source: 'instrument' } as const;

  const open = openLook(ledger.read());
  if (open !== null && !request.resume) {
    throw new AppError('RUN-INTERRUPTED', `look ${open.number} of ${open.granted} was interrupted`, {
      place: runFolder(open.run),
      hint: 'continue it with `veritome run --resume`; finished images are kept',
    });
  }
  const { developmentOverlap } = locked.lock;
  requireNoOverlap(developmentOverlap, read.protocol);
  requireReason(looksOf(ledger.read()).length, open === null, request.reason, locked.lock.looks);
  const look = request.resume
    ? await resumeLook(ledger, locked, actor)
    : await startLook(ledger, locked, actor, request.reason);

  const { protocol, model, test } = read;
  const folder = runFolder(look.run);
  if (request.resume) await sweepLeftovers(join(projectDir, folder));
  const { record, results } = await executeStages({
    projectDir,
    folder,
    protocol,
    model,
    modelDigests: Object.fromEntries(locked.lock.files.map((file) => [file.path, file.sha256])),
    modelSha256: locked.lock.model.sha256,
    cases: test.manifest,
    flow: test.flow,
    referencePath: protocol.referenceStandard.file,
    mustNotRead: [protocol.referenceStandard.file, protocol.referenceStandard.rehearsalFile],
    scorer,
    lock: { text: textAt(projectDir, locked.path), sha256: locked.sha256, developmentOverlap },
    record: {
      number: look.run,
      purpose: 'evidence',
      look: look.number,
      looksGranted: look.granted,
      startedAt: look.startedAt,
      resumedAt: look.resumedAt,
    },
    workers: request.workers,
    resume: request.resume,
    afterInference: () => requireBoundFiles(projectDir, locked.lock, scorer),
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
  });
  await discardCheckpoint(join(projectDir, folder));
  await attestRun({ projectDir, run: record, results, scorer, ledger, store, instrument });
  return { record, results, warnings: [] };
}

function requireWorkers(workers: number): void {
  if (Number.isInteger(workers) && workers >= 1 && workers <= 64) return;
  throw new AppError('INPUT-ARGUMENT', `${workers} is not a number of workers`, {
    hint: 'give --workers from 1 to 64',
  });
}

function requireReason(used: number, fresh: boolean, reason: string | null, granted: number): void {
  if (!fresh || used === 0 || used >= granted || reason !== null) return;
  throw new AppError('INPUT-ARGUMENT', `look ${used + 1} of ${granted} needs a reason`, {
    hint: 'say why with --reason "…"; it is written into the ledger and the report',
  });
}
