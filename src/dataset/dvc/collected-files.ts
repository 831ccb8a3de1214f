import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { notDvc } from './dvc-entry.js';
import { IGNORE_FILE, ignoredOnTheWay, ignoreRules, isIgnored, type IgnoreRule } from './dvc-ignore.js';
import { DVC_LIMITS } from './dvc-limits.js';

/**
 * Files of a folder that DVC would collect, relative to it: all but those that `.dvcignore` names, DVC projects inside
 * the folder, and what belongs to Git. Linked folders are not followed: they could lead round in a circle.
 * @throws AppError INPUT-SCHEMA where DVC itself refuses: the folder is ignored, or holds a `.dvcignore`
 */
export async function collectedFiles(root: string, folder: string, place: string): Promise<string[]> {
  const rules = await ignoreRules(root, folder);
  if (ignoredOnTheWay(rules, root, folder) !== null) {
    throw notDvc('a path of it is ignored by .dvcignore', place);
  }
  return filesBelow(folder, '', { rules, place, depth: 0 });
}

interface Walk {
  rules: readonly IgnoreRule[];
  place: string;
  depth: number;
}

async function filesBelow(folder: string, below: string, walk: Walk): Promise<string[]> {
  const { rules, place, depth } = walk;
  if (depth > DVC_LIMITS.folderDepth) throw notDvc('folders are nested too deeply', place);
  const found: string[] = [];
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const relpath = below === '' ? entry.name : `${below}/${entry.name}`;
    const path = join(folder, relpath);
    if (isIgnored(rules, path, entry.isDirectory())) continue;
    if (entry.isDirectory()) {
      if (existsSync(join(path, '.dvc'))) continue;
      found.push(...(await filesBelow(folder, relpath, { ...walk, depth: depth + 1 })));
    } else if (entry.name === IGNORE_FILE) {
      throw notDvc('a .dvcignore lies in the folder, where DVC allows none', place);
    } else if (entry.isFile() || (entry.isSymbolicLink() && leadsToFile(path))) found.push(relpath);
    if (found.length > DVC_LIMITS.dirFiles) throw notDvc(`more than ${DVC_LIMITS.dirFiles} files`, place);
  }
  return found;
}

function leadsToFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
