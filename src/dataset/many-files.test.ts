import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { sha256 } from '../core/digest.js';
import { LARGE_BYTES } from './large-file-turn.js';
import { workOnFiles } from './many-files.js';
import { radiographOf } from './image-folder.testkit.js';

let folder: string;
const paths = Array.from({ length: 150 }, (_, i) => `d/${String(i).padStart(3, '0')}.dcm`);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'many-'));
  mkdirSync(join(folder, 'd'));
  paths.forEach((path, i) => writeFileSync(join(folder, path), radiographOf(`P${i % 7}`, i)));
  writeFileSync(join(folder, 'd/note.txt'), 'no image');
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the same work on many files', () => {
  it('gives the same records in the same order in the calling thread, in one and in three', async () => {
    const list = [...paths, 'd/note.txt'];
    const alone = await workOnFiles('examine', folder, list, { threads: 0 });
    expect(alone.map(({ file }) => file.path)).toEqual(list);
    expect(alone.filter(({ role }) => role === 'image')).toHaveLength(150);
    for (const threads of [1, 3]) {
      expect(await workOnFiles('examine', folder, list, { threads })).toEqual(alone);
    }
  });

  it('tells of each file once', async () => {
    const seen: string[] = [];
    const counts: number[] = [];
    await workOnFiles('examine', folder, paths, {
      threads: 2,
      progress: (done, total, path) => {
        expect(total).toBe(150);
        counts.push(done);
        seen.push(path);
      },
    });
    expect(counts).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
    expect(seen.sort()).toEqual(paths);
  });

  it('throws what the first file in the list is refused for, whichever thread is first', async () => {
    const list = [...paths.slice(0, 40), 'd/gone-a.dcm', ...paths.slice(40), 'd/gone-b.dcm'];
    for (const threads of [0, 1, 3]) {
      const failed = workOnFiles('examine', folder, list, { threads });
      await expect(failed).rejects.toThrow(AppError);
      await expect(failed).rejects.toMatchObject({ code: 'INPUT-FILE-MISSING', place: 'd/gone-a.dcm' });
    }
  });

  it('gives null for a file that is not there where that is asked for', async () => {
    const list = [...paths, 'd/gone.dcm'];
    const found = await workOnFiles('digest-if-there', folder, list, { threads: 2 });
    expect(found.at(-1)).toBeNull();
    expect(found.slice(0, -1)).not.toContain(null);
  });

  it('passes on an error of the caller, and ends', async () => {
    const failed = workOnFiles('examine', folder, paths, {
      threads: 2,
      progress: () => {
        throw new Error('stop');
      },
    });
    await expect(failed).rejects.toThrow('stop');
  });

  it('holds large files one at a time, and loses none', async () => {
    const large = ['d/large-a.bin', 'd/large-b.bin', 'd/large-c.bin'];
    for (const path of large) {
      writeFileSync(join(folder, path), '');
      truncateSync(join(folder, path), LARGE_BYTES + 1);
    }
    const found = await workOnFiles('examine', folder, [...large, ...paths], { threads: 3 });
    const digest = sha256(new Uint8Array(LARGE_BYTES + 1));
    expect(found.slice(0, 3).map(({ file }) => file.sha256)).toEqual([digest, digest, digest]);
    expect(found).toHaveLength(153);
  });
});
