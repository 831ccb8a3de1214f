import { realpath } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { AppError } from '../../core/error.js';
import { readBounded } from '../read-bounded.js';
import { hasNrrdMagic } from './header.js';
import { readNrrd, type Nrrd } from './nrrd.js';

/** Whether a file is NRRD by its first bytes or its name. */
export function claimsNrrd(path: string, head: Uint8Array): boolean {
  return hasNrrdMagic(head) || /\.(nrrd|nhdr)$/i.test(path);
}

/** Reads a file and, where its samples are in another, that one. @returns rejects as `readNrrd` */
export async function readNrrdFile(absolute: string, place: string): Promise<Nrrd> {
  return readNrrd(await readBounded(absolute, place), (name) => beside(absolute, name, place), place);
}

/** A data file, links resolved, that lies below the folder of its header. */
async function beside(header: string, name: string, place: string): Promise<Uint8Array> {
  const folder = await realpath(dirname(header));
  let file: string;
  try {
    file = await realpath(resolve(folder, name));
  } catch (cause) {
    throw new AppError('INPUT-FILE-MISSING', 'the data file that the header names cannot be opened', {
      place,
      hint: 'put the data file beside its header',
      cause,
    });
  }
  if (file.startsWith(folder + sep)) return readBounded(file, place);
  throw new AppError('INPUT-PATH-ESCAPES', 'the data file lies outside the folder of the header', {
    place,
    hint: 'keep header and data in one folder',
  });
}
