import { readFile } from 'node:fs/promises';
import { AppError, messageOf } from '../core/error.js';
import type { DataManifest } from '../schema/types.js';
import { unreadable } from './file-buffer.js';

/**
 * Reads a data manifest and checks what the stages rely on: kind, version, images that name files of the list, ids
 * and paths that do not repeat, paths inside the project.
 * @param path of the file, for opening
 * @param place of the file, for errors
 * @throws AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE, INPUT-SYNTAX, INPUT-SCHEMA, INPUT-DUPLICATE,
 *   INPUT-PATH-ESCAPES
 */
export async function readManifest(path: string, place = path): Promise<DataManifest> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    throw unreadable(thrown, place);
  }
  return parseManifest(text, place);
}

/** The same from text. */
export function parseManifest(text: string, place: string): DataManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw new AppError('INPUT-SYNTAX', `not JSON: ${messageOf(thrown)}`, {
      place,
      hint: 'make the manifest again with veritome data inventory',
      cause: thrown,
    });
  }
  if (!isManifest(value)) {
    throw new AppError('INPUT-SCHEMA', 'not a data manifest of schema version 1', {
      place,
      hint: 'make the manifest again with veritome data inventory',
    });
  }
  checkConsistency(value, place);
  return value;
}

function isManifest(value: unknown): value is DataManifest {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, schemaVersion, files, images, findings } = value as Partial<DataManifest>;
  return (
    kind === 'data-manifest' &&
    schemaVersion === 1 &&
    Array.isArray(files) &&
    files.every((file) => typeof file.path === 'string' && typeof file.sha256 === 'string') &&
    Array.isArray(images) &&
    images.every(
      (image) => typeof image.id === 'string' && typeof image.case === 'string' && hasFilesAndFacts(image),
    ) &&
    Array.isArray(findings)
  );
}

function hasFilesAndFacts(image: { files?: unknown; facts?: unknown }): boolean {
  const isList = Array.isArray(image.files) && image.files.every((path) => typeof path === 'string');
  return isList && typeof image.facts === 'object' && image.facts !== null;
}

function checkConsistency(manifest: DataManifest, place: string): void {
  const hint = 'make the manifest again with veritome data inventory';
  const paths = new Set<string>();
  for (const { path } of manifest.files) {
    if (path.startsWith('/') || path.includes('\\') || path.split('/').includes('..')) {
      throw new AppError('INPUT-PATH-ESCAPES', `the file ${path} is not below the project folder`, {
        place,
        hint,
      });
    }
    if (paths.has(path))
      throw new AppError('INPUT-DUPLICATE', `the file ${path} is listed twice`, { place, hint });
    paths.add(path);
  }
  const ids = new Set<string>();
  for (const { id, files } of manifest.images) {
    if (ids.has(id))
      throw new AppError('INPUT-DUPLICATE', `the image ${id} is listed twice`, { place, hint });
    ids.add(id);
    const unlisted = files.length === 0 ? 'none' : files.find((path) => !paths.has(path));
    if (unlisted !== undefined) {
      throw new AppError('INPUT-SCHEMA', `the image ${id} has a file that is not listed: ${unlisted}`, {
        place,
        hint,
      });
    }
  }
}
