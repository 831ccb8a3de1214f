import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/error.js';
import type { ImageSeries } from './check-against-images.js';
import { cross, dot, lengthOf, minus } from './grid.js';
import type { Grid, Vec3 } from './grid.js';
import { LIMITS } from './limits.js';
import { OBJECT_TAG } from './object-tags.js';
import { hasDicomPrefix, readPart10 } from './part10.js';
import { checkOrientation, pixelSpacingMm } from './spacing.js';
import { TAG } from './tags.js';

/** What of one image bears on where it lies. */
interface Slice {
  seriesUid: string;
  instanceUid: string;
  frameOfReferenceUid: string | null;
  size: [columns: number, rows: number];
  spacingMm: [row: number, column: number] | null;
  position: Vec3 | null;
  orientation: number[];
}

/** Steps may differ by this share: positions are rounded in headers. */
const STEP_TOLERANCE = 0.02;

/**
 * Series of the images in one folder, its subfolders left out, by headers alone. Files that are no DICOM images are
 * passed over.
 * @returns rejects with AppError INPUT-FILE-MISSING when the folder cannot be read or holds no image
 */
export async function readImageSeries(folder: string): Promise<ImageSeries[]> {
  const bySeries = new Map<string, Slice[]>();
  for (const name of await namesIn(folder)) {
    const file = join(folder, name);
    const { size } = await stat(file);
    if (size > LIMITS.fileBytes) continue;
    const slice = sliceOf(await readFile(file), name);
    if (slice === null) continue;
    const slices = bySeries.get(slice.seriesUid);
    if (slices === undefined) bySeries.set(slice.seriesUid, [slice]);
    else slices.push(slice);
  }
  if (bySeries.size === 0) throw noImages(folder);
  return [...bySeries].map(([seriesUid, slices]) => ({
    seriesUid,
    frameOfReferenceUid: slices[0]!.frameOfReferenceUid,
    instanceUids: new Set(slices.map(({ instanceUid }) => instanceUid)),
    grid: gridOf(slices),
  }));
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch {
    throw noImages(folder);
  }
}

function noImages(folder: string): AppError {
  return new AppError('INPUT-FILE-MISSING', 'there is no folder with DICOM images', {
    place: folder,
    hint: 'name the folder of the series the annotation was drawn on',
  });
}

function sliceOf(bytes: Uint8Array, place: string): Slice | null {
  if (!hasDicomPrefix(bytes)) return null;
  const { dataSet, pixelElement } = readPart10(bytes, place);
  const seriesUid = dataSet.text(TAG.SeriesInstanceUID);
  const instanceUid = dataSet.text(TAG.SOPInstanceUID);
  const [columns, rows] = [dataSet.unsigned(TAG.Columns), dataSet.unsigned(TAG.Rows)];
  if (pixelElement === null || seriesUid === null || instanceUid === null) return null;
  if (columns === null || rows === null) return null;
  checkOrientation(dataSet);
  const [x, y, z] = dataSet.decimals(OBJECT_TAG.ImagePositionPatient);
  return {
    seriesUid,
    instanceUid,
    frameOfReferenceUid: dataSet.text(OBJECT_TAG.FrameOfReferenceUID),
    size: [columns, rows],
    spacingMm: pixelSpacingMm(dataSet),
    position: x === undefined || y === undefined || z === undefined ? null : [x, y, z],
    orientation: dataSet.decimals(TAG.ImageOrientationPatient),
  };
}

/** Null unless all slices have one orientation, size and spacing and follow one another evenly along the normal. */
function gridOf(slices: readonly Slice[]): Grid | null {
  const [{ orientation, spacingMm, size }] = slices as [Slice];
  if (orientation.length !== 6 || spacingMm === null) return null;
  const axis = (from: number): Vec3 => {
    const [x, y, z] = orientation.slice(from, from + 3) as [number, number, number];
    const length = lengthOf([x, y, z]);
    return [x / length, y / length, z / length];
  };
  const [along, down] = [axis(0), axis(3)];
  const normal = cross(along, down);
  const places: { at: number; position: Vec3 }[] = [];
  for (const one of slices) {
    const alike =
      one.size.every((count, i) => count === size[i]) &&
      one.spacingMm?.every((mm, i) => Math.abs(mm - spacingMm[i]!) < 1e-3) === true &&
      one.orientation.length === 6 &&
      one.orientation.every((value, i) => Math.abs(value - orientation[i]!) < 1e-3);
    if (!alike || one.position === null) return null;
    places.push({ at: dot(one.position, normal), position: one.position });
  }
  places.sort((a, b) => a.at - b.at);
  const [first, last] = [places[0]!, places.at(-1)!];
  const step = places.length === 1 ? 1 : (last.at - first.at) / (places.length - 1);
  const even = places.every(({ at, position }, i) => {
    const shift = minus(position, first.position);
    const beside = Math.hypot(dot(shift, along), dot(shift, down));
    return Math.abs(at - first.at - i * step) <= STEP_TOLERANCE * step && beside <= 0.1 * spacingMm[0];
  });
  if (!even || step <= 0) return null;
  return {
    size: [size[0], size[1], places.length],
    spacingMm: [spacingMm[1], spacingMm[0], step],
    origin: first.position,
    axes: [along, down, normal],
  };
}
