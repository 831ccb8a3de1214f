import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectWith } from '../image-folder.testkit.js';
import { checkEntry } from './check-entry.js';
import { dataVersions } from './data-versions.js';
import { dirJson, md5OfText } from './dvc-dir.js';
import { parseDvcFile } from './dvc-file.js';

const ABC = '900150983cd24fb0d6963f7d28e17f72'; // RFC 1321, A.5: "abc"
const A = '0cc175b9c0f1b6a831c399e269772661'; // "a"
const COMMIT = 'a'.repeat(40);

describe('forms of .dvc files', () => {
  it('a folder that a cloud store versions: the md5 follows from its files', async () => {
    const text = `outs:
- path: d
  hash: md5
  files:
  - relpath: x/b
    md5: ${ABC}
    size: 3
    cloud:
      store:
        etag: e1
        version_id: v1
  - relpath: a
    md5: ${A}
    size: 1
`;
    const { outs } = await parseDvcFile(text, 'd.dvc');
    const listing = [
      { relpath: 'a', md5: A },
      { relpath: 'x/b', md5: ABC },
    ];
    expect(outs[0]).toMatchObject({ path: 'd', dir: true, md5: md5OfText(dirJson(listing)) });
    expect(outs[0]?.files?.[0]?.cloud).toEqual([{ remote: 'store', versionId: 'v1', etag: 'e1' }]);
    const root = projectWith({ 'd/x/b': 'abc', 'd/a': 'a' });
    const at = { root, base: root, place: 'd.dvc', caches: [] };
    expect((await checkEntry(outs[0]!, at)).status).toBe('match');
    const other = projectWith({ 'd/x/b': 'abd', 'd/a': 'a' });
    expect(await checkEntry(outs[0]!, { ...at, root: other, base: other })).toMatchObject({
      status: 'mismatch',
      differences: { changed: ['x/b'], missing: [], added: [] },
    });
  });

  it('files whose version only the store knows are not recorded, which is not the same as right', async () => {
    const { outs } = await parseDvcFile(
      'outs:\n- path: d\n  files:\n  - relpath: a\n    version_id: v\n',
      'd.dvc',
    );
    expect(outs[0]?.md5).toBeNull();
    const root = projectWith({ 'd/a': 'a' });
    const at = { root, base: root, place: 'd.dvc', caches: [] };
    expect((await checkEntry(outs[0]!, at)).status).toBe('unrecorded');
  });

  it('an import tells its repository and commit, without user and password', async () => {
    const text = `frozen: true
deps:
- path: data
  repo:
    url: https://someone:secret@example.org/r.git
    rev: v1
    rev_lock: ${COMMIT}
- db:
    query: select 1
- path: s3://bucket/x
  etag: e
outs:
- path: data
  md5: ${ABC}
`;
    const { sources, deps } = await parseDvcFile(text, 'data.dvc');
    expect(sources).toEqual([
      { kind: 'repository', url: 'https://example.org/r.git', path: 'data', rev: 'v1', revLock: COMMIT },
      { kind: 'database' },
    ]);
    expect(deps.map(({ path }) => path)).toEqual(['s3://bucket/x']);
  });

  const out = `outs:\n- path: d\n  md5: ${ABC}\n`;
  it.each([
    ['outs: {}\n', 'INPUT-SCHEMA'],
    [`${out}deps: x\n`, 'INPUT-SCHEMA'],
    [`${out}deps:\n- x\n`, 'INPUT-SCHEMA'],
    [`${out}deps:\n- etag: x\n`, 'INPUT-SCHEMA'],
    [`${out}deps:\n- path: x\n  repo: r\n`, 'INPUT-SCHEMA'],
    [`${out}deps:\n- path: x\n  repo:\n    rev: v1\n`, 'INPUT-SCHEMA'],
    [`${out}deps:\n- path: x\n  repo:\n    url: u\n    rev_lock: main\n`, 'INPUT-SCHEMA'],
    [`${out}  hash: sha256\n`, 'INPUT-SCHEMA'],
    [`${out}  files: x\n`, 'INPUT-SCHEMA'],
    [`${out}  cloud: x\n`, 'INPUT-SCHEMA'],
    [`${out}  files:\n  - relpath: a\n    md5: x\n`, 'INPUT-SCHEMA'],
    [`${out}  files:\n  - relpath: ../a\n`, 'INPUT-PATH-ESCAPES'],
    [`${out}  files:\n  - relpath: /a\n`, 'INPUT-PATH-ESCAPES'],
    [`${out}  files:\n  - relpath: a\n  - relpath: a\n`, 'INPUT-DUPLICATE'],
  ])('%j is refused with %s', async (text, code) => {
    await expect(parseDvcFile(text, 'd.dvc')).rejects.toMatchObject({ code });
  });
});

