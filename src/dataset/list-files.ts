import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { AppError } from '../core/error.js';
import { compareText } from '../core/finding.js';
import { unreadable } from './file-buffer.js';

/**
 * Every file below a folder of the project, as paths relative to the project with forward slashes, sorted.
 * @throws AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE, INPUT-PATH-ESCAPES when the folder or a link in it leads
 *   out of the project
 */
export async function listFiles(projectDir: string, root: string): Promise<string[]> {
  const found: string[] = [];
  try {
    const base = await realpath(projectDir);
    await refuseEscape(base, join(projectDir, root), root);
    if (!(await stat(join(projectDir, root))).isDirectory()) {
      throw new AppError('INPUT-ARGUMENT', 'not a folder', {
        place: root,
        hint: 'name the folder of the images',
      });
    }
    await list(base, projectDir, posix.normalize(root.split(sep).join('/')).replace(/\/$/, ''), found);
  } catch (thrown) {
    throw unreadable(thrown, root);
  }
  return found.sort(compareText);
}

async function list(base: string, projectDir: string, folder: string, found: string[]): Promise<void> {
  for (const entry of await readdir(join(projectDir, folder), { withFileTypes: true })) {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) await list(base, projectDir, path, found);
    else if (entry.isFile()) found.push(path);
    else if (entry.isSymbolicLink()) {
      await refuseEscape(base, join(projectDir, path), path);
      // A linked folder is not followed: it could lead round in a circle.
      if ((await stat(join(projectDir, path))).isFile()) found.push(path);
    }
  }
}

async function refuseEscape(base: string, target: string, place: string): Promise<void> {
  const away = relative(base, await realpath(target));
  if (away !== '..' && !away.startsWith(`..${sep}`)) return;
  throw new AppError('INPUT-PATH-ESCAPES', 'the path leads out of the project folder', {
    place,
    hint: 'copy the files into the project',
  });
}
