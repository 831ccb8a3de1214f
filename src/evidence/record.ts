import { sha256 } from '../core/digest.js';
import type { Ledger, NewEntry } from './ledger.js';
import type { RecordedEntry } from './ledger-format.js';
import { listProjectFiles, requireProjectFile } from './project-files.js';
import type { Subject } from './statement.js';
import type { Store } from './store.js';

/** Fact of a ledger entry: each of its subjects that is a file has a copy in the store. */
export const COPIES_KEPT = 'copiesInStore';

/** Folders whose files the ledger vouches for; other subjects of entries only say what an entry was about. */
export const VOUCHED_FOLDERS = ['evidence/', 'dossier/', 'keys/'] as const;

/** Path, digest and a copy in the store of each of these files, sorted as given. */
export async function keepCopies(projectDir: string, store: Store, paths: readonly string[]): Promise<Subject[]> {
  const subjects: Subject[] = [];
  for (const path of paths) {
    const bytes = await requireProjectFile(projectDir, path);
    await store.put(bytes);
    subjects.push({ name: path, sha256: sha256(bytes) });
  }
  return subjects;
}

/** Paths of all regular files below a folder of the project, sorted. */
export async function filesBelow(projectDir: string, folder: string): Promise<string[]> {
  const files = await listProjectFiles(projectDir, folder);
  return files.filter(({ kind }) => kind === 'file').map(({ path }) => path);
}

/**
 * Write a ledger entry that vouches for files and keep a copy of each in the store, where `veritome verify` will miss
 * it. For rehearsals and dossiers; runs, locks and signatures have their own functions.
 * @param paths files under evidence/ or dossier/
 * @param entry its subjects that are no such files (a digest of the scorer, say) stay as they are
 */
export async function recordFiles(
  projectDir: string,
  ledger: Ledger,
  store: Store,
  paths: readonly string[],
  entry: NewEntry,
): Promise<RecordedEntry> {
  const copies = await keepCopies(projectDir, store, paths);
  return ledger.append({
    ...entry,
    subjects: [...(entry.subjects ?? []), ...copies],
    facts: { ...entry.facts, [COPIES_KEPT]: true },
  });
}
