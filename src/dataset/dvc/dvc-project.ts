import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '../../core/error.js';

/**
 * Root of the DVC project a file belongs to: the nearest folder above it that holds `.dvc/`. Without one nobody can say
 * where the project ends; then the folder above the file's own is taken, so that a file may name its neighbours.
 */
export function dvcRoot(file: string): string {
  const home = dirname(resolve(file));
  for (let folder = home; ; folder = dirname(folder)) {
    const mark = join(folder, '.dvc');
    if (existsSync(mark) && statSync(mark).isDirectory()) return folder;
    if (dirname(folder) === folder) return dirname(home);
  }
}

/** True for outputs kept in a remote store: nothing of them is on this machine. */
export function isRemote(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path);
}

/**
 * Absolute path of an entry.
 * @param root see `dvcRoot`
 * @param base folder the entry is relative to
 * @throws AppError INPUT-PATH-ESCAPES when it, or a link on the way, leads out of the project
 */
export function containedEntry(root: string, base: string, path: string, place: string): string {
  const target = resolve(base, path);
  if (isAbsolute(path) || isOutside(root, target)) throw escapes(place);
  let existing = target;
  while (!existsSync(existing)) existing = dirname(existing);
  if (!isOutside(root, existing) && isOutside(realpathSync(root), realpathSync(existing)))
    throw escapes(place);
  return target;
}

export function isOutside(root: string, target: string): boolean {
  const away = relative(root, target);
  return away === '..' || away.startsWith(`..${sep}`) || isAbsolute(away);
}

function escapes(place: string): AppError {
  return new AppError('INPUT-PATH-ESCAPES', 'a path of the DVC file leads out of the project', {
    place,
    hint: 'keep data inside the project, and its .dvc folder with it',
  });
}
