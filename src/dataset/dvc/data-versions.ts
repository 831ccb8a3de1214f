import { readdir } from 'node:fs/promises';
import { join, posix, relative, resolve, sep } from 'node:path';
import { AppError } from '../../core/error.js';
import { compareText } from '../../core/finding.js';
import type { DataVersion } from '../../schema/types.js';
import { listFiles } from '../list-files.js';
import { checkEntry } from './check-entry.js';
import { dvcRoot, isOutside, isRemote } from './dvc-project.js';
import { gitRevision } from './git-revision.js';
import { recordOutputs } from './record-outputs.js';

/**
 * Versions that DVC records for a folder of the project: outputs that are the folder, hold it or lie in it, named by
 * `.dvc` files and `dvc.lock` in the folder or above it. Each is held against the files.
 * @throws AppError INTEGRITY-DATA-VERSION when the files are others than recorded; INPUT-SYNTAX, INPUT-SCHEMA,
 *   INPUT-PATH-ESCAPES for damaged records
 */
export async function dataVersions(projectDir: string, root: string): Promise<DataVersion[]> {
  const folder = resolve(projectDir, root);
  const revision = gitRevision(projectDir);
  const versions: DataVersion[] = [];
  for (const record of await recordsFor(projectDir, root)) {
    const file = join(projectDir, record);
    for (const { stage, base, entry } of await recordOutputs(file, record)) {
      if (isRemote(entry.path) || entry.md5 === null) continue;
      const target = resolve(base, entry.path);
      if (isOutside(folder, target) && isOutside(target, folder)) continue;
      const { status } = await checkEntry(entry, { root: dvcRoot(file), base, place: record, caches: [] });
      if (status !== 'match') throw notRecorded(entry.path, record);
      versions.push({
        system: 'dvc',
        record,
        stage,
        path: relative(projectDir, target).split(sep).join('/') || '.',
        md5: entry.dir ? `${entry.md5}.dir` : entry.md5,
        hash: entry.hash,
        bytes: entry.size,
        files: entry.nfiles,
        gitRevision: revision,
      });
    }
  }
  return versions;
}

async function recordsFor(projectDir: string, root: string): Promise<string[]> {
  const isRecord = (path: string): boolean => /(.\.dvc|(^|\/)dvc\.lock)$/.test(path);
  const found = new Set((await listFiles(projectDir, root)).filter(isRecord));
  for (let folder = posix.normalize(root).replace(/\/$/, ''); folder !== '.';) {
    folder = posix.dirname(folder);
    for (const entry of await readdir(join(projectDir, folder), { withFileTypes: true })) {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() && isRecord(path)) found.add(path);
    }
  }
  return [...found].sort(compareText);
}

function notRecorded(path: string, record: string): AppError {
  return new AppError('INTEGRITY-DATA-VERSION', `the files of ${path} are not those the DVC file records`, {
    place: record,
    hint: 'restore them with dvc checkout, or record the new version with dvc commit',
  });
}
