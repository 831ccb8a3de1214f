import { dvcEntries, isMapping, notDvc } from './dvc-entry.js';
import type { DvcEntry } from './dvc-entry.js';
import { dvcSources, type DvcSource } from './dvc-source.js';
import { parseDvcYaml } from './dvc-yaml.js';

/** A `.dvc` file (https://dvc.org/doc/user-guide/project-structure/dvc-files). */
export interface DvcFile {
  /** Folder the paths are relative to, itself relative to the `.dvc` file. */
  wdir: string;
  outs: DvcEntry[];
  /** Paths and addresses the data came from. */
  deps: DvcEntry[];
  /** Repositories and databases they were imported from. */
  sources: DvcSource[];
  /** Of the `.dvc` file itself, not of data (DVC 0.x and 1.x, and imports). */
  ownMd5: string | null;
}

/** @throws AppError INPUT-SYNTAX, INPUT-SCHEMA */
export async function parseDvcFile(text: string, place: string): Promise<DvcFile> {
  const value = await parseDvcYaml(text, place);
  if (!isMapping(value) || value['outs'] === undefined) throw notDvc('it has no outs', place);
  const wdir = value['wdir'] ?? '.';
  if (typeof wdir !== 'string') throw notDvc('wdir is not a path', place);
  const outs = dvcEntries(value['outs'], 'outs', place);
  if (outs.length === 0) throw notDvc('outs is empty', place);
  const own = value['md5'];
  return {
    wdir: wdir === '' ? '.' : wdir,
    outs,
    ...dvcSources(value['deps'], place),
    ownMd5: typeof own === 'string' ? own : null,
  };
}
