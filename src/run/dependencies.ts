import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../core/finding.js';
import type { EnvironmentRecord } from '../schema/types.js';
import { PROGRAM_ROOT } from './isolation.js';

type Dependency = EnvironmentRecord['dependencies'][number];

interface LockFile {
  packages?: Record<string, { version?: string; integrity?: string; dev?: boolean; optional?: boolean }>;
}

/**
 * What is installed, as npm recorded it: `node_modules/.package-lock.json` (written by the install itself), else
 * `package-lock.json` (what was asked for). Packages for development only are left out. As a dependency of another
 * project the list stands in that project's folder.
 */
export function installedDependencies(programRoot: string = PROGRAM_ROOT): Dependency[] {
  const direct = directNames(programRoot);
  const around = programRoot.split('/node_modules/')[0] ?? programRoot;
  const lock =
    readJson(join(around, 'node_modules', '.package-lock.json')) ??
    readJson(join(around, 'package-lock.json')) ??
    ({} satisfies LockFile);
  return Object.entries((lock as LockFile).packages ?? {})
    .filter(([path, { dev, version }]) => path !== '' && dev !== true && version !== undefined)
    .map(([path, { version, integrity }]): Dependency => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const top = path === `node_modules/${name}`;
      return {
        name,
        version: version ?? '',
        integrity: integrity ?? 'not recorded',
        role: top && direct.has(name) ? 'runtime' : 'transitive',
      };
    })
    .filter(({ name }) => name !== 'veritome')
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.version, b.version));
}

function directNames(programRoot: string): Set<string> {
  const manifest = readJson(join(programRoot, 'package.json')) as {
    dependencies?: Record<string, string>;
  } | null;
  return new Set(Object.keys(manifest?.dependencies ?? {}));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
