import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import { claimFile, isTemporaryName, sweepLeftovers, writeFileAtomic } from './atomic.js';
import { isInside, listProjectFiles, readProjectFile, requireProjectFile } from './project-files.js';
import { digestOfStorePath, Store, storePath } from './store.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'veritome-store-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('writeFileAtomic and claimFile', () => {
  it('replace and refuse to replace, make folders, and leave nothing beside the file', async () => {
    const path = join(dir, 'a/b/file');
    await writeFileAtomic(path, 'one');
    await writeFileAtomic(path, 'two', { mode: 0o600 });
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await claimFile(path, 'three')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(await claimFile(join(dir, 'a/b/new'), 'four')).toBe(true);
    expect(readdirSync(join(dir, 'a/b')).sort()).toEqual(['file', 'new']);
  });

  it('let one of many win', async () => {
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) => claimFile(join(dir, 'one'), String(index))),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(readFileSync(join(dir, 'one'), 'utf8')).toBe(String(claims.indexOf(true)));
  });

  it('say which place cannot be written, and change nothing', async () => {
    writeFileSync(join(dir, 'file'), 'in the way');
    const place = 'file/inside';
    for (const write of [writeFileAtomic, claimFile]) {
      await expect(write(join(dir, place), 'x', { place })).rejects.toMatchObject({
        code: 'INPUT-FOLDER-UNWRITABLE',
        place,
      });
    }
    // A folder in the way makes the rename fail after the temporary file was written.
    mkdirSync(join(dir, 'folder'));
    await expect(writeFileAtomic(join(dir, 'folder'), 'x')).rejects.toMatchObject({ exitCode: 2 });
    expect(readdirSync(dir).sort()).toEqual(['file', 'folder']);
  });

  it('leave behind only what names a process, which is swept when that process is gone', async () => {
    const dead = `.tmp-${2 ** 22 + 1}-0123456789ab`;
    const living = `.tmp-${process.pid}-0123456789ab`;
    mkdirSync(join(dir, 'deep'));
    for (const name of [dead, living, '.tmp-notes']) writeFileSync(join(dir, 'deep', name), '');
    expect([dead, living, '.tmp-notes'].map(isTemporaryName)).toEqual([true, true, false]);
    expect(await sweepLeftovers(dir)).toBe(1);
    expect(readdirSync(join(dir, 'deep')).sort()).toEqual(['.tmp-notes', living].sort());
  });
});

describe('Store', () => {
  it('keeps bytes under their digest, once', async () => {
    const store = new Store(dir);
    const digest = await store.put(Buffer.from('abc'));
    expect(digest).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(await store.put(Buffer.from('abc'))).toBe(digest);
    await store.put(Buffer.from('other'));
    expect(await store.list()).toEqual([digest, sha256('other')].sort());
    expect((await store.get(digest)).toString()).toBe('abc');
    expect(digestOfStorePath(storePath(digest))).toBe(digest);
  });

  it('checks the digest on each read and when the same is put again', async () => {
    const store = new Store(dir);
    const digest = await store.put(Buffer.from('abc'));
    writeFileSync(join(dir, storePath(digest)), 'abd');
    await expect(store.get(digest)).rejects.toMatchObject({ code: 'INTEGRITY-STORE', place: storePath(digest) });
    await expect(store.put(Buffer.from('abc'))).rejects.toMatchObject({ exitCode: 3 });
    expect(await store.getIfIntact(digest)).toBeNull();
  });

  it('says what is missing', async () => {
    await expect(new Store(dir).get(sha256('no'))).rejects.toMatchObject({ code: 'INTEGRITY-STORE' });
    expect(await new Store(dir).list()).toEqual([]);
  });

  it('knows its paths from others', () => {
    const path = storePath(sha256('x'));
    const others = [`${path}0`, path.slice(0, -1), `${path}/x`, path.toUpperCase(), path.replace('store', 'stone')];
    expect(others.map(digestOfStorePath)).toEqual(others.map(() => null));
  });
});

describe('paths of a project', () => {
  it('stay inside', async () => {
    const inside = ['a', 'a/b.json', '..a/b', 'a b'];
    const outside = ['', '/etc/passwd', '../x', 'a/../../x', 'a/./b', 'a//b', 'a\\b', 'a\0b'];
    expect(inside.map(isInside)).not.toContain(false);
    expect(outside.map(isInside)).not.toContain(true);
    for (const path of outside) {
      expect(await readProjectFile(dir, path)).toBeNull();
      await expect(requireProjectFile(dir, path)).rejects.toMatchObject({ code: 'INPUT-PATH-ESCAPES' });
    }
    await expect(requireProjectFile(dir, 'none')).rejects.toMatchObject({ code: 'INPUT-FILE-MISSING', place: 'none' });
  });

  it('are listed sorted, without the history of version control', async () => {
    for (const path of ['b/z', 'b/a', 'a', '.git/config', '.gitignore']) {
      mkdirSync(join(dir, path, '..'), { recursive: true });
      writeFileSync(join(dir, path), '');
    }
    expect((await listProjectFiles(dir)).map(({ path }) => path)).toEqual(['.gitignore', 'a', 'b/a', 'b/z']);
    await expect(listProjectFiles(join(dir, 'none'))).rejects.toMatchObject({ code: 'INPUT-NOT-A-PROJECT' });
  });
});
