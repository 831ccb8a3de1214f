import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '../dataset/list-files.js';
import { readFileHead } from '../imaging/file-head.js';
import { LIMITS } from '../imaging/limits.js';
import { hasDicomPrefix, readPart10 } from '../imaging/part10.js';
import { rasterSize } from '../imaging/raster-size.js';
import { TAG } from '../imaging/tags.js';
import type { ImageFile } from '../annotation/hold-images.js';
import { AppError } from '../core/error.js';

const PICTURE = /\.(png|jpe?g|bmp|tiff?|webp)$/i;
/** Enough for the metadata that cameras and editors put before a JPEG's frame header. */
const HEAD_BYTES = 512 * 1024;
const KEYS = [TAG.SOPInstanceUID, TAG.SeriesInstanceUID, TAG.StudyInstanceUID, TAG.PatientID];

/** True for a file name that may be an image: a picture, or a DICOM file by its ending. */
export function isImageName(path: string): boolean {
  return PICTURE.test(path) || /\.(dcm|dicom|ima)$/i.test(path);
}

/**
 * Pictures and DICOM images below a folder, subfolders included; other files are passed over.
 * @returns rejects with AppError INPUT-FILE-MISSING, INPUT-PATH-ESCAPES for a link that leads out of the folder
 */
export async function readImageFiles(folder: string): Promise<ImageFile[]> {
  const files: ImageFile[] = [];
  for (const path of await listFiles(folder, '.')) {
    const file = await readImageFile(join(folder, path), path);
    if (file !== null) files.push(file);
  }
  return files;
}

/** @returns null for a file that is neither a picture nor a DICOM image */
export async function readImageFile(absolute: string, path: string): Promise<ImageFile | null> {
  const head = await readFileHead(absolute, HEAD_BYTES);
  if (hasDicomPrefix(head)) return readDicomFile(absolute, path);
  const size = rasterSize(head);
  if (size === null && !PICTURE.test(path)) return null;
  return { path, columns: size?.columns ?? null, rows: size?.rows ?? null, keys: [] };
}

async function readDicomFile(absolute: string, path: string): Promise<ImageFile | null> {
  if ((await stat(absolute)).size > LIMITS.fileBytes) return null;
  try {
    const { dataSet, pixelElement } = readPart10(await readFile(absolute), path);
    if (pixelElement === null) return null;
    return {
      path,
      columns: dataSet.unsigned(TAG.Columns),
      rows: dataSet.unsigned(TAG.Rows),
      keys: KEYS.flatMap((tag) => dataSet.text(tag) ?? []),
    };
  } catch (error) {
    // A damaged image is named by its own inspection; here it is only not there.
    if (error instanceof AppError) return null;
    throw error;
  }
}
