import { AppError } from '../core/error.js';
import type { ImageSeries } from './check-against-images.js';
import { readFolderSlices } from './folder-slices.js';
import { checkSeriesGeometry } from './series-geometry.js';
import { planeGrid } from './series-grid.js';
import { groupSeries } from './slice-header.js';
import type { SliceHeader } from './slice-header.js';

/**
 * Series of the images in one folder, its subfolders left out, by headers alone. Files that are no DICOM images are
 * passed over.
 * @returns rejects with AppError INPUT-FILE-MISSING when the folder cannot be read or holds no image, and as
 *   `readFolderSlices`
 */
export async function readImageSeries(folder: string): Promise<[ImageSeries, ...ImageSeries[]]> {
  const { slices } = await readFolderSlices(folder, folder).catch((thrown: unknown) => {
    if (thrown instanceof AppError) throw thrown;
    throw noImages(folder);
  });
  const [first, ...others] = groupSeries(slices).map((series) => ({
    seriesUid: series[0]!.seriesUid,
    frameOfReferenceUid: series[0]!.frameOfReferenceUid,
    instanceUids: new Set(series.flatMap(({ instanceUid }) => instanceUid ?? [])),
    grid: gridOfSeries(series),
  }));
  if (first === undefined) throw noImages(folder);
  return [first, ...others];
}

/** Two slices and a single plane are enough to hold an annotation against. */
function gridOfSeries(series: readonly SliceHeader[]): ImageSeries['grid'] {
  const [only, ...more] = series;
  if (only !== undefined && more.length === 0) return planeGrid(only);
  return checkSeriesGeometry(series, ['GEOMETRY-TOO-FEW-SLICES']).grid;
}

function noImages(folder: string): AppError {
  return new AppError('INPUT-FILE-MISSING', 'there is no folder with DICOM images', {
    place: folder,
    hint: 'name the folder of the series the annotation was drawn on',
  });
}
