import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ImageFile } from '../annotation/hold-images.js';
import { AppError } from '../core/error.js';
import type { ImageSeries } from '../imaging/check-against-images.js';
import { compareGrids, inOrderOf } from '../imaging/compare-grids.js';
import { readFolderSlices } from '../imaging/folder-slices.js';
import type { Grid } from '../imaging/grid.js';
import { readImageSeries } from '../imaging/image-series.js';
import { claimsNifti, readNiftiFile } from '../imaging/nifti/nifti-file.js';
import { claimsNrrd, readNrrdFile } from '../imaging/nrrd/nrrd-file.js';
import { checkSeriesGeometry } from '../imaging/series-geometry.js';
import { readVolume, volumeModality } from '../imaging/volume.js';
import { readImageFiles } from './image-files.js';
import type { GivenImages, ImageSource } from './inspector.js';
import { lookAt } from './look-at.js';

/**
 * Images to hold annotations against: a folder with DICOM series, or one NIfTI or NRRD file.
 * @returns rejects with AppError INPUT-FILE-MISSING, INPUT-UNKNOWN-KIND, and as the readers
 */
export async function givenImages(path: string): Promise<GivenImages> {
  if (await isFile(path)) return imageFile(path);
  return {
    series: await readImageSeries(path),
    values: (series) => volumeValues(path, series),
  };
}

/** The same, and the single images of a folder, each read once and when it is first asked for. */
export function imageSource(path: string): ImageSource {
  let volumes: Promise<GivenImages> | null = null;
  let files: Promise<readonly ImageFile[]> | null = null;
  return {
    volumes: () => (volumes ??= givenImages(path)),
    files: () => (files ??= isFile(path).then((alone) => (alone ? [] : readImageFiles(path)))),
  };
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function imageFile(path: string): Promise<GivenImages> {
  const { grid, values } = await volumeOf(path);
  const alone = { frameOfReferenceUid: null, seriesUid: null, instanceUids: new Set<string>() };
  return { series: [{ ...alone, grid }], values: () => Promise.resolve(values) };
}

async function volumeOf(path: string): Promise<{ grid: Grid | null; values: ArrayLike<number> }> {
  const { absolute, head } = await lookAt(path);
  if (claimsNrrd(path, head)) {
    const { notAVolume, space, stored } = await readNrrdFile(absolute, path);
    return { grid: notAVolume === null ? space.grid : null, values: stored };
  }
  if (claimsNifti(absolute, head)) {
    const { nifti } = await readNiftiFile(absolute, path);
    const { notAVolume, geometry, stored } = nifti;
    return { grid: notAVolume === null ? geometry.grid : null, values: stored };
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

/** Modality values of a DICOM series on its grid; null where they cannot be put there. */
async function volumeValues(folder: string, series: ImageSeries): Promise<ArrayLike<number> | null> {
  const { slices } = await readFolderSlices(folder, folder);
  const own = slices.filter(({ seriesUid }) => seriesUid === series.seriesUid);
  const geometry = checkSeriesGeometry(own, ['GEOMETRY-TOO-FEW-SLICES']);
  // A single plane is no volume, but has a place.
  const grid = geometry.grid ?? (own.length === 1 ? series.grid : null);
  const match = grid === null || series.grid === null ? null : compareGrids(series.grid, grid);
  if (grid === null || match?.same !== true) return null;
  const values = volumeModality(
    await readVolume({ ...geometry, slices: geometry.grid === null ? own : geometry.slices, grid }, (name) =>
      join(folder, name),
    ),
  );
  return match.inOrder ? values : inOrderOf(values, grid, match.order);
}
