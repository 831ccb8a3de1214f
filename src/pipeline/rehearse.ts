import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, timestamp } from '../core/clock.js';
import { filesBelow, recordFiles } from '../evidence/record.js';
import { packageFiles } from '../model/package.js';
import { discardCheckpoint } from '../run/checkpoint.js';
import { modelPackageDigest } from '../seal/lock.js';
import { presentFiles } from '../seal/present-files.js';
import { rehearsalSubjects } from '../seal/rehearsal-binding.js';
import { scorerIdentity } from '../seal/scorer.js';
import type { Results, RunRecord } from '../schema/types.js';
import { readProject } from './read-project.js';
import type { ProgressState } from './progress-state.js';
import { instrumentOf, openRecords, type Records } from './records.js';
import { executeStages } from './stages.js';

export interface Rehearsal {
  number: number;
  results: Results;
  images: RunRecord['images'];
}

/**
 * Every stage on the open cases, with the digests that the lock will ask for. The results are marked as no evidence;
 * what counts is that the protocol can be executed to its end.
 */
export async function rehearse(
  project: string,
  onProgress?: (state: ProgressState) => void,
): Promise<Rehearsal> {
  const records = openRecords(project);
  const { projectDir, ledger, store } = records;
  const { protocol, protocolPath, model, rehearsal } = await readProject(projectDir);
  const scorer = await scorerIdentity();
  const instrument = await instrumentOf(records);
  const actor = { id: instrument.id, name: instrument.name, source: 'instrument' } as const;
  const files = await presentFiles(projectDir);
  const subjects = rehearsalSubjects({ protocol, protocolPath, model, scorer, files });
  const wanted = new Set(packageFiles(protocol.model.package, model));

  const number = nextNumber(records);
  const folder = folderOf(number);
  const { record, results } = await executeStages({
    projectDir,
    folder,
    protocol,
    model,
    modelDigests: Object.fromEntries(
      files.filter(({ path }) => wanted.has(path)).map(({ path, sha256 }) => [path, sha256]),
    ),
    modelSha256: modelPackageDigest({ protocol, model, files }),
    cases: rehearsal.manifest,
    flow: rehearsal.flow,
    referencePath: protocol.referenceStandard.rehearsalFile,
    mustNotRead: [protocol.referenceStandard.file, protocol.referenceStandard.rehearsalFile],
    scorer,
    lock: null,
    record: {
      number,
      purpose: 'rehearsal',
      look: null,
      looksGranted: null,
      startedAt: timestamp(systemClock),
      resumedAt: [],
    },
    workers: 1,
    resume: false,
    ...(onProgress === undefined ? {} : { onProgress }),
  }).catch((thrown: unknown) => {
    // A rehearsal that fails is no evidence of anything: what it began is taken away, the ledger stays as it was.
    rmSync(join(projectDir, folder), { recursive: true, force: true });
    throw thrown;
  });
  await discardCheckpoint(join(projectDir, folder));
  await recordFiles(projectDir, ledger, store, await filesBelow(projectDir, folder), {
    actor,
    action: 'rehearsal-passed',
    subjects,
    facts: { rehearsal: number, images: record.images.total, failed: record.images.failed },
  });
  return { number, results, images: record.images };
}

function folderOf(number: number): string {
  return `evidence/rehearsals/${String(number).padStart(4, '0')}`;
}

/** After the rehearsals that passed; what a killed one left under that number is taken away. */
function nextNumber({ projectDir, ledger }: Records): number {
  const passed = ledger.read().filter(({ entry }) => entry.action === 'rehearsal-passed').length;
  rmSync(join(projectDir, folderOf(passed + 1)), { recursive: true, force: true });
  return passed + 1;
}