describe('versions of a folder', () => {
  const listing = `[{"md5": "${ABC}", "relpath": "b"}]`;
  const record = `outs:\n- path: in\n  md5: ${md5OfText(listing)}.dir\n  hash: md5\n`;

  it('come from .dvc files deep in it, and from the stages of a dvc.lock above it', async () => {
    const root = projectWith({
      '.dvc/config': '',
      'data/deep/in.dvc': record,
      'data/deep/in/b': 'abc',
      'data/one': 'a',
      'data/two/three': 'abc',
      'dvc.lock': `schema: '2.0'
stages:
  split@a:
    cmd: x
    deps:
    - path: raw
      md5: ${ABC}
    outs:
    - path: two/three
      md5: ${ABC}
      hash: md5
  one:
    cmd: y
    outs:
    - path: data/one
      md5: ${A}
      hash: md5
    - path: elsewhere
      md5: ${A}
`,
      'dvc.yaml':
        'stages:\n  split:\n    foreach: [a]\n    do:\n      wdir: data\n      cmd: x\n  one:\n    cmd: y\n',
    });
    const versions = await dataVersions(root, 'data');
    expect(versions.map(({ record: from, stage, path, md5 }) => [from, stage, path, md5])).toEqual([
      ['data/deep/in.dvc', null, 'data/deep/in', `${md5OfText(listing)}.dir`],
      ['dvc.lock', 'split@a', 'data/two/three', ABC],
      ['dvc.lock', 'one', 'data/one', A],
    ]);
  });

  it.each([
    ['files/md5', 'DVC 3'],
    ['.', 'DVC before 3'],
  ])('are told file by file where the listing lies in the cache under %s (%s)', async (where) => {
    const md5 = md5OfText(listing);
    const root = projectWith({
      [join('.dvc/cache', where, md5.slice(0, 2), `${md5.slice(2)}.dir`)]: listing,
      'in.dvc': record,
      'in/b': 'abd',
    });
    const { outs } = await parseDvcFile(record, 'in.dvc');
    const at = { root, base: root, place: 'in.dvc', caches: [] };
    expect(await checkEntry(outs[0]!, at)).toMatchObject({
      status: 'mismatch',
      differences: { changed: ['b'] },
    });
    await expect(dataVersions(root, 'in')).rejects.toMatchObject({ code: 'INTEGRITY-DATA-VERSION' });
  });

  it('cannot be told where the folder of a stage is a template', async () => {
    const root = projectWith({
      'd/a': 'a',
      'dvc.lock': `schema: '2.0'\nstages:\n  s:\n    cmd: x\n    outs:\n    - path: a\n      md5: ${A}\n`,
      'dvc.yaml': 'stages:\n  s:\n    wdir: ${dir}\n    cmd: x\n',
    });
    await expect(dataVersions(root, 'd')).rejects.toMatchObject({ code: 'INPUT-SCHEMA' });
  });

  it.each([
    ['wdir: ../..', '../..'],
    ['an absolute path', '/etc'],
  ])('are refused when they lead out of the project: %s', async (_what, path) => {
    const root = projectWith({ '.dvc/config': '', 'd/x.dvc': `wdir: ${path}\n${record}`, 'd/a': '' });
    const read = dataVersions(root, 'd');
    // An output that does not touch the folder is none of its versions; one that holds the folder is refused.
    expect(await read).toEqual([]);
    const { outs } = await parseDvcFile(record, 'x.dvc');
    const at = { root, base: join(root, 'd', '..', '..'), place: 'x.dvc', caches: [] };
    await expect(checkEntry({ ...outs[0]!, path: '.' }, at)).rejects.toMatchObject({
      code: 'INPUT-PATH-ESCAPES',
    });
  });
});
