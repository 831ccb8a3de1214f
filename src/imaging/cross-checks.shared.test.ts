import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import { compareGrids, inOrderOf } from './compare-grids.js';
import { readDicom } from './dicom.js';
import { readNifti } from './nifti/nifti.js';
import { checkSeriesGeometry } from './series-geometry.js';
import { SHARED_INDEX, sharedFiles, sharedPath, WITHOUT_SHARED } from './shared-data.testkit.js';
import { readSliceHeaders } from './slice-header.js';
import { readVolume } from './volume.js';
import type { Volume } from './volume.js';

/*
 * The same image in two files: whichever way it was stored, the same voxels must come out at the same places.
 */

async function volumeOf(folder: string): Promise<Volume> {
  const absolute = (name: string): string => join(sharedPath(folder), name);
  const files = readdirSync(sharedPath(folder)).map(async (name) =>
    readSliceHeaders((await readDicom(readFileSync(absolute(name)), name)).dataSet, name),
  );
  return readVolume(checkSeriesGeometry((await Promise.all(files)).flat()), absolute);
}

const sum = ({ stored }: Pick<Volume, 'stored'>): string =>
  sha256(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength));

const checked = (what: string): { a: string | string[]; b: string }[] =>
  SHARED_INDEX.cross_checks.filter(({ check }) => check === what) as never;

describe.skipIf(WITHOUT_SHARED)('one image in several forms', () => {
  it.each(checked('DICOM series against NIfTI ground truth'))(
    'series $a and $b have the same voxels',
    async ({ a, b }) => {
      const volume = await volumeOf(a as string);
      const nifti = readNifti(readFileSync(sharedPath(b)), null, b);
      const match = compareGrids(volume.grid, nifti.geometry.grid);
      if (!match.same) throw new Error(match.message);
      const turned = inOrderOf(nifti.stored as Float64Array, nifti.geometry.grid, match.order);
      const { slope, intercept } = nifti.scaling;
      const size = volume.grid.size[0] * volume.grid.size[1];
      const differing = volume.stored.findIndex((value, i) => {
        const rescale = volume.rescales[Math.floor(i / size)]!;
        const modality = value * rescale.slope + rescale.intercept;
        return turned[i]! * slope + intercept !== modality;
      });
      expect(differing).toBe(-1);
    },
  );

  it.each(checked('same volume in four codecs'))('$a are one volume', async ({ a }) => {
    const volumes = await Promise.all((a as string[]).map(volumeOf));
    expect(new Set(volumes.map(sum)).size).toBe(1);
    for (const { grid } of volumes) expect(grid).toEqual(volumes[0]?.grid);
  });

  const same = sharedFiles('dicom', 'enhanced', 'series', 'phi', 'seg').flatMap(({ path, decoded }) => {
    const others = (decoded as { same_pixels_as?: string[] } | undefined)?.same_pixels_as;
    return others === undefined ? [] : [{ path, others }];
  });

  const known = new Map<string, Promise<string>>();
  const pixelsOf = (name: string): Promise<string> => {
    const digest =
      known.get(name) ??
      readDicom(readFileSync(sharedPath(name)), name).then(async (file) => sha256(await file.storedBytes()));
    known.set(name, digest);
    return digest;
  };

  it.each(same)('$path has the pixels of $others', async ({ path, others }) => {
    const own = await pixelsOf(path);
    for (const other of others) expect(await pixelsOf(other)).toBe(own);
  });
});
