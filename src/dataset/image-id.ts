import { basename, extname } from 'node:path/posix';
import { AppError } from '../core/error.js';

/**
 * Image ids from paths: the file's stem. Where two files below the root share a stem, every id of the set carries its
 * folders, joined with `-` (`site-a/FR-1.dcm` → `site-a-FR-1`).
 * @param paths relative to the project
 * @param root folder of the images, relative to the project
 * @throws AppError INPUT-DUPLICATE when ids still repeat
 */
export function imageIds(paths: readonly string[], root: string): Map<string, string> {
  const short = new Map(paths.map((path) => [path, stem(basename(path))]));
  const ids =
    new Set(short.values()).size === paths.length
      ? short
      : new Map(paths.map((path) => [path, stem(below(path, root)).replaceAll('/', '-')]));
  const seen = new Map<string, string>();
  for (const [path, id] of ids) {
    const other = seen.get(id);
    if (other !== undefined) {
      throw new AppError('INPUT-DUPLICATE', `two files would be image ${id}: ${other} and ${path}`, {
        place: path,
        hint: 'rename one of them',
        details: { image: id, paths: [other, path] },
      });
    }
    seen.set(id, path);
  }
  return ids;
}

/** Path without extension; a name such as `1.2.840.113` has none. */
function stem(path: string): string {
  const extension = extname(path);
  const known = /^\.[a-z][a-z0-9]*$/i.test(extension);
  return known ? path.slice(0, -extension.length) : path;
}

function below(path: string, root: string): string {
  const prefix = root === '.' || root === '' ? '' : `${root.replace(/\/$/, '')}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}
