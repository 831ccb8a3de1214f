import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../core/error.js';
import { compareText } from '../../core/finding.js';
import { collectedFiles } from './collected-files.js';
import { dirJson, md5OfText, parseDir } from './dvc-dir.js';
import type { DirFile } from './dvc-dir.js';
import type { DvcEntry } from './dvc-entry.js';
import { notDvc } from './dvc-entry.js';
import { DVC_LIMITS } from './dvc-limits.js';
import { containedEntry, isOutside, isRemote } from './dvc-project.js';
import { fileMd5 } from './file-md5.js';

/** What became of an entry on this machine. */
export interface CheckedEntry extends DvcEntry {
  status: 'match' | 'mismatch' | 'missing' | 'remote' | 'unrecorded';
  /** Digests of what is there; null when nothing is. */
  found: FoundFile | FoundFolder | null;
  /** Of a folder whose listing is at hand: paths that differ from it. */
  differences: { changed: string[]; missing: string[]; added: string[] } | null;
  /** The listing that DVC recorded, where its object is at hand. */
  listing: DirFile[] | null;
}

export interface FoundFile {
  md5Bytes: string;
  md5Dos2unix: string;
  size: number;
}

export interface FoundFolder {
  md5: string;
  json: string;
  files: DirFile[];
  size: number;
  nfiles: number;
}

export interface EntryPlace {
  /** Of the DVC project. */
  root: string;
  /** Folder entries are relative to. */
  base: string;
  /** The DVC file, for errors. */
  place: string;
  /** Folders that may hold `.dir` objects, beside the project's own cache. */
  caches: readonly string[];
}

/**
 * Holds one entry against the files.
 * @throws AppError INPUT-PATH-ESCAPES; what `parseDir` throws for a damaged listing; INTEGRITY-DATA-VERSION for a
 *   listing that is not the one its name says
 */
export async function checkEntry(entry: DvcEntry, at: EntryPlace): Promise<CheckedEntry> {
  const nothing = { ...entry, found: null, differences: null, listing: null };
  if (isRemote(entry.path)) return { ...nothing, status: 'remote' };
  const target = containedEntry(at.root, at.base, entry.path, at.place);
  const listing =
    listedFiles(entry) ?? (entry.dir && entry.md5 !== null ? await findListing(entry.md5, at) : null);
  if (!existsSync(target)) return { ...nothing, listing, status: 'missing' };
  const isFolder = statSync(target).isDirectory();
  if (isFolder) {
    const found = await foundFolder(target, at, entry.hash === null);
    const same = entry.dir && found.md5 === entry.md5 && agrees(entry, found.size, found.nfiles);
    return {
      ...entry,
      found,
      listing,
      differences: listing === null ? null : compareListings(listing, found.files),
      status: entry.md5 === null ? 'unrecorded' : same ? 'match' : 'mismatch',
    };
  }
  const found = await fileMd5(target);
  const md5 = entry.hash === null ? found.md5Dos2unix : found.md5Bytes;
  const same = !entry.dir && md5 === entry.md5 && agrees(entry, found.size, null);
  return { ...nothing, found, status: entry.md5 === null ? 'unrecorded' : same ? 'match' : 'mismatch' };
}

function listedFiles({ files }: DvcEntry): DirFile[] | null {
  if (files?.every(({ md5 }) => md5 !== null) !== true) return null;
  return files.map(({ relpath, md5 }) => ({ relpath, md5: md5 ?? '' }));
}

function agrees(entry: DvcEntry, size: number, nfiles: number | null): boolean {
  return (
    (entry.size === null || entry.size === size) &&
    (entry.nfiles === null || nfiles === null || entry.nfiles === nfiles)
  );
}

async function foundFolder(folder: string, at: EntryPlace, legacy: boolean): Promise<FoundFolder> {
  const files: DirFile[] = [];
  let size = 0;
  for (const relpath of await collectedFiles(at.root, folder, at.place)) {
    const path = join(folder, relpath);
    if (isOutside(at.root, containedEntry(at.root, folder, relpath, at.place))) continue;
    const md5 = await fileMd5(path);
    files.push({ relpath, md5: legacy ? md5.md5Dos2unix : md5.md5Bytes });
    size += md5.size;
  }
  const json = dirJson(files);
  return { md5: md5OfText(json), json, files, size, nfiles: files.length };
}

/** The object of a folder, where it is at hand: DVC 3 keeps it in `files/md5/`, earlier versions at the top. */
async function findListing(md5: string, at: EntryPlace): Promise<DirFile[] | null> {
  const name = join(md5.slice(0, 2), `${md5.slice(2)}.dir`);
  for (const cache of [join(at.root, '.dvc', 'cache'), ...at.caches]) {
    for (const path of [join(cache, 'files', 'md5', name), join(cache, name)]) {
      if (!existsSync(path)) continue;
      if (statSync(path).size > DVC_LIMITS.dirBytes) throw notDvc('the listing is too large', basename(path));
      const bytes = await readFile(path);
      if (md5OfText(bytes) !== md5) throw damagedListing(basename(path));
      return parseDir(bytes, basename(path));
    }
  }
  return null;
}

export function damagedListing(place: string): AppError {
  return new AppError('INTEGRITY-DATA-VERSION', 'the DVC object does not have the md5 in its name', {
    place,
    hint: 'fetch the object again with dvc pull',
  });
}

function compareListings(then: readonly DirFile[], now: readonly DirFile[]): CheckedEntry['differences'] {
  const before = new Map(then.map(({ relpath, md5 }) => [relpath, md5]));
  const after = new Map(now.map(({ relpath, md5 }) => [relpath, md5]));
  const changed = [...after].filter(([path, md5]) => before.has(path) && before.get(path) !== md5);
  return {
    changed: changed.map(([path]) => path).sort(compareText),
    missing: [...before.keys()].filter((path) => !after.has(path)).sort(compareText),
    added: [...after.keys()].filter((path) => !before.has(path)).sort(compareText),
  };
}
