import { lstatSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { AppError } from '../core/error.js';

/**
 * Resolves a path written in a project file to a real file inside the project.
 * @param relative forward slashes, from the project folder
 * @param place what names the path, for the error
 * @returns absolute real path of a regular file
 * @throws AppError INPUT-PATH-ESCAPES for an absolute path, a `..`, or a link that leads out of the project;
 *   INPUT-FILE-MISSING when there is no such regular file
 */
export function containedFile(projectDir: string, relative: string, place: string): string {
  refuseOutward(relative, place);
  const real = realPathOf(join(projectDir, relative), relative, place);
  if (!isInside(realpathSync(projectDir), real)) {
    throw new AppError('INPUT-PATH-ESCAPES', `${relative} is a link that leads out of the project`, {
      place,
      hint: 'copy the file into the project: only what lies in it can be bound',
    });
  }
  if (!statSync(real).isFile()) {
    throw new AppError('INPUT-FILE-MISSING', `${relative} is not a file`, {
      place,
      hint: 'name a file, not a folder',
    });
  }
  return real;
}

/** True when `path` is `folder` or lies in it; both absolute and real. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** @throws AppError INPUT-PATH-ESCAPES for a path that is not plainly inward as it is written */
export function refuseOutward(relative: string, place: string): void {
  const parts = relative.split('/');
  if (
    relative !== '' &&
    !/[\\\0]|^[A-Za-z]:/.test(relative) &&
    !parts.some((part) => ['', '.', '..'].includes(part))
  ) {
    return;
  }
  throw new AppError(
    'INPUT-PATH-ESCAPES',
    `path ${JSON.stringify(relative)} is not a plain path inside the project`,
    {
      place,
      hint: 'write it relative, with forward slashes and without . or ..',
    },
  );
}

function realPathOf(path: string, relative: string, place: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    const dangling = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    throw new AppError(
      'INPUT-FILE-MISSING',
      `${relative} ${dangling ? 'is a link to nothing' : 'does not exist'}`,
      {
        place,
        hint: 'put the file there or correct the path',
        cause,
      },
    );
  }
}
