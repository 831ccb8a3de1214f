import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import { compareText } from '../core/finding.js';
import { codeOf } from './atomic.js';

/** What stands at one path of the project folder. */
export interface ProjectFile {
  /** Relative to the project, forward slashes. */
  path: string;
  /** `special`: a pipe, socket or device, which is never opened. `link-out`: a symbolic link that leaves the project. */
  kind: 'file' | 'link-inside' | 'link-out' | 'special';
}

/** History of the project's own version control: neither evidence nor bound. */
const NEVER_ENTERED = new Set(['.git']);
/** Files read at once; more gains nothing on one disk. */
const READERS = 16;

/** Every file below the project folder, sorted by path. Links are named, never followed into. */
export async function listProjectFiles(projectDir: string, under = ''): Promise<ProjectFile[]> {
  const root = await realpath(projectDir).catch((error: unknown) => {
    throw new AppError('INPUT-NOT-A-PROJECT', 'there is no such folder', {
      place: projectDir,
      hint: 'name the folder of a project made by veritome init',
      cause: error,
    });
  });
  const files: ProjectFile[] = [];
  const pending = [under];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
      if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
      throw new AppError('INPUT-FILE-UNREADABLE', `cannot read the folder: ${codeOf(error)}`, {
        place: folder === '' ? projectDir : folder,
        hint: 'check the permissions of the folder',
        cause: error,
      });
    });
    for (const entry of entries) {
      if (NEVER_ENTERED.has(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) pending.push(path);
      else if (entry.isFile()) files.push({ path, kind: 'file' });
      else if (entry.isSymbolicLink()) files.push({ path, kind: await kindOfLink(root, path) });
      else files.push({ path, kind: 'special' });
    }
  }
  return files.sort((a, b) => compareText(a.path, b.path));
}

export interface FileDigest {
  path: string;
  bytes: number;
  sha256: string;
}

/** Digest of each of the given project files, in the given order; null where there is no readable regular file. */
export async function digestFiles(
  projectDir: string,
  paths: readonly string[],
): Promise<(FileDigest | null)[]> {
  const digests = new Array<FileDigest | null>(paths.length).fill(null);
  let next = 0;
  const reader = async (): Promise<void> => {
    for (let index = next++; index < paths.length; index = next++) {
      const path = paths[index] ?? '';
      const bytes = await readProjectFile(projectDir, path);
      digests[index] = bytes === null ? null : { path, bytes: bytes.length, sha256: sha256(bytes) };
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  return digests;
}

/** Bytes of a regular file of the project; null when there is none, it cannot be read, or the path leads out. */
export async function readProjectFile(projectDir: string, path: string): Promise<Buffer | null> {
  if (!isInside(path)) return null;
  try {
    const root = await realpath(projectDir);
    // Of the whole path, so that a linked folder on the way cannot lead out either.
    const target = await realpath(join(root, path));
    return target.startsWith(root + sep) && (await lstat(target)).isFile() ? await readFile(target) : null;
  } catch {
    return null;
  }
}

/** Like `readProjectFile`, but a missing file is an error of the user. */
export async function requireProjectFile(projectDir: string, path: string): Promise<Buffer> {
  if (!isInside(path)) {
    throw new AppError('INPUT-PATH-ESCAPES', `${path} leads out of the project`, {
      place: path,
      hint: 'name files relative to the project folder, without ..',
    });
  }
  const bytes = await readProjectFile(projectDir, path);
  if (bytes !== null) return bytes;
  throw new AppError('INPUT-FILE-MISSING', `${path} is missing or cannot be read`, {
    place: path,
    hint: 'restore the file or correct the path that names it',
  });
}

/** Relative, forward slashes, no step upwards. */
export function isInside(path: string): boolean {
  const steps = path.split('/');
  return (
    path !== '' && !path.includes('\\') && !path.includes('\0') && !steps.some((step) => ['', '.', '..'].includes(step))
  );
}

async function kindOfLink(root: string, path: string): Promise<'link-inside' | 'link-out'> {
  try {
    const target = await realpath(resolve(root, path));
    return target === root || target.startsWith(root + sep) ? 'link-inside' : 'link-out';
  } catch {
    return 'link-out';
  }
}
