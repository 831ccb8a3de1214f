import { loadPersonKey, registeredKeys } from '../evidence/keys.js';
import { lockProject } from '../seal/lock-project.js';
import { scorerIdentity } from '../seal/scorer.js';
import { developmentOverlap, requireNoOverlap } from './development-overlap.js';
import type { NearProgress } from './development-overlap.js';
import { requireFitImages } from './image-findings.js';
import { modelDataVersions } from './model-data.js';
import { comparatorsFor } from './read-comparators.js';
import { readProject } from './read-project.js';
import { openRecords } from './records.js';

export interface LockedForRun {
  digest: string;
  entry: number;
  files: number;
  looks: number;
}

/** Binds everything into one digest, signed by the person. */
export async function lockForRun(
  project: string,
  {
    keyId,
    passphrase,
    onProgress,
  }: { keyId: string; passphrase: string; onProgress?: NearProgress | undefined },
): Promise<LockedForRun> {
  const { projectDir, ledger, store } = openRecords(project);
  const { protocol, protocolPath, model, test, rehearsal } = await readProject(projectDir);
  const overlap = await developmentOverlap(projectDir, protocol, test.manifest, onProgress);
  requireNoOverlap(overlap, protocol);
  await requireFitImages(projectDir, protocol, [test, rehearsal]);
  const sets = { test, rehearsal } as const;
  for (const which of ['test', 'rehearsal'] as const)
    comparatorsFor(projectDir, protocol, which, { ...sets[which], reference: null });
  const signer = await loadPersonKey(projectDir, registeredKeys(ledger.read()), keyId, passphrase);
  const locked = await lockProject({
    projectDir,
    protocol,
    protocolPath,
    model,
    testData: test.manifest,
    rehearsalData: rehearsal.manifest,
    developmentOverlap: overlap,
    modelData: await modelDataVersions(projectDir, protocol, model),
    scorer: await scorerIdentity(),
    ledger,
    store,
    signer,
  });
  return {
    digest: locked.sha256,
    entry: locked.entry,
    files: locked.lock.files.length,
    looks: locked.lock.looks,
  };
}
