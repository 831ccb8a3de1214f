import { AppError } from '../core/error.js';
import { digestFiles, listProjectFiles } from '../evidence/project-files.js';
import { bindablePath, type PresentFile } from './lock.js';

/**
 * Every file of the project that a lock can bind, with its digest, sorted by path.
 * @throws AppError for a link or special file among them: what it leads to could change without a trace
 */
export async function presentFiles(projectDir: string): Promise<PresentFile[]> {
  const found = (await listProjectFiles(projectDir)).filter(({ path }) => bindablePath(path));
  const odd = found.find(({ kind }) => kind !== 'file');
  if (odd !== undefined) {
    throw new AppError(
      'INPUT-PATH-ESCAPES',
      `${odd.path} is a link or no ordinary file, so it cannot be bound`,
      {
        place: odd.path,
        hint: 'put the file itself in its place, or keep it outside the project',
      },
    );
  }
  const digests = await digestFiles(
    projectDir,
    found.map(({ path }) => path),
  );
  return digests.map((file, index) => {
    if (file !== null) return file;
    const path = found[index]?.path ?? '';
    throw new AppError('INPUT-FILE-UNREADABLE', `${path} cannot be read`, {
      place: path,
      hint: 'check the permissions of the file',
    });
  });
}
