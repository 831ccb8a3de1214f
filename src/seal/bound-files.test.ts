import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import type { Finding } from '../core/finding.js';
import { checkBoundFiles, requireBoundFiles } from './bound-files.js';
import type { LockedProject } from './lock-project.js';
import {
  lock,
  makeProject,
  newFolder,
  put,
  rehearse,
  removeFolder,
  type TestProject,
} from './project.testkit.js';

let project: TestProject;
let locked: LockedProject;
let dir: string;
const copies: string[] = [];

beforeAll(async () => {
  project = await makeProject();
  await rehearse(project);
  locked = await lock(project);
});
beforeEach(() => {
  dir = newFolder();
  copies.push(dir);
  cpSync(project.dir, dir, { recursive: true });
});
afterAll(() => [project.dir, ...copies].forEach(removeFolder));

const check = (): Promise<Finding[]> => checkBoundFiles(dir, locked.lock, project.scorer);

function flip(path: string, at: number): void {
  const bytes = readFileSync(join(dir, path));
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = bytes[index]! ^ 1;
  writeFileSync(join(dir, path), bytes);
}

describe('checkBoundFiles', () => {
  it('finds nothing while nothing moved, whatever is added beside', async () => {
    put(dir, 'data/test/new.dcm', 'x');
    expect(await check()).toEqual([]);
    await expect(requireBoundFiles(dir, locked.lock, project.scorer)).resolves.toBeUndefined();
  });

  it('names the one file in which any one byte changed, for every bound file', async () => {
    for (const { path, bytes } of locked.lock.files) {
      flip(path, bytes >> 1);
      expect((await check()).map((finding) => finding.path)).toEqual([path]);
      flip(path, bytes >> 1);
    }
  });

  it('says where a text changed and which part of an image', async () => {
    put(
      dir,
      'protocol.yaml',
      readFileSync(join(dir, 'protocol.yaml'), 'utf8').replace('looks: 1', 'looks: 2'),
    );
    flip('data/test/img-1.dcm', 140);
    flip('data/test/img-2.dcm', -1);
    expect((await check()).map(({ path, message }) => `${path} ${message}`)).toEqual([
      'data/test/img-1.dcm changed since it was locked (the header differs, the pixels are the same)',
      'data/test/img-2.dcm changed since it was locked (the pixels differ, the header is the same)',
      'protocol.yaml changed since it was locked (line 3 differs)',
    ]);
    flip('data/test/img-2.dcm', 140);
    expect((await check())[1]?.message).toBe('changed since it was locked (header and pixels differ)');
  });

  it('tells missing from exchanged', async () => {
    rmSync(join(dir, 'model/toy.onnx'));
    cpSync(join(dir, 'data/test/img-1.dcm'), join(dir, 'data/test/img-2.dcm'));
    expect((await check()).map(({ code, path, args }) => [code, path, args['holds']])).toEqual([
      ['BOUND-FILE-SWAPPED', 'data/test/img-2.dcm', 'data/test/img-1.dcm'],
      ['BOUND-FILE-MISSING', 'model/toy.onnx', undefined],
    ]);
  });

  it('says which program was locked and which is there', async () => {
    const other = { ...project.scorer, version: '9.9.9', sha256: sha256('another program') };
    const [finding] = await checkBoundFiles(dir, locked.lock, other);
    expect(finding).toMatchObject({
      code: 'SCORER-CHANGED',
      args: { expectedVersion: '0.0.0-test', foundVersion: '9.9.9', expected: project.scorer.sha256 },
    });
    await expect(requireBoundFiles(dir, locked.lock, other)).rejects.toMatchObject({
      code: 'INTEGRITY-SCORER',
      exitCode: 3,
    });
  });

  it('stops with exit 3, the first file, what it was and the number of others', async () => {
    flip('data/reference.csv', 5);
    flip('protocol.yaml', 1);
    await expect(requireBoundFiles(dir, locked.lock, project.scorer)).rejects.toMatchObject({
      code: 'INTEGRITY-BOUND-FILE',
      exitCode: 3,
      place: 'data/reference.csv',
      message: 'data/reference.csv changed since it was locked (line 1 differs) (and 1 more)',
    });
  });
});
