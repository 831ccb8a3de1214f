import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../core/error.js';
import type { EnvironmentRecord } from '../schema/types.js';

/** Folder of the installed program; this file stands two folders below it, as source and as built. */
export const PROGRAM_ROOT = realpathSync(fileURLToPath(new URL('../../', import.meta.url)));

/** The built worker: a child process runs JavaScript, also when the caller is still TypeScript under test. */
export const WORKER_FILE = join(PROGRAM_ROOT, 'dist', 'run', 'worker.js');

/**
 * The whole environment of the process that infers. Nothing is inherited: no locale, proxy, NODE_OPTIONS or library
 * path of the caller. ORT_DISABLE_TELEMETRY works only from here, before the library loads.
 */
export const WORKER_VARIABLES: Readonly<Record<string, string>> = {
  LANG: 'C',
  LC_ALL: 'C',
  TZ: 'UTC',
  ORT_DISABLE_TELEMETRY: '1',
};

/** Where the worker stands: a folder without data, so that no relative path finds any. */
export const WORKER_FOLDER = dirname(WORKER_FILE);

/**
 * Node's flags for the process that infers: it may read the program, the files and folders named, and nothing else; it
 * may write nothing, start no process, worker thread or WASI. A worker thread would not inherit the limits.
 * @param readable real absolute paths of files
 * @param readableFolders real absolute paths of folders
 */
export function isolationFlags(readable: readonly string[], readableFolders: readonly string[]): string[] {
  const grants = [
    join(PROGRAM_ROOT, 'package.json'),
    ...readable,
    ...[join(PROGRAM_ROOT, 'dist'), ...packageFolders(), ...readableFolders].map((folder) =>
      join(folder, '*'),
    ),
  ];
  const wild = [...readable, ...readableFolders].find((path) => path.includes('*'));
  if (wild !== undefined) {
    throw new AppError(
      'INPUT-ARGUMENT',
      'the path holds an asterisk, which would open other paths to the model',
      {
        place: wild,
        hint: 'rename the folder',
      },
    );
  }
  return [
    '--no-warnings',
    permissionFlag(process.versions.node),
    '--allow-addons',
    ...grants.map((path) => `--allow-fs-read=${path}`),
  ];
}

/** The flag lost its prefix in 23.5 and 22.13. */
export function permissionFlag(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const settled = major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return settled ? '--permission' : '--experimental-permission';
}

/** What the environment record says about the walls around inference. */
export function isolationStatement(): EnvironmentRecord['isolation'] {
  return {
    fileSystem:
      `Node permission model (${permissionFlag(process.versions.node)}): reads program, weights and images only; ` +
      `no writing, no processes, no worker threads; opening the withheld files was tried and denied before the first image`,
    network: 'socket and name functions of Node replaced by refusals in the process that infers',
    environment: 'made from scratch; nothing inherited from the caller',
  };
}

/** node_modules folders a package can be found in: the program's own and, where it is a dependency, those around it. */
function packageFolders(): string[] {
  const folders: string[] = [];
  for (let folder = PROGRAM_ROOT; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules');
    // Packages are looked up by the name of the folder and read by its real path; a link makes them two.
    if (existsSync(candidate)) folders.push(...new Set([candidate, realpathSync(candidate)]));
    if (dirname(folder) === folder) return folders;
  }
}
