import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectWith } from '../image-folder.testkit.js';
import { checkEntry } from './check-entry.js';
import { collectedFiles } from './collected-files.js';
import { isIgnored, parseIgnore } from './dvc-ignore.js';
import { matchesSegment } from './glob-segment.js';

const ignored = (text: string, path: string, isFolder = false): boolean =>
  isIgnored(parseIgnore(text, '/p'), `/p/${path}`, isFolder);

describe('a rule of .dvcignore', () => {
  it.each([
    ['*.log', 'd/b.log', true],
    ['*.log', 'd/b.LOG', false],
    ['/a', 'a', true],
    ['/a', 'd/a', false],
    ['d/a', 'd/a', true],
    ['d/a', 'x/d/a', false],
    ['**/a', 'x/d/a', true],
    ['d/**', 'd/x/y', true],
    ['d/**/y', 'd/y', true],
    ['d/**/y', 'd/x/z/y', true],
    ['x[0-9].dat', 'x1.dat', true],
    ['x[!0-9].dat', 'x1.dat', false],
    ['\\#h', '#h', true],
    ['#h', '#h', false],
    ['\\!n', '!n', true],
    ['a b', 'a b', true],
    ['*\n!a', 'a', false],
    ['*\n!d', 'd/a', false],
    ['!a\n*', 'a', true],
    ['[b', '[b', false],
    ['[z-a]', 'z', false],
    ['/', 'a', false],
    ['', 'a', false],
  ])('%j and %s: %s', (text, path, expected) => {
    expect(ignored(text, path)).toBe(expected);
  });

  it('with a slash at its end is for folders', () => {
    expect([ignored('d/', 'd'), ignored('d/', 'd', true)]).toEqual([false, true]);
  });

  it('holds no more than it may, and takes no more time than pattern times name', () => {
    expect(() => parseIgnore('a\n'.repeat(2001), '/p')).toThrow('too many rules');
    const started = performance.now();
    expect(matchesSegment('*a'.repeat(400), 'a'.repeat(4000) + 'b')).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('of literal text matches that text alone', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (text, other) => {
        const pattern = Array.from(text, (one) => `\\${one}`).join('');
        expect(matchesSegment(pattern, text)).toBe(true);
        expect(matchesSegment(pattern, other)).toBe(text === other);
      }),
    );
  });
});

describe('what DVC collects of a folder', () => {
  it('is what DVC 3.67.1 collected of this one, by its md5', async () => {
    const names = ['a.txt', 'b.log', 'sub/c.log', 'sub/deep/d.txt', 'sub/deep/e.tmp', 'keep/f.log'];
    names.push('tmp/g.txt', '#hash.txt', '!bang.txt', 'sp ace.txt', '.hidden/h.txt', 'nested/i.txt');
    names.push('x1.dat', 'x2.dat', 'xa.dat', 'B.LOG');
    const root = projectWith({
      '.dvcignore':
        '# comment\n*.log\n!keep/*.log\n/d/tmp/\ndeep/*.tmp\n\\#hash.txt\n\\!bang.txt\nx[0-9].dat\nsp\\ ace.txt\n',
      '.dvc/config': '',
      ...Object.fromEntries(names.map((name) => [`d/${name}`, `${name}\n`])),
    });
    symlinkSync('../a.txt', join(root, 'd', 'keep', 'link.txt'));
    symlinkSync('sub', join(root, 'd', 'linkdir'));
    const entry = {
      path: 'd',
      md5: 'ae359f780aeeeec00ad4aa90e64e4531',
      dir: true,
      hash: 'md5',
      size: 82,
      nfiles: 8,
      cloud: [],
      files: null,
    };
    const at = { root, base: root, place: 'd.dvc', caches: [] };
    expect(await checkEntry(entry, at)).toMatchObject({ status: 'match', found: { nfiles: 8 } });
  });

  it('leaves out projects inside it and what belongs to Git', async () => {
    const root = projectWith({
      'f/a': '',
      'f/inner/.dvc/config': '',
      'f/inner/b': '',
      'f/.git/x': '',
      'f/o/.git': '',
    });
    expect(await collectedFiles(root, join(root, 'f'), 'f.dvc')).toEqual(['a']);
  });

  it('follows the files above it, and refuses one inside it or a folder that is itself ignored', async () => {
    const root = projectWith({ 'p/.dvcignore': '/q/r/x\n', 'p/q/r/x': '', 'p/q/r/y': '' });
    const folder = join(root, 'p', 'q', 'r');
    expect(await collectedFiles(root, folder, 'r.dvc')).toEqual(['y']);
    put(join(folder, '.dvcignore'), 'x');
    await expect(collectedFiles(root, folder, 'r.dvc')).rejects.toMatchObject({ code: 'INPUT-SCHEMA' });
    const hidden = projectWith({ '.dvcignore': 'g\n', 'g/a': '' });
    await expect(collectedFiles(hidden, join(hidden, 'g'), 'g.dvc')).rejects.toMatchObject({
      code: 'INPUT-SCHEMA',
    });
  });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
