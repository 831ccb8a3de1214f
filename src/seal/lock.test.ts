import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readableJson } from '../core/canonical.js';
import { sha256 } from '../core/digest.js';
import { checkIntegrity } from '../evidence/integrity.js';
import type { Lock } from '../schema/types.js';
import { bindablePath } from './lock.js';
import { readLock } from './lock-project.js';
import { lock, makeProject, put, rehearse, removeFolder, type TestProject } from './project.testkit.js';

let project: TestProject;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(() => removeFolder(project.dir));

const read = (path: string): Buffer => readFileSync(join(project.dir, path));

describe('lockProject', () => {
  it('binds every file of the project with its role, images with header and pixels apart', async () => {
    await rehearse(project);
    const locked = await lock(project);
    expect(locked.lock.files.map(({ path, role }) => [path, role])).toEqual([
      ['.gitignore', 'accompanying'],
      ['README.md', 'accompanying'],
      ['data/reference.csv', 'reference'],
      ['data/rehearsal.manifest.json', 'rehearsal-manifest'],
      ['data/rehearsal.reference.csv', 'rehearsal-reference'],
      ['data/rehearsal/img-3.dcm', 'rehearsal-image'],
      ['data/test.manifest.json', 'data-manifest'],
      ['data/test/img-1.dcm', 'image'],
      ['data/test/img-2.dcm', 'image'],
      ['model/model.yaml', 'model-descriptor'],
      ['model/operating-point.json', 'model-file'],
      ['model/toy.onnx', 'model-weights'],
      ['protocol.yaml', 'protocol'],
    ]);
    for (const file of locked.lock.files) {
      expect(file).toMatchObject({ sha256: sha256(read(file.path)), bytes: read(file.path).length });
    }
    const [image] = project.testData.files;
    expect(locked.lock.files.find(({ path }) => path === image?.path)).toMatchObject({
      'sha256-header': image?.['sha256-header'],
      'sha256-pixels-le': image?.['sha256-pixels-le'],
    });
    expect(locked.lock).toMatchObject({ number: 1, looks: 1, scorer: project.scorer });
  });

  it('has a digest of the model package that sha256sum gives too', async () => {
    await rehearse(project);
    const { model } = (await lock(project)).lock;
    const listing = execFileSync(
      'sha256sum',
      ['model/model.yaml', 'model/operating-point.json', 'model/toy.onnx'],
      {
        cwd: project.dir,
      },
    );
    expect(model.sha256).toBe(sha256(listing));
  });

  it('is written as one digest into lock.json, its signature and the ledger', async () => {
    await rehearse(project);
    const locked = await lock(project);
    expect(locked.sha256).toBe(sha256(read('evidence/locks/0001/lock.json')));
    expect(read('evidence/locks/0001/lock.json').toString()).toBe(readableJson(locked.lock));
    expect(await readLock(project.dir, project.ledger)).toEqual(locked);
    const entry = project.ledger.read().at(-1)?.entry;
    expect(entry).toMatchObject({ sequence: locked.entry, action: 'locked', actor: { id: 'qa' } });
    expect(entry?.subjects[0]).toEqual({ name: locked.path, sha256: locked.sha256 });
    const report = await checkIntegrity(project.dir);
    expect(report.locks).toMatchObject([{ number: 1, sha256: locked.sha256, signedBy: 'qa' }]);
    expect(report.findings).toEqual([]);
  });

  it('is the same for the same content, whenever it is made', async () => {
    await rehearse(project);
    const first = (await lock(project)).lock;
    rmSync(join(project.dir, 'evidence'), { recursive: true });
    rmSync(join(project.dir, 'keys'), { recursive: true });
    const again = await makeProject(project.dir);
    await rehearse(again);
    const second = (await lock(again)).lock;
    const content = ({ rehearsal: _, ...rest }: Lock): unknown => rest;
    expect(content(second)).toEqual(content(first));
  });

  it('needs a rehearsal that passed', async () => {
    await expect(lock(project)).rejects.toMatchObject({
      code: 'INPUT-ORDER',
      message: 'no rehearsal has passed in this project',
    });
  });

  it.each([
    ['protocol.yaml', 'the protocol'],
    ['model/toy.onnx', 'the model package'],
    ['model/model.yaml', 'the model package'],
    ['data/rehearsal.manifest.json', 'the rehearsal data manifest'],
    ['data/rehearsal.reference.csv', 'the rehearsal reference standard'],
  ])('needs a new rehearsal when %s changed since, and leaves evidence as it was', async (path, words) => {
    await rehearse(project);
    put(project.dir, path, `${read(path).toString()}\n`);
    const before = await checkIntegrity(project.dir);
    await expect(lock(project)).rejects.toMatchObject({
      code: 'INPUT-ORDER',
      message: `changed since the last rehearsal that passed: ${words}`,
    });
    expect((await checkIntegrity(project.dir)).files).toEqual(before.files);
  });

  it('needs a new rehearsal with another program', async () => {
    await rehearse(project);
    project.scorer = { ...project.scorer, sha256: sha256('another program') };
    await expect(lock(project)).rejects.toThrow(
      'changed since the last rehearsal that passed: the installed program',
    );
  });

  it('is not repeated for the same version of the protocol, and is numbered for the next', async () => {
    await rehearse(project);
    await lock(project);
    await expect(lock(project)).rejects.toMatchObject({
      code: 'INPUT-ORDER',
      message: 'VP-1 1.0 is locked already',
    });
    project.protocol = { ...project.protocol, version: '1.1' };
    expect((await lock(project)).lock.number).toBe(2);
    expect((await readLock(project.dir, project.ledger)).lock.number).toBe(2);
  });

  it('is not made of data other than the inventory says, nor without a file that is named', async () => {
    await rehearse(project);
    const image = read('data/test/img-2.dcm');
    put(project.dir, 'data/test/img-2.dcm', Buffer.concat([image, Buffer.of(0)]));
    rmSync(join(project.dir, 'data/reference.csv'));
    await expect(lock(project)).rejects.toMatchObject({
      code: 'INPUT-FINDINGS',
      details: {
        findings: [
          { code: 'LOCK-FILE-MISSING', path: 'data/reference.csv' },
          { code: 'LOCK-IMAGE-CHANGED', path: 'data/test/img-2.dcm' },
        ],
      },
    });
  });

  it('binds no link', async () => {
    await rehearse(project);
    symlinkSync('/etc/hostname', join(project.dir, 'data/extra.dcm'));
    await expect(lock(project)).rejects.toMatchObject({
      code: 'INPUT-PATH-ESCAPES',
      place: 'data/extra.dcm',
    });
  });

  it('goes on after being killed between its files and the ledger entry', async () => {
    await rehearse(project);
    put(project.dir, 'evidence/locks/0001/lock.json', '{}\n');
    expect(
      (await checkIntegrity(project.dir)).findings.map(({ code, severity }) => [code, severity]),
    ).toEqual([
      ['NOT-LOCKED', 'info'],
      ['FILE-UNFINISHED', 'warning'],
    ]);
    await lock(project);
    expect((await checkIntegrity(project.dir)).findings).toEqual([]);
  });
});

describe('readLock', () => {
  it('says that nothing is locked, and that the lock was changed', async () => {
    await expect(readLock(project.dir, project.ledger)).rejects.toMatchObject({ code: 'INPUT-ORDER' });
    await rehearse(project);
    const { path } = await lock(project);
    put(project.dir, path, read(path).toString().replace('"looks": 1', '"looks": 9'));
    await expect(readLock(project.dir, project.ledger)).rejects.toMatchObject({
      code: 'INTEGRITY-BOUND-FILE',
      exitCode: 3,
    });
  });
});

describe('bindablePath', () => {
  it('leaves out what comes later, keys, and what editors and version control keep', () => {
    const bound = ['protocol.yaml', '.gitignore', 'data/evidence/x', 'evidence', 'docs/keys.md'];
    const free = [
      'evidence/x',
      'dossier/x',
      'keys/x',
      '.git/x',
      'data/.idea/x',
      'a~',
      'a/.b.swp',
      '.DS_Store',
    ];
    expect(bound.map(bindablePath)).not.toContain(false);
    expect(free.map(bindablePath)).not.toContain(true);
  });
});
