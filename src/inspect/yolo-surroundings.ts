import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ANNOTATION_LIMITS } from '../annotation/limits.js';
import { refused } from '../annotation/refused.js';
import type { ImageFile } from '../annotation/hold-images.js';
import { NAME_FILES, readYoloNames } from '../annotation/yolo-names.js';
import type { YoloNames } from '../annotation/yolo-names.js';
import { isImageName, readImageFile } from './image-files.js';

/** `labels/train/a.txt` has its names two folders above. */
const FOLDERS_LOOKED_IN = 3;

export interface FoundNames extends YoloNames {
  /** File name, without its folder. */
  from: string;
}

/**
 * Names of classes in the folder of the labels or the two above, the nearest first.
 * @param place how the labels were named on the command line
 * @returns null where there are none; rejects with AppError INPUT-PATH-ESCAPES for a link, or what the list refuses
 */
export async function namesAround(folder: string, place: string): Promise<FoundNames | null> {
  let at = folder;
  for (let i = 0; i < FOLDERS_LOOKED_IN; i += 1) {
    const found = await namesIn(at, place);
    if (found !== null) return found;
    if (dirname(at) === at) break;
    at = dirname(at);
  }
  return null;
}

/** Names of classes in one folder; null where it has none. */
export async function namesIn(folder: string, place: string): Promise<FoundNames | null> {
  const entries = await readdir(folder).catch(() => []);
  const rank = (name: string): number => (/\.ya?ml$/i.test(name) ? 0 : /^classes\./i.test(name) ? 1 : 2);
  const candidates = entries.filter((name) => NAME_FILES.test(name));
  candidates.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  for (const name of candidates) {
    const file = join(folder, name);
    const state = await lstat(file);
    if (state.isSymbolicLink())
      throw refused(place, `${name} is a link`, 'copy the list of classes here', 'INPUT-PATH-ESCAPES');
    if (!state.isFile()) continue;
    const bytes = state.size > ANNOTATION_LIMITS.yamlBytes ? null : await readFile(file);
    if (bytes === null) throw refused(place, `${name} is too large to be a list of classes`, 'shorten it');
    const read = await readYoloNames(bytes, file.endsWith(place) ? place : name);
    if (read !== null) return { ...read, from: name };
  }
  return null;
}

/** The image of a label file: beside it, or in `images` where the labels are in `labels`. */
export async function imageOfLabels(labels: string): Promise<ImageFile | null> {
  const stem = basename(labels).replace(/\.txt$/i, '');
  const own = dirname(labels);
  const mirrored = own.replace(/(^|[/\\])labels(?=[/\\]|$)(?!.*[/\\]labels([/\\]|$))/, '$1images');
  for (const folder of new Set([own, mirrored])) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const image = entries.find(
      (entry) => entry.isFile() && isImageName(entry.name) && stemOf(entry.name) === stem,
    );
    if (image !== undefined) return readImageFile(join(folder, image.name), image.name);
  }
  return null;
}

export function stemOf(path: string): string {
  return path.replace(/\.[^./\\]+$/, '');
}
