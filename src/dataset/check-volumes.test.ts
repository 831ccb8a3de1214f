import { describe, expect, it } from 'vitest';
import { row } from '../imaging/dicom-writer.testkit.js';
import type { GeometryCode } from '../imaging/geometry-findings.js';
import { sliceFile } from '../imaging/series.testkit.js';
import { checkVolumes } from './check-volumes.js';
import { projectWith } from './image-folder.testkit.js';
import { inventory } from './inventory.js';

/** A tilted CT with a localizer in it. */
async function tilted(): Promise<(allow: GeometryCode[], included?: string[]) => Promise<string[][]>> {
  const slice = (n: number, orientation?: string): Uint8Array =>
    sliceFile({
      position: [0, 0.3 * n, 2 * n],
      number: n,
      ...(orientation === undefined ? {} : { orientation }),
    });
  const project = projectWith({
    ...Object.fromEntries([0, 1, 2, 3].map((n) => [`d/ct/${n}.dcm`, slice(n)])),
    'd/ct/scout.dcm': slice(9, '0\\1\\0\\0\\0\\-1'),
    'd/film.dcm': sliceFile({
      position: [0, 0, 0],
      number: 20,
      changes: { 0x00080060: row(0x00080060, 'CS', 'DX') },
    }),
  });
  const manifest = await inventory(project, 'd', { id: 'S', version: '1', pseudonymKey: 'k', threads: 0 });
  return async (allow, included = manifest.images.map(({ id }) => id)) =>
    (await checkVolumes(project, manifest, included, allow)).map(({ code, severity, path }) => [
      code,
      severity,
      path,
    ]);
}

describe('volumes of included images', () => {
  it('are refused for every defect, the slice named', async () => {
    const check = await tilted();
    expect(await check([])).toEqual([['GEOMETRY-MIXED-ORIENTATION', 'error', 'd/ct/scout.dcm']]);
    expect(await check([], ['film'])).toEqual([]);
  });

  it('are looked at again without what is allowed, which may uncover another defect', async () => {
    const check = await tilted();
    const tilts = ['1', '2', '3'].map((n) => ['GEOMETRY-GANTRY-TILT', 'error', `d/ct/${n}.dcm`]);
    expect(await check(['GEOMETRY-MIXED-ORIENTATION'])).toEqual([
      ['GEOMETRY-MIXED-ORIENTATION', 'warning', 'd/ct/scout.dcm'],
      ...tilts,
    ]);
    const both = await check(['GEOMETRY-MIXED-ORIENTATION', 'GEOMETRY-GANTRY-TILT']);
    expect(new Set(both.map(([, severity]) => severity))).toEqual(new Set(['warning']));
  });

  it('are not saved by an allowance that is none of theirs', async () => {
    expect((await (await tilted())(['GEOMETRY-GANTRY-TILT'])).map(([code]) => code)).toEqual([
      'GEOMETRY-MIXED-ORIENTATION',
    ]);
  });
});
