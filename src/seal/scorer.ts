import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOfListing, sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import type { ScorerIdentity } from '../schema/types.js';
import { installedDependencies } from './program-dependencies.js';

const cached = new Map<string, Promise<ScorerIdentity>>();

/** Tests and maps are installed by nobody and compute nothing. */
const NOT_PROGRAM = /\.(test|testkit)\.[cm]?[jt]s$|\.map$|\.d\.ts$/;

/** Folder of the installed program: two up from this file, both as compiled and as source. */
export function programRoot(): string {
  return fileURLToPath(new URL('../../', import.meta.url));
}

/**
 * Which program computes the numbers: digest of the listing (`digestOfListing`) of every file of dist/ and bin/,
 * package.json, and one line `dependency:<name>@<version>` with the digest of its integrity for every package it runs
 * with. Where nothing is compiled yet (a developer's tree) src/ stands in for dist/. Computed once a process: the
 * program cannot change while it runs.
 */
export function scorerIdentity(root: string = programRoot()): Promise<ScorerIdentity> {
  const known = cached.get(root);
  if (known !== undefined) return known;
  const identity = identify(root);
  cached.set(root, identity);
  return identity;
}

async function identify(root: string): Promise<ScorerIdentity> {
  const compiled = await filesOf(root, 'dist');
  const code = compiled.length > 0 ? compiled : await filesOf(root, 'src');
  if (code.length === 0) throw incomplete('dist', 'the program has no files');
  const paths = [...code, ...(await filesOf(root, 'bin')), 'package.json'];
  const files: { path: string; sha256: string }[] = [];
  for (const path of paths) files.push({ path, sha256: sha256(await readFile(join(root, path))) });
  const dependencies = (await installedDependencies(root)).map(({ name, version, integrity }) => ({
    path: `dependency:${name}@${version}`,
    sha256: sha256(integrity),
  }));
  return {
    name: 'veritome',
    version: await versionOf(root),
    sha256: digestOfListing([...files, ...dependencies]),
    files: files.length,
  };
}

async function filesOf(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const paths: string[] = [];
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await filesOf(root, path)));
    else if (entry.isFile() && !NOT_PROGRAM.test(entry.name)) paths.push(path);
  }
  return paths;
}

async function versionOf(root: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version?: unknown };
  if (typeof manifest.version === 'string') return manifest.version;
  throw incomplete('package.json', 'the program has no version');
}

function incomplete(place: string, message: string): AppError {
  return new AppError('INTEGRITY-SCORER', message, { place, hint: 'install the program again with npm ci' });
}
