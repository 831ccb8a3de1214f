import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../core/error.js';
import type { ImageSeries } from '../imaging/check-against-images.js';
import { compareGrids, inOrderOf } from '../imaging/compare-grids.js';
import { readDicomHeader } from '../imaging/dicom-header.js';
import type { Grid } from '../imaging/grid.js';
import { readImageSeries } from '../imaging/image-series.js';
import { hasNiftiMagic } from '../imaging/nifti/header.js';
import { readNifti } from '../imaging/nifti/nifti.js';
import { hasNrrdMagic } from '../imaging/nrrd/header.js';
import { readNrrd } from '../imaging/nrrd/nrrd.js';
import { hasDicomPrefix } from '../imaging/part10.js';
import { checkSeriesGeometry } from '../imaging/series-geometry.js';
import { readSliceHeaders } from '../imaging/slice-header.js';
import type { SliceHeader } from '../imaging/slice-header.js';
import { readVolume, volumeModality } from '../imaging/volume.js';
import { openBeside } from './open-beside.js';
import type { GivenImages } from './inspector.js';
import { readBounded } from './read-bounded.js';

/**
 * Images to hold annotations against: a folder with DICOM series, or one NIfTI or NRRD file.
 * @returns rejects with AppError INPUT-FILE-MISSING, INPUT-UNKNOWN-KIND, and as the readers
 */
export async function givenImages(path: string): Promise<GivenImages> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isFile) return imageFile(path);
  return {
    series: await readImageSeries(path),
    values: (series) => volumeValues(path, series),
  };
}

async function imageFile(path: string): Promise<GivenImages> {
  const bytes = await readBounded(path, path);
  const { grid, values } = await volumeOf(bytes, path);
  const alone = { frameOfReferenceUid: null, seriesUid: null, instanceUids: new Set<string>() };
  return { series: [{ ...alone, grid }], values: () => Promise.resolve(values) };
}

async function volumeOf(
  bytes: Uint8Array,
  path: string,
): Promise<{ grid: Grid | null; values: ArrayLike<number> }> {
  if (hasNrrdMagic(bytes)) {
    const file = await readNrrd(bytes, (name) => openBeside(path, name, path), path);
    return { grid: file.notAVolume === null ? file.space.grid : null, values: file.stored };
  }
  if (hasNiftiMagic(bytes) || /\.nii(\.gz)?$/i.test(path)) {
    const file = readNifti(bytes, null, basename(path));
    return { grid: file.notAVolume === null ? file.geometry.grid : null, values: file.stored };
  }
  throw new AppError(
    'INPUT-UNKNOWN-KIND',
    'this is neither a folder of DICOM images nor a NIfTI or NRRD file',
    {
      place: path,
      hint: `name the folder of the series, such as ${dirname(path)}, or the image file`,
    },
  );
}

/** Modality values of a DICOM series on its grid; null where the series makes no volume. */
async function volumeValues(folder: string, series: ImageSeries): Promise<ArrayLike<number> | null> {
  if (series.grid === null) return null;
  const slices: SliceHeader[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isFile()) slices.push(...(await slicesOf(join(folder, entry.name), entry.name, series)));
  }
  const geometry = checkSeriesGeometry(slices);
  if (geometry.grid === null) return null;
  const match = compareGrids(series.grid, geometry.grid);
  if (!match.same) return null;
  const values = volumeModality(await readVolume(geometry, (name) => join(folder, name)));
  return match.inOrder ? values : inOrderOf(values, geometry.grid, match.order);
}

async function slicesOf(file: string, name: string, { seriesUid }: ImageSeries): Promise<SliceHeader[]> {
  if (!(await isDicom(file))) return [];
  const { dataSet, meetsPixels } = await readDicomHeader(file, name);
  if (!meetsPixels) return [];
  return readSliceHeaders(dataSet, name).filter((slice) => slice.seriesUid === seriesUid);
}

async function isDicom(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = new Uint8Array(132);
    await file.read(head, 0, head.length, 0);
    return hasDicomPrefix(head);
  } finally {
    await file.close();
  }
}
