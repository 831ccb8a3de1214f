import { link, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError, messageOf } from '../core/error.js';
import type { Picture } from '../imaging/picture.js';
import { encodePng } from '../imaging/png.js';

/**
 * Writes a picture that is there entirely or not at all, and never in place of another file.
 * @returns rejects with AppError INPUT-FILE-EXISTS, INPUT-FOLDER-UNWRITABLE
 */
export async function writePicture(path: string, picture: Picture): Promise<void> {
  const temporary = `${path}.${process.pid}.partial`;
  try {
    await writeFile(temporary, encodePng(picture), { flag: 'wx' });
    await link(temporary, path);
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw exists
      ? new AppError('INPUT-FILE-EXISTS', 'the picture would replace a file', {
          place: path,
          hint: 'name a new file, or remove the old one first',
          cause,
        })
      : new AppError('INPUT-FOLDER-UNWRITABLE', `cannot write the picture: ${messageOf(cause)}`, {
          place: path,
          hint: 'name a path in a folder that exists and is writable',
          cause,
        });
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** Where the pictures of several paths go: `FOLDER/name.png`, numbered where names repeat. */
export function pictureNames(folder: string, paths: readonly string[]): string[] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const stem = basename(path) || 'picture';
    let name = `${stem}.png`;
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${stem}-${n}.png`;
    taken.add(name.toLowerCase());
    return join(folder, name);
  });
}
