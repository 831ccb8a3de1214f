import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { unreadable } from '../file-buffer.js';
import { notDvc, type DvcEntry } from './dvc-entry.js';
import { parseDvcFile } from './dvc-file.js';
import { DVC_LIMITS } from './dvc-limits.js';
import { parseDvcLock } from './dvc-lock.js';
import { stageFolders } from './stage-folder.js';

export interface RecordedOutput {
  /** Null in a `.dvc` file. */
  stage: string | null;
  /** Absolute folder the entry is relative to. */
  base: string;
  entry: DvcEntry;
}

/**
 * Outputs of a `.dvc` file or a `dvc.lock`.
 * @param file absolute path
 * @param record the same for people, relative to the project
 * @throws AppError INPUT-SYNTAX, INPUT-SCHEMA, INPUT-PATH-ESCAPES, INPUT-FILE-UNREADABLE
 */
export async function recordOutputs(file: string, record: string): Promise<RecordedOutput[]> {
  const text = await textOf(file, record);
  if (record.endsWith('.dvc')) {
    const { wdir, outs } = await parseDvcFile(text, record);
    return outs.map((entry) => ({ stage: null, base: resolve(dirname(file), wdir), entry }));
  }
  const { stages } = await parseDvcLock(text, record);
  const folderOf = await stageFolders(file, record);
  return stages.flatMap(({ name, outs }) =>
    outs.map((entry) => ({ stage: name, base: folderOf(name), entry })),
  );
}

async function textOf(file: string, record: string): Promise<string> {
  try {
    if ((await stat(file)).size > DVC_LIMITS.yamlBytes) throw notDvc('the file is too large', record);
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw unreadable(thrown, record);
  }
}
