import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import type { ModelDataVersion } from '../schema/types.js';
import { projectWith } from './image-folder.testkit.js';
import { checkModelDataVersions } from './model-data-version.js';

const ABC = '900150983cd24fb0d6963f7d28e17f72'; // RFC 1321, A.5
const DVC = { path: 'data/train.csv', md5: ABC };
const RECORD = `outs:\n- path: train.csv\n  md5: ${ABC}\n  hash: md5\n  size: 3\n`;

const stated = (dvc: NonNullable<ModelDataVersion['dvc']>): ModelDataVersion[] => [
  { id: 'TRAIN-1', use: 'training', dvc },
];

describe('the version of the training data that a package states', () => {
  it('is only stated when nothing of it is at hand', async () => {
    const project = projectWith({ 'model/model.yaml': '' });
    const gitRevision = 'c'.repeat(40);
    expect(await checkModelDataVersions(project, 'model', stated({ ...DVC, gitRevision }))).toEqual([
      {
        id: 'TRAIN-1',
        use: 'training',
        system: 'dvc',
        path: 'data/train.csv',
        digest: ABC,
        gitRevision,
        record: null,
        checked: 'stated',
      },
    ]);
  });

  it.each([
    ['named', 'model/x/train.csv.dvc', 'x/train.csv.dvc'],
    ['beside the descriptor', 'model/train.csv.dvc', undefined],
    ['at the top', 'train.csv.dvc', undefined],
    ['where the data lie', 'data/train.csv.dvc', undefined],
  ])('is held against a record %s, then against the data', async (_where, place, record) => {
    const project = projectWith({ [place]: RECORD });
    const dvc = record === undefined ? DVC : { ...DVC, record };
    const check = () => checkModelDataVersions(project, 'model', stated(dvc));
    expect(await check()).toMatchObject([{ record: place, checked: 'record' }]);
    writeFileSync(join(project, place, '..', 'train.csv'), 'abc');
    expect(await check()).toMatchObject([{ record: place, checked: 'files' }]);
    writeFileSync(join(project, place, '..', 'train.csv'), 'abd');
    await expect(check()).rejects.toMatchObject({ code: 'INTEGRITY-DATA-VERSION', place });
  });

  it('is held against a stage of dvc.lock', async () => {
    const lock = `schema: '2.0'\nstages:\n  prepare:\n    cmd: x\n    outs:\n    - path: data/train.csv\n      md5: ${ABC}\n      hash: md5\n`;
    const project = projectWith({ 'model/dvc.lock': lock });
    expect(await checkModelDataVersions(project, 'model', stated(DVC))).toMatchObject([
      { record: 'model/dvc.lock', checked: 'record' },
    ]);
  });

  it('is refused when the record says otherwise, knows no such path, or is missing', async () => {
    const project = projectWith({ 'model/train.csv.dvc': RECORD });
    const refused = (dvc: NonNullable<ModelDataVersion['dvc']>) =>
      expect(checkModelDataVersions(project, 'model', stated(dvc))).rejects;
    await refused({ ...DVC, md5: '0'.repeat(32) }).toMatchObject({ code: 'INTEGRITY-DATA-VERSION' });
    await refused({ ...DVC, md5: `${ABC}.dir` }).toMatchObject({ code: 'INTEGRITY-DATA-VERSION' });
    await refused({ ...DVC, path: 'other.csv', record: 'train.csv.dvc' }).toMatchObject({
      code: 'INTEGRITY-DATA-VERSION',
    });
    rmSync(join(project, 'model/train.csv.dvc'));
    await refused({ ...DVC, record: 'train.csv.dvc' }).toMatchObject({ code: 'INPUT-FILE-MISSING' });
  });

  it('is the digest of a manifest, checked where the manifest is part of the package', async () => {
    const project = projectWith({ 'model/training.manifest.json': '{}' });
    const manifest = { path: 'training.manifest.json', sha256: sha256('{}') };
    const check = (one: { path?: string; sha256: string }) =>
      checkModelDataVersions(project, 'model', [{ id: 'DEV-1', use: 'tuning', manifest: one }]);
    expect(await check(manifest)).toMatchObject([
      { system: 'manifest', path: 'model/training.manifest.json', checked: 'manifest' },
    ]);
    expect(await check({ sha256: manifest.sha256 })).toMatchObject([{ path: null, checked: 'stated' }]);
    await expect(check({ ...manifest, sha256: sha256('') })).rejects.toMatchObject({
      code: 'INTEGRITY-DATA-VERSION',
    });
    await expect(check({ ...manifest, path: 'no.json' })).rejects.toMatchObject({
      code: 'INPUT-FILE-MISSING',
    });
  });
});
