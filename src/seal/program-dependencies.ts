import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/error.js';
import { compareText } from '../core/finding.js';

/** A package that the program runs with, as the installer recorded it. */
export interface InstalledDependency {
  name: string;
  version: string;
  /** Subresource integrity of the package's archive; empty when the installer recorded none. */
  integrity: string;
  /** `runtime`: named by this program; `transitive`: needed by one of those. */
  role: 'runtime' | 'transitive';
}

interface LockedPackage {
  version?: string;
  integrity?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** Where npm records what it installed: below the program, beside it when it is itself a dependency, or its lockfile. */
const RECORDS = [
  { file: 'node_modules/.package-lock.json', home: '' },
  { file: '../.package-lock.json', home: 'node_modules/veritome' },
  { file: 'package-lock.json', home: '' },
];

/**
 * Everything the program needs to run and nothing that only its development needs, sorted by name and version:
 * followed from its package.json through npm's record the way Node resolves names. Optional packages that are not
 * installed are left out.
 */
export async function installedDependencies(programRoot: string): Promise<InstalledDependency[]> {
  const manifest = await readJson(join(programRoot, 'package.json'));
  const named = Object.keys((manifest as LockedPackage | null)?.dependencies ?? {});
  if (manifest === null) throw noRecord('package.json');
  for (const { file, home } of RECORDS) {
    const record = (await readJson(join(programRoot, file))) as {
      packages?: Record<string, LockedPackage>;
    } | null;
    if (record?.packages !== undefined) return closure(record.packages, home, named);
  }
  if (named.length === 0) return [];
  throw noRecord('node_modules/.package-lock.json');
}

interface Step {
  from: string;
  name: string;
  role: InstalledDependency['role'];
}

function closure(
  packages: Readonly<Record<string, LockedPackage>>,
  home: string,
  named: readonly string[],
): InstalledDependency[] {
  const found = new Map<string, InstalledDependency>();
  const pending: Step[] = named.map((name) => ({ from: home, name, role: 'runtime' }));
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const location = resolveFrom(packages, next.from, next.name);
    if (location === null || found.has(location)) continue;
    const { version = '', integrity = '', ...needs } = packages[location] ?? {};
    found.set(location, { name: next.name, version, integrity, role: next.role });
    const further = { ...needs.dependencies, ...needs.optionalDependencies, ...needs.peerDependencies };
    pending.push(
      ...Object.keys(further).map((name) => ({ from: location, name, role: 'transitive' as const })),
    );
  }
  const distinct = new Map([...found.values()].map((item) => [`${item.name}@${item.version}`, item]));
  return [...distinct.values()].sort(
    (a, b) => compareText(a.name, b.name) || compareText(a.version, b.version),
  );
}

/** The package that `name` means to code at `from`: its own node_modules first, then each one further up. */
function resolveFrom(
  packages: Readonly<Record<string, LockedPackage>>,
  from: string,
  name: string,
): string | null {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))) {
    const location = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (packages[location] !== undefined) return location;
    if (base === '') return null;
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch {
    return null;
  }
}

function noRecord(place: string): AppError {
  return new AppError('INTEGRITY-SCORER', 'the installed program cannot say what it consists of', {
    place,
    hint: 'install it again with npm ci',
  });
}
