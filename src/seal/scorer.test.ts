import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOfListing, sha256 } from '../core/digest.js';
import { installedDependencies } from './program-dependencies.js';
import { programRoot, scorerIdentity } from './scorer.js';
import { newFolder, put, removeFolder } from './project.testkit.js';

/** Packages in npm's form: a → b (nested 2.0.0), b 1.0.0 at the top for the program; d only for development. */
const RECORD = JSON.stringify({
  packages: {
    'node_modules/a': {
      version: '1.0.0',
      integrity: 'sha512-a',
      dependencies: { b: '2' },
      optionalDependencies: { o: '1' },
    },
    'node_modules/a/node_modules/b': { version: '2.0.0', integrity: 'sha512-b2', dependencies: { c: '1' } },
    'node_modules/b': { version: '1.0.0', integrity: 'sha512-b1' },
    'node_modules/c': { version: '3.0.0', integrity: 'sha512-c', dependencies: { a: '1' } },
    'node_modules/d': { version: '1.0.0', integrity: 'sha512-d', dev: true },
  },
});

let root: string;
let folders: string[];
beforeEach(() => {
  root = newFolder();
  folders = [root];
  write(root);
});
afterEach(() => folders.forEach(removeFolder));

function write(at: string): void {
  put(at, 'package.json', JSON.stringify({ version: '4.5.6', dependencies: { a: '1', b: '1' } }));
  put(at, 'node_modules/.package-lock.json', RECORD);
  put(at, 'dist/cli/main.js', 'main');
  put(at, 'dist/index.js', 'index');
  put(at, 'bin/veritome.js', 'bin');
}

/** A copy of the program with one change; identities are cached by folder. */
async function changed(path: string, content: string): Promise<string> {
  const other = newFolder();
  folders.push(other);
  write(other);
  put(other, path, content);
  return (await scorerIdentity(other)).sha256;
}

describe('installedDependencies', () => {
  it('follows what the program runs with as Node resolves it, and nothing else', async () => {
    expect(await installedDependencies(root)).toEqual([
      { name: 'a', version: '1.0.0', integrity: 'sha512-a', role: 'runtime' },
      { name: 'b', version: '1.0.0', integrity: 'sha512-b1', role: 'runtime' },
      { name: 'b', version: '2.0.0', integrity: 'sha512-b2', role: 'transitive' },
      { name: 'c', version: '3.0.0', integrity: 'sha512-c', role: 'transitive' },
    ]);
  });

  it('finds npm’s record beside the program when it is itself a dependency', async () => {
    const host = newFolder();
    folders.push(host);
    const program = `${host}/node_modules/veritome`;
    mkdirSync(program, { recursive: true });
    put(program, 'package.json', JSON.stringify({ version: '4.5.6', dependencies: { a: '1', b: '1' } }));
    put(host, 'node_modules/.package-lock.json', RECORD);
    expect(await installedDependencies(program)).toEqual(await installedDependencies(root));
  });

  it('says so when there is no record', async () => {
    const bare = newFolder();
    folders.push(bare);
    put(bare, 'package.json', JSON.stringify({ version: '1', dependencies: { a: '1' } }));
    await expect(installedDependencies(bare)).rejects.toMatchObject({ code: 'INTEGRITY-SCORER' });
  });
});

describe('scorerIdentity', () => {
  it('is the digest of the listing of program files and dependencies', async () => {
    const { sha256: digest, version, files } = await scorerIdentity(root);
    expect([version, files]).toEqual(['4.5.6', 4]);
    const manifest = JSON.stringify({ version: '4.5.6', dependencies: { a: '1', b: '1' } });
    const listing = [
      ['dist/cli/main.js', 'main'],
      ['dist/index.js', 'index'],
      ['bin/veritome.js', 'bin'],
      ['package.json', manifest],
      ['dependency:a@1.0.0', 'sha512-a'],
      ['dependency:b@1.0.0', 'sha512-b1'],
      ['dependency:b@2.0.0', 'sha512-b2'],
      ['dependency:c@3.0.0', 'sha512-c'],
    ].map(([path = '', content = '']) => ({ path, sha256: sha256(content) }));
    expect(digest).toBe(digestOfListing(listing));
  });

  it('changes with any byte of the program and any version, not with tests, types, maps or development', async () => {
    const { sha256: digest } = await scorerIdentity(root);
    for (const path of ['dist/index.js', 'bin/veritome.js', 'dist/new.js']) {
      expect(await changed(path, 'other')).not.toBe(digest);
    }
    const newer = RECORD.replace('"3.0.0"', '"3.0.1"');
    expect(await changed('node_modules/.package-lock.json', newer)).not.toBe(digest);
    const development = RECORD.replace('sha512-d', 'sha512-other');
    expect(await changed('node_modules/.package-lock.json', development)).toBe(digest);
    for (const path of ['dist/index.test.js', 'dist/index.d.ts', 'dist/index.js.map', 'README.md']) {
      expect(await changed(path, 'other')).toBe(digest);
    }
  });

  it('knows this program', async () => {
    const identity = await scorerIdentity(programRoot());
    expect(identity).toMatchObject({ name: 'veritome', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect(identity.files).toBeGreaterThan(20);
  });
});
