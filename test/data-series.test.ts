import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { radiographOf } from '../src/dataset/image-folder.testkit.js';
import { sliceFile } from '../src/imaging/series.testkit.js';
import type { DataManifest } from '../src/schema/types.js';
import { mustEnd, veritome } from './command.js';

/** A folder with a CT of three slices, one of them missing in a second CT, a radiograph and a table. */
function folder(): string {
  const cwd = mkdtempSync(join(tmpdir(), 'veritome-series-'));
  const slice = (n: number, z: number): Uint8Array => sliceFile({ position: [0, 0, z], number: n });
  const files: Record<string, Uint8Array | string> = {
    'd/ct/c.dcm': slice(1, 0),
    'd/ct/b.dcm': slice(2, 2),
    'd/ct/a.dcm': slice(3, 4),
    'd/film.dcm': radiographOf('P2', 1),
    'd/reading.csv': 'case,image\nP2,film\n',
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), content);
  }
  return cwd;
}

const manifestAt = (cwd: string): DataManifest =>
  JSON.parse(readFileSync(join(cwd, 'd', 'set.json'), 'utf8')) as DataManifest;

describe('data inventory with series', () => {
  it('takes a CT series as one image and lists everything else, but not its own manifest', async () => {
    const cwd = folder();
    const words = ['data', 'inventory', 'd', '--id', 'SET', '--out', 'd/set.json'];
    const made = await mustEnd(0, words, { cwd });
    expect(made.stdout).toContain('SET 1: 2 images of 2 cases\n');
    expect(made.stdout).toContain('  1 volumes\n');
    expect(made.stdout).toContain('  1 other files: 1 table\n');
    const first = manifestAt(cwd);
    expect(first.images.map(({ id, files }) => [id, files])).toEqual([
      ['ct', ['d/ct/c.dcm', 'd/ct/b.dcm', 'd/ct/a.dcm']],
      ['film', ['d/film.dcm']],
    ]);
    await mustEnd(0, words, { cwd });
    expect(manifestAt(cwd).otherFiles?.map(({ path, role }) => [path, role])).toEqual([
      ['d/reading.csv', 'table'],
    ]);
  });

  it('names the slice that refuses a volume, on stdout and in the manifest', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'd/ct/z.dcm'), sliceFile({ position: [0, 0, 8], number: 9 }));
    const made = await mustEnd(0, ['data', 'inventory', 'd', '--json'], { cwd });
    const { manifest } = JSON.parse(made.stdout) as { manifest: DataManifest };
    expect(manifest.images[0]?.volume).toMatchObject({ grid: null, refusedFor: ['GEOMETRY-MISSING-SLICE'] });
    const text = await mustEnd(0, ['data', 'inventory', 'd'], { cwd });
    expect(text.stdout).toContain('1 volumes, 1 of them with defects that refuse them\n');
    expect(text.stdout).toMatch(
      /d\/ct\/z\.dcm {2}GEOMETRY-MISSING-SLICE {2}lies 4 mm after the slice before/,
    );
  });

  it('takes files or whole series as images where that is asked for, and refuses any other word', async () => {
    const cwd = folder();
    const count = async (unit: string): Promise<number> => {
      const made = await mustEnd(0, ['data', 'inventory', 'd', '--unit', unit, '--json'], { cwd });
      return (JSON.parse(made.stdout) as { images: number }).images;
    };
    expect([await count('file'), await count('series')]).toEqual([4, 2]);
    const refused = await veritome(['data', 'inventory', 'd', '--unit', 'study'], { cwd });
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/auto, file, series/);
  });
});
