import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../core/clock.js';
import { sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import { readDevelopmentKeys } from '../dataset/development-overlap.js';
import { overlapRecord, type NamedKeys } from '../dataset/overlap-record.js';
import { overlapFindings } from '../dataset/overlap-words.js';
import type { DataManifest, DevelopmentOverlap, Protocol } from '../schema/types.js';
import { progressState } from './progress-state.js';
import type { ProgressState } from './progress-state.js';

/** Told of the search for near-duplicates, where it is long. */
export type NearProgress = (what: 'images' | 'signatures', state: ProgressState) => void;

/** The test set against the development keys that the protocol names. @throws what reading the keys throws */
export async function developmentOverlap(
  projectDir: string,
  protocol: Protocol,
  manifest: DataManifest,
  onProgress?: NearProgress,
): Promise<DevelopmentOverlap> {
  const { development, acceptedOverlap } = protocol.data;
  const named = development === undefined ? null : await namedKeys(projectDir, development);
  const started = { images: 0, signatures: 0 };
  return overlapRecord({
    projectDir,
    manifest,
    named,
    accepted: acceptedOverlap,
    progress: (done, total, what) => {
      const now = systemClock.elapsedMs();
      started[what] ||= now;
      onProgress?.(what, progressState(done, total, now - started[what]));
    },
  });
}

async function namedKeys(projectDir: string, path: string): Promise<NamedKeys> {
  const keys = await readDevelopmentKeys(join(projectDir, path), path);
  return { path, sha256: sha256(await readFile(join(projectDir, path))), keys };
}

/**
 * A set that shares something with the development data is not locked and not run, unless the protocol accepts it.
 * @throws AppError INPUT-FINDINGS with a finding for each overlap
 */
export function requireNoOverlap(record: DevelopmentOverlap | undefined, protocol: Protocol): void {
  if (record === undefined) return;
  const { acceptedOverlap, test } = protocol.data;
  const errors = overlapFindings(record, acceptedOverlap, test).filter(
    ({ severity }) => severity === 'error',
  );
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new AppError(
    'INPUT-FINDINGS',
    `the test set shares data with the development: ${first.message}${more}`,
    {
      place: first.path,
      hint: first.fix,
      details: { findings: errors },
    },
  );
}
