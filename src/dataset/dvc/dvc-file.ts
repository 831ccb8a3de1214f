import { dvcEntries, isMapping, notDvc } from './dvc-entry.js';
import type { DvcEntry } from './dvc-entry.js';
import { parseDvcYaml } from './dvc-yaml.js';

/** A `.dvc` file (https://dvc.org/doc/user-guide/project-structure/dvc-files). */
export interface DvcFile {
  /** Folder the paths are relative to, itself relative to the `.dvc` file. */
  wdir: string;
  outs: DvcEntry[];
  /** Where the data came from, for imports. */
  deps: DvcEntry[];
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
  // Dependencies of an import name a repository or an address, and no path that is here.
  const deps = Array.isArray(value['deps'])
    ? value['deps'].filter((dep) => isMapping(dep) && dep['repo'] === undefined && dep['path'] !== undefined)
    : undefined;
  return {
    wdir: wdir === '' ? '.' : wdir,
    outs,
    deps: dvcEntries(deps, 'deps', place),
    ownMd5: typeof own === 'string' ? own : null,
  };
}
