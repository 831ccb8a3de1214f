import { basename, extname } from 'node:path/posix';
import { AppError } from '../core/error.js';

/** What an image is named after. */
export interface Named {
  /** Its file, or the folder that holds the files of its series and of no other. Relative to the project. */
  path: string;
  isFolder: boolean;
  /** First file of a series that shares its folder with other images; null where the path is enough. */
  first: string | null;
}

/**
 * Image ids from paths: the file's stem, or the name of a series' folder. Where two images below the root share a name,
 * every id of the set carries its folders, joined with `-` (`site-a/FR-1.dcm` → `site-a-FR-1`).
 * @param root folder of the images, relative to the project
 * @returns an id for each image, in the same order
 * @throws AppError INPUT-DUPLICATE when ids still repeat
 */
export function imageIds(images: readonly Named[], root: string): string[] {
  const short = images.map((image) =>
    marked(image, image.isFolder ? folderName(image.path) : stem(basename(image.path))),
  );
  const ids =
    new Set(short).size === images.length
      ? short
      : images.map((image) => {
          const path = below(image.path, root);
          return marked(image, (image.isFolder ? path : stem(path)).replaceAll('/', '-'));
        });
  const seen = new Map<string, string>();
  ids.forEach((id, i) => {
    const path = images[i]?.path ?? '';
    const other = seen.get(id);
    if (other !== undefined) {
      throw new AppError('INPUT-DUPLICATE', `two files would be image ${id}: ${other} and ${path}`, {
        place: path,
        hint: 'rename one of them',
        details: { image: id, paths: [other, path] },
      });
    }
    seen.set(id, path);
  });
  return ids;
}

function marked({ first }: Named, name: string): string {
  const parts = [name, first === null ? '' : stem(basename(first))].filter((part) => part !== '');
  return parts.length === 0 ? 'image' : parts.join('-');
}

/** The project folder itself has no name that goes into a manifest. */
function folderName(path: string): string {
  return path === '.' ? '' : basename(path);
}

/** Path without extension; a name such as `1.2.840.113` has none. */
function stem(path: string): string {
  const extension = /\.nii\.gz$/i.exec(path)?.[0] ?? extname(path);
  const known = /^(\.[a-z][a-z0-9]*)+$/i.test(extension);
  return known ? path.slice(0, -extension.length) : path;
}

function below(path: string, root: string): string {
  const prefix = root === '.' || root === '' ? '' : `${root.replace(/\/$/, '')}/`;
  if (path === prefix.slice(0, -1) || path === '.') return '';
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}
