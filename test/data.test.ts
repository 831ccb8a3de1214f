import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { radiographOf } from '../src/dataset/image-folder.testkit.js';
import { mustEnd, veritome } from './command.js';

const md5 = (bytes: string | Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/** A project under DVC with one image, `d/1.dcm`. */
function dvcProject(): string {
  const dir = mkdtempSync(join(tmpdir(), 'veritome-data-'));
  mkdirSync(join(dir, 'd'));
  mkdirSync(join(dir, '.dvc'));
  const image = radiographOf('P1', 1);
  writeFileSync(join(dir, 'd', '1.dcm'), image);
  const listing = md5(`[{"md5": "${md5(image)}", "relpath": "1.dcm"}]`);
  writeFileSync(join(dir, 'd.dvc'), `outs:\n- md5: ${listing}.dir\n  nfiles: 1\n  hash: md5\n  path: d\n`);
  return dir;
}

describe('data on the command line', () => {
  it('inventories, refuses files that DVC does not know, and tells two versions apart', async () => {
    const cwd = dvcProject();
    const words = ['data', 'inventory', 'd', '--id', 'SET', '--out'];
    const made = await mustEnd(0, [...words, '1.json'], { cwd });
    expect(made.stdout).toContain('SET 1: 1 images of 1 cases\n');
    expect(made.stdout).toMatch(/ {2}d: DVC md5 [0-9a-f]{32}\.dir, 1 files/);
    expect(made.stdout).toMatch(/ {2}Modality +DX +█{20} 1\n/);
    for (const line of made.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);

    writeFileSync(join(cwd, 'd', '2.dcm'), radiographOf('P2', 2));
    const refused = await mustEnd(3, [...words, '2.json'], { cwd });
    expect(refused.stderr).toMatch(/INTEGRITY-DATA-VERSION/);
    writeFileSync(join(cwd, 'd.dvc'), readFileSync(join(cwd, 'd.dvc'), 'utf8').replace('path: d', 'path: e'));
    await mustEnd(0, [...words, '2.json'], { cwd });

    const diff = await mustEnd(0, ['data', 'diff', '1.json', '2.json'], { cwd });
    expect(diff.stdout).toContain('cases: 1 added, 0 removed\nimages: 1 unchanged, 1 added\n');
    const json = await mustEnd(0, ['data', 'diff', '1.json', '2.json', '--json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: true,
      changes: [{ image: '2', change: 'added' }],
      before: { versions: [{ path: 'd' }] },
    });
    const missing = await veritome(['data', 'diff', '1.json', '3.json'], { cwd });
    expect([missing.code, missing.stdout]).toEqual([2, '']);
    expect(missing.stderr).toContain('INPUT-FILE-MISSING');
  });

  it('inspects a .dvc file', async () => {
    const cwd = dvcProject();
    const good = await mustEnd(0, ['inspect', '--json', 'd.dvc'], { cwd });
    expect(JSON.parse(good.stdout)).toMatchObject({
      ok: true,
      kind: 'dvc',
      outs: [{ path: 'd', nfiles: 1, status: 'match' }],
    });
    writeFileSync(join(cwd, 'd', '1.dcm'), '');
    const bad = await mustEnd(2, ['inspect', '--json', 'd.dvc'], { cwd });
    expect(JSON.parse(bad.stdout)).toMatchObject({ ok: false, error: { code: 'INTEGRITY-DATA-VERSION' } });
  });
});
