import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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
import type { GivenImages } from './inspector.js';
import { readImageFile, readImageFiles } from './image-files.js';
import { lookAt } from './look-at.js';

/** What `--images` names; read when it is first asked for. */
export interface ImageFolder {
  /** Series, or one volume. Rejects with AppError INPUT-FILE-MISSING for a folder without DICOM images. */
  given(): Promise<GivenImages>;
  /** Pictures and DICOM images, subfolders included. */
  files(): Promise<readonly ImageFile[]>;
}

export function imageFolder(path: string): ImageFolder {
  let given: Promise<GivenImages> | null = null;
  let files: Promise<readonly ImageFile[]> | null = null;
  return {
    given: () => (given ??= givenImages(path)),
    files: () => (files ??= imageFiles(path)),
  };
}

async function imageFiles(path: string): Promise<readonly ImageFile[]> {
  const { absolute, isFolder } = await lookAt(path);
  if (isFolder) return readImageFiles(path);
  const file = await readImageFile(absolute, basename(path));
  return file === null ? [] : [file];
}

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
