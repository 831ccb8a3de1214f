import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Real images and reference standards with recorded facts. They are at hand for developers and CI, not for users:
 * suites that need them are skipped where they are missing, unless VERITOME_REQUIRE_SHARED=1 makes that a failure.
 */

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Folder of the material. */
export const SHARED_DATA = join(resolve(project, process.env['VERITOME_SHARED'] ?? '../shared'), 'data');

/** One file of the index; each kind adds facts of its own. */
export interface IndexedFile {
  path: string;
  kind: string;
  expect_class?: string;
  note?: string;
  [fact: string]: unknown;
}

interface Index {
  files: IndexedFile[];
  series: Record<string, unknown>[];
  cross_checks: Record<string, unknown>[];
}

const file = join(SHARED_DATA, 'index.json');

export const SHARED_INDEX: Index = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Index)
  : { files: [], series: [], cross_checks: [] };

/** For `describe.skipIf`: true where the material is missing and may be. */
export const WITHOUT_SHARED =
  process.env['VERITOME_REQUIRE_SHARED'] !== '1' && SHARED_INDEX.files.length === 0;

/** Files of the index in folders of the first level. */
export function sharedFiles(...folders: string[]): IndexedFile[] {
  return SHARED_INDEX.files.filter(({ path }) => folders.includes(path.split('/')[0] ?? ''));
}

export function sharedPath(path: string): string {
  return join(SHARED_DATA, path);
}
