import { existsSync } from 'node:fs';
import { posix, join } from 'node:path';
import { AppError } from '../core/error.js';
import type { LockedDataVersion, ModelDataVersion } from '../schema/types.js';
import { checkEntry, type EntryPlace } from './dvc/check-entry.js';
import { dvcRoot } from './dvc/dvc-project.js';
import { recordOutputs, type RecordedOutput } from './dvc/record-outputs.js';
import { digestFile } from './file-buffer.js';

type DvcVersion = NonNullable<ModelDataVersion['dvc']>;

/**
 * The versions of training and tuning data that a model package states, each held against what lies in the project: the
 * manifest, the DVC file, the data themselves. What is not there is taken as stated, and said to be so.
 * @param folder of the package's descriptor, relative to the project
 * @throws AppError INTEGRITY-DATA-VERSION when a record, a manifest or the data say otherwise; INPUT-FILE-MISSING when
 *   a record or manifest is named and missing; what reading DVC's files throws
 */
export async function checkModelDataVersions(
  projectDir: string,
  folder: string,
  stated: readonly ModelDataVersion[],
): Promise<LockedDataVersion[]> {
  const checked: LockedDataVersion[] = [];
  for (const { id, use, dvc, manifest } of stated) {
    if (dvc !== undefined) checked.push({ id, use, ...(await dvcVersion(projectDir, folder, id, dvc)) });
    else if (manifest !== undefined) {
      checked.push({ id, use, ...(await manifestVersion(projectDir, folder, id, manifest)) });
    }
  }
  return checked;
}

type Found = Omit<LockedDataVersion, 'id' | 'use'>;

async function manifestVersion(
  projectDir: string,
  folder: string,
  id: string,
  { path, sha256 }: NonNullable<ModelDataVersion['manifest']>,
): Promise<Found> {
  const version = { system: 'manifest' as const, digest: sha256, gitRevision: null, record: null };
  if (path === undefined) return { ...version, path: null, checked: 'stated' };
  const place = posix.join(folder, path);
  if (!existsSync(join(projectDir, place))) throw missing(place, id, 'manifest');
  const found = await digestFile(join(projectDir, place), place);
  if (found.sha256 !== sha256) {
    throw other(
      place,
      `the manifest of ${id} has SHA-256 ${found.sha256.slice(0, 16)}…, the package states ${sha256.slice(0, 16)}…`,
    );
  }
  return { ...version, path: place, checked: 'manifest' };
}

async function dvcVersion(projectDir: string, folder: string, id: string, dvc: DvcVersion): Promise<Found> {
  const version = {
    system: 'dvc' as const,
    path: dvc.path,
    digest: dvc.md5,
    gitRevision: dvc.gitRevision ?? null,
  };
  const record = findRecord(projectDir, folder, id, dvc);
  if (record === null) return { ...version, record, checked: 'stated' };
  const file = join(projectDir, record);
  const output = (await recordOutputs(file, record)).find(({ entry }) => names(dvc.path, entry.path));
  if (output === undefined) {
    if (dvc.record === undefined) return { ...version, record: null, checked: 'stated' };
    throw other(record, `it records no ${dvc.path}, which the package states for ${id}`);
  }
  const recorded = asWritten(output);
  if (recorded !== dvc.md5) {
    throw other(record, `it records ${recorded ?? 'no md5'} for ${dvc.path}, the package states ${dvc.md5}`);
  }
  const at: EntryPlace = { root: dvcRoot(file), base: output.base, place: record, caches: [] };
  const { status } = await checkEntry(output.entry, at);
  if (status === 'mismatch') throw other(record, `the files of ${dvc.path} are not those it records`);
  return { ...version, record, checked: status === 'match' ? 'files' : 'record' };
}

/** Named by the package, else in the usual places: beside the descriptor, and at the top of the project. */
function findRecord(
  projectDir: string,
  folder: string,
  id: string,
  { path, record }: DvcVersion,
): string | null {
  if (record !== undefined) {
    const place = posix.join(folder, record);
    if (!existsSync(join(projectDir, place))) throw missing(place, id, 'DVC record');
    return place;
  }
  const last = posix.basename(path);
  const usual = [folder, '.'].flatMap((where) =>
    [`${last}.dvc`, 'dvc.lock'].map((name) => posix.join(where, name)),
  );
  return [`${path}.dvc`, ...usual].find((place) => existsSync(join(projectDir, place))) ?? null;
}

/** The project the data came from may have had other folders above them. */
function names(stated: string, recorded: string): boolean {
  const [a, b] = [posix.normalize(stated), posix.normalize(recorded)];
  return a === b || a.endsWith(`/${b}`);
}

function asWritten({ entry: { md5, dir } }: RecordedOutput): string | null {
  return md5 === null ? null : dir ? `${md5}.dir` : md5;
}

function missing(place: string, id: string, what: string): AppError {
  return new AppError('INPUT-FILE-MISSING', `the ${what} of ${id} that the model package names is missing`, {
    place,
    hint: 'put it into the package, or take its path out of dataVersion: then the version is only stated',
  });
}

function other(place: string, message: string): AppError {
  return new AppError('INTEGRITY-DATA-VERSION', message, {
    place,
    hint: 'name the version the model was really trained on in dataVersion, or restore the record',
  });
}
