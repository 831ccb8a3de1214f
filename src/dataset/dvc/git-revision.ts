import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Commit that is checked out, read from Git's own files (gitrepository-layout); null where there is none. Git itself
 * need not be installed.
 */
export function gitRevision(folder: string): string | null {
  const git = gitFolder(resolve(folder));
  if (git === null) return null;
  const head = read(join(git, 'HEAD'));
  if (head === null) return null;
  const ref = /^ref: (refs\/[^\s]+)$/.exec(head)?.[1];
  if (ref === undefined) return COMMIT.test(head) ? head : null;
  if (ref.split('/').includes('..')) return null;
  const shared = resolve(git, read(join(git, 'commondir')) ?? '.');
  const loose = read(join(git, ref)) ?? read(join(shared, ref));
  if (loose !== null) return COMMIT.test(loose) ? loose : null;
  for (const line of (read(join(shared, 'packed-refs')) ?? '').split('\n')) {
    const [commit = '', name] = line.split(' ');
    if (name === ref && COMMIT.test(commit)) return commit;
  }
  return null;
}

/** `.git` is a folder, or in a linked worktree a file that names one. */
function gitFolder(start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    const path = join(folder, '.git');
    if (existsSync(path)) {
      if (statSync(path).isDirectory()) return path;
      const named = /^gitdir: (.+)$/.exec(read(path) ?? '')?.[1];
      return named === undefined ? null : resolve(folder, named);
    }
    if (dirname(folder) === folder) return null;
  }
}

function read(path: string): string | null {
  try {
    return statSync(path).size > 16 * 2 ** 20 ? null : readFileSync(path, 'utf8').trim();
  } catch {
    // Absent, or not for us to read: then there is no revision to record.
    return null;
  }
}
