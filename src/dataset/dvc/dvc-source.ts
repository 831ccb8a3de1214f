import { dvcEntries, isMapping, notDvc, type DvcEntry } from './dvc-entry.js';

/** Where the data of a `.dvc` file were imported from. */
export type DvcSource =
  | {
      kind: 'repository';
      /** Without user name and password. */
      url: string;
      path: string;
      rev: string | null;
      /** Commit the import is fixed to. */
      revLock: string | null;
    }
  | { kind: 'database' };

/**
 * Dependencies of a `.dvc` file: paths and addresses as entries; repositories (dvc import) and queries (dvc import-db) as
 * sources. Of a query nothing is kept: it can name a person or hold a password.
 * @throws AppError INPUT-SCHEMA
 */
export function dvcSources(value: unknown, place: string): { deps: DvcEntry[]; sources: DvcSource[] } {
  if (value === undefined || value === null || value === '') return { deps: [], sources: [] };
  if (!Array.isArray(value)) throw notDvc('deps is not a list', place);
  const sources: DvcSource[] = [];
  const plain: unknown[] = [];
  for (const [i, dep] of value.entries()) {
    if (!isMapping(dep)) throw notDvc(`deps[${i}] is not a mapping`, place);
    if (dep['repo'] !== undefined) sources.push(repository(dep, `deps[${i}]`, place));
    else if (dep['db'] !== undefined) sources.push({ kind: 'database' });
    else plain.push(dep);
  }
  return { deps: dvcEntries(plain, 'deps', place), sources };
}

function repository(dep: Record<string, unknown>, where: string, place: string): DvcSource {
  const repo = dep['repo'];
  const path = dep['path'];
  if (!isMapping(repo)) throw notDvc(`${where}.repo is not a mapping`, place);
  const text = (name: string): string | null => {
    const one = repo[name];
    if (one === undefined || one === '') return null;
    if (typeof one !== 'string') throw notDvc(`${where}.repo.${name} is not text`, place);
    return one;
  };
  const [url, revLock] = [text('url'), text('rev_lock')];
  if (url === null || typeof path !== 'string') throw notDvc(`${where} names no url or path`, place);
  if (revLock !== null && !/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(revLock)) {
    throw notDvc(`${where}.repo.rev_lock is not a commit`, place);
  }
  return { kind: 'repository', url: withoutPassword(url), path, rev: text('rev'), revLock };
}

function withoutPassword(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
}
