import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Picture } from '../imaging/picture.js';
import { pictureNames, writePicture } from './write-picture.js';

const PICTURE: Picture = { columns: 1, rows: 1, samples: 1, pixels: Uint8Array.of(7) };

describe('writePicture', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'picture-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes a whole file and leaves nothing beside it', async () => {
    await writePicture(join(folder, 'a.png'), PICTURE);
    expect(await readdir(folder)).toEqual(['a.png']);
    expect([...(await readFile(join(folder, 'a.png'))).subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  });

  it('replaces nothing, not even its own picture', async () => {
    await writePicture(join(folder, 'a.png'), PICTURE);
    const again = writePicture(join(folder, 'a.png'), PICTURE);
    await expect(again).rejects.toMatchObject({ code: 'INPUT-FILE-EXISTS' });
    expect(await readdir(folder)).toEqual(['a.png']);
  });

  it('says when the folder is not there', async () => {
    const nowhere = writePicture(join(folder, 'b', 'a.png'), PICTURE);
    await expect(nowhere).rejects.toMatchObject({ code: 'INPUT-FOLDER-UNWRITABLE' });
  });
});

describe('pictureNames', () => {
  it('are the names of the files, numbered where they repeat, whatever the case', () => {
    expect(pictureNames('out', ['x/a.dcm', 'y/A.dcm', 'y/b.nii', 'z/a.dcm'])).toEqual([
      join('out', 'a.dcm.png'),
      join('out', 'A.dcm-2.png'),
      join('out', 'b.nii.png'),
      join('out', 'a.dcm-3.png'),
    ]);
  });
});
