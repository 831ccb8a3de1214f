import { realpath } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { AppError, messageOf } from '../core/error.js';
import { readBounded } from './read-bounded.js';

/**
 * A data file, links resolved, that lies in the folder of its header or below.
 * @returns rejects with AppError INPUT-FILE-MISSING, INPUT-PATH-ESCAPES
 */
export async function openBeside(header: string, name: string, place: string): Promise<Uint8Array> {
  const folder = await realpath(dirname(header));
  let file: string;
  try {
    file = await realpath(resolve(folder, name));
  } catch (cause) {
    throw new AppError('INPUT-FILE-MISSING', `the data file cannot be opened: ${messageOf(cause)}`, {
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
