import { posix } from 'node:path';
import type { Finding } from '../core/finding.js';
import { checkModelDataVersions } from '../dataset/model-data-version.js';
import { refuseOutward } from '../model/contained-path.js';
import type { LockedDataVersion, ModelPackage, Protocol } from '../schema/types.js';

/** Versions of the training and tuning data, held against what is at hand; undefined when the package states none. */
export async function modelDataVersions(
  projectDir: string,
  protocol: Protocol,
  { dataVersion }: ModelPackage,
): Promise<LockedDataVersion[] | undefined> {
  if (dataVersion === undefined) return undefined;
  const descriptor = protocol.model.package;
  for (const { dvc, manifest } of dataVersion) {
    for (const path of [dvc?.record, manifest?.path]) if (path !== undefined) refuseOutward(path, descriptor);
  }
  return checkModelDataVersions(projectDir, posix.dirname(descriptor), dataVersion);
}

const CHECKED: Readonly<Record<LockedDataVersion['checked'], string>> = {
  files: 'the files have this digest',
  record: 'the DVC record says so, the files are not here',
  manifest: 'the manifest has this digest',
  stated: 'stated only, nothing of it is here',
};

/** A line a set, for the console. */
export function modelDataLines(versions: readonly LockedDataVersion[] | undefined): string[] {
  return (versions ?? []).map(
    ({ id, use, system, digest, gitRevision, checked }) =>
      `${use} data ${id}: ${system === 'dvc' ? 'DVC md5' : 'manifest SHA-256'} ${digest.slice(0, 16)}…` +
      `${gitRevision === null ? '' : `, git ${gitRevision.slice(0, 12)}`} (${CHECKED[checked]})`,
  );
}

/** A package that does not say what it was trained on cannot be told apart from one trained on other data. */
export function modelDataFindings(
  versions: readonly LockedDataVersion[] | undefined,
  place: string,
): Finding[] {
  const uses = new Set((versions ?? []).map(({ use }) => use));
  if (uses.has('training')) return [];
  return [
    {
      code: 'MODEL-DATA-VERSION-UNKNOWN',
      severity: 'warning',
      path: place,
      message: 'the model package does not name the version of its training data',
      fix: 'add dataVersion: the DVC path and md5, or the SHA-256 of a manifest',
      args: {},
    },
  ];
}
