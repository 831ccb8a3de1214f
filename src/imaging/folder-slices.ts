import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../core/finding.js';
import { readDicomHeader } from './dicom-header.js';
import { readFileHead } from './file-head.js';
import { hasDicomPrefix } from './part10.js';
import { readSliceHeaders } from './slice-header.js';
import type { SliceHeader } from './slice-header.js';

/**
 * Headers of the images in one folder, in order of name; folders below it are not entered.
 * @param place path of the folder, for errors; the slices have the name of their file as path
 * @returns the slices, and how many files are no DICOM images; rejects as `readDicomHeader` and `readSliceHeaders`
 */
export async function readFolderSlices(
  folder: string,
  place: string,
): Promise<{ slices: SliceHeader[]; others: number }> {
  const slices: SliceHeader[] = [];
  let others = 0;
  for (const name of await fileNames(folder)) {
    const own = await slicesOf(join(folder, name), name, place);
    if (own.length === 0) others += 1;
    // One by one: a file may hold more frames than a call takes arguments.
    for (const slice of own) slices.push(slice);
  }
  return { slices, others };
}

/** Whether a file of the folder is DICOM. */
export async function holdsDicom(folder: string): Promise<boolean> {
  for (const name of await fileNames(folder)) {
    if (await isDicom(join(folder, name))) return true;
  }
  return false;
}

async function slicesOf(file: string, name: string, folder: string): Promise<SliceHeader[]> {
  if (!(await isDicom(file))) return [];
  const { dataSet, meetsPixels } = await readDicomHeader(file, `${folder}/${name}`);
  return meetsPixels ? readSliceHeaders(dataSet, name) : [];
}

async function fileNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort(compareText);
}

async function isDicom(path: string): Promise<boolean> {
  return hasDicomPrefix(await readFileHead(path, 132));
}
