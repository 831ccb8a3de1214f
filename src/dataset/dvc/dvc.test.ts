import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkEntry } from './check-entry.js';
import { dirJson, md5OfText, parseDir } from './dvc-dir.js';
import { parseDvcFile } from './dvc-file.js';
import { parseDvcLock } from './dvc-lock.js';
import { DVC_LIMITS } from './dvc-limits.js';
import { fileMd5 } from './file-md5.js';

const ABC = '900150983cd24fb0d6963f7d28e17f72'; // RFC 1321, A.5

function projectWith(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'dvc-'));
  mkdirSync(join(dir, '.dvc'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

const at = (root: string) => ({ root, base: root, place: 'd.dvc', caches: [] });
const NO_CLOUD = { cloud: [], files: null };
const file = { path: 'a.txt', md5: ABC, dir: false, hash: 'md5', size: 3, nfiles: null, ...NO_CLOUD };

describe('an output of DVC', () => {
  it('matches, differs or is missing', async () => {
    const root = projectWith({ 'a.txt': 'abc' });
    expect((await checkEntry(file, at(root))).status).toBe('match');
    expect((await checkEntry({ ...file, size: 4 }, at(root))).status).toBe('mismatch');
    expect((await checkEntry({ ...file, md5: '0'.repeat(32) }, at(root))).status).toBe('mismatch');
    expect((await checkEntry({ ...file, path: 'b.txt' }, at(root))).status).toBe('missing');
    expect((await checkEntry({ ...file, path: 's3://bucket/a' }, at(root))).status).toBe('remote');
    expect((await checkEntry({ ...file, md5: null }, at(root))).status).toBe('unrecorded');
  });

  it('may not lead out of the project, not by a link either', async () => {
    const root = projectWith({ 'a.txt': 'abc' });
    symlinkSync(tmpdir(), join(root, 'out'));
    for (const path of ['../x', '/etc/hostname', 'out/x', 'a/../../x']) {
      await expect(checkEntry({ ...file, path }, at(root))).rejects.toMatchObject({
        code: 'INPUT-PATH-ESCAPES',
      });
    }
  });

  it('is a folder: its listing by hand, links in a circle not followed', async () => {
    const root = projectWith({ 'd/b': 'abc', 'd/s/ä': 'abc' });
    symlinkSync(join(root, 'd'), join(root, 'd', 's', 'round'));
    const json = `[{"md5": "${ABC}", "relpath": "b"}, {"md5": "${ABC}", "relpath": "s/\\u00e4"}]`;
    const folder = {
      path: 'd',
      md5: md5OfText(json),
      dir: true,
      hash: 'md5',
      size: 6,
      nfiles: 2,
      ...NO_CLOUD,
    };
    const checked = await checkEntry(folder, at(root));
    expect(checked).toMatchObject({ status: 'match', found: { json, nfiles: 2, size: 6 }, listing: null });
    const cache = join(root, '.dvc', 'cache', 'files', 'md5', folder.md5.slice(0, 2));
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, `${folder.md5.slice(2)}.dir`), json);
    writeFileSync(join(root, 'd', 'b'), 'abd');
    writeFileSync(join(root, 'd', 'c'), '');
    expect(await checkEntry(folder, at(root))).toMatchObject({
      status: 'mismatch',
      differences: { changed: ['b'], missing: [], added: ['c'] },
    });
    writeFileSync(join(cache, `${folder.md5.slice(2)}.dir`), '[]');
    await expect(checkEntry(folder, at(root))).rejects.toMatchObject({ code: 'INTEGRITY-DATA-VERSION' });
  });

  it('has two digests of text: with CRLF as LF before DVC 3', async () => {
    const root = projectWith({ 't.csv': 'a\r\nb\r', bin: 'a\0\r\n' });
    const text = await fileMd5(join(root, 't.csv'));
    expect(text).toEqual({ md5Bytes: md5OfText('a\r\nb\r'), md5Dos2unix: md5OfText('a\nb\r'), size: 5 });
    const binary = await fileMd5(join(root, 'bin'));
    expect(binary.md5Dos2unix).toBe(binary.md5Bytes);
  });
});

describe('files of DVC', () => {
  it('keeps an md5 of digits as text', async () => {
    const { outs } = await parseDvcFile(`outs:\n- md5: ${'1'.repeat(32)}\n  path: x\n  size: 7\n`, 'x.dvc');
    expect(outs).toEqual([
      { path: 'x', md5: '1'.repeat(32), dir: false, hash: null, size: 7, nfiles: null, ...NO_CLOUD },
    ]);
  });

  it('gives stages with typed parameters', async () => {
    const lock = await parseDvcLock(
      `schema: '2.0'\nstages:\n  train:\n    cmd: go\n    params:\n      p.yaml:\n        seed: 7\n    outs:\n    - path: m\n      md5: ${ABC}\n`,
      'dvc.lock',
    );
    expect(lock).toMatchObject({
      schema: '2.0',
      stages: [{ name: 'train', cmd: 'go', params: { 'p.yaml': { seed: 7 } } }],
    });
  });

  it.each([
    ['an alias bomb', 'a: &a [x, x]\nb: &b [*a, *a]\nouts: [*b, *b]\n', 'INPUT-SYNTAX'],
    ['too deep', `outs: ${'['.repeat(20_000)}`, 'INPUT-SYNTAX'],
    ['too large', `outs: ${' '.repeat(DVC_LIMITS.yamlBytes)}`, 'INPUT-SYNTAX'],
    ['no outs', 'deps: []\n', 'INPUT-SCHEMA'],
    ['no md5', 'outs:\n- path: x\n  md5: zz\n', 'INPUT-SCHEMA'],
    ['a list', '- x\n', 'INPUT-SCHEMA'],
  ])('refuses %s', async (_what, text, code) => {
    await expect(parseDvcFile(text, 'x.dvc')).rejects.toMatchObject({ code });
  });

  it.each([
    ['escapes', `[{"md5": "${ABC}", "relpath": "../x"}]`, 'INPUT-PATH-ESCAPES'],
    ['repeats', `[{"md5": "${ABC}", "relpath": "x"}, {"md5": "${ABC}", "relpath": "x"}]`, 'INPUT-DUPLICATE'],
    ['text', 'x', 'INPUT-SYNTAX'],
    ['a million lines more', `[${'0,'.repeat(DVC_LIMITS.dirFiles)}0]`, 'INPUT-SCHEMA'],
  ])('refuses a listing: %s', (_what, text, code) => {
    expect(() => parseDir(Buffer.from(text), 'x.dir')).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('sorts a listing by code points', () => {
    const files = ['\uffee', '😀', 'b', 'B'].map((relpath) => ({ relpath, md5: ABC }));
    expect(parseDir(Buffer.from(dirJson(files)), 'x').map(({ relpath }) => relpath)).toEqual([
      'B',
      'b',
      '\uffee',
      '😀',
    ]);
  });
});
