import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../core/error.js';
import type { Sha256 } from '../core/digest.js';
import { containedFile, isInside } from '../model/contained-path.js';
import { besideDescriptor, parseModelPackage } from '../model/package.js';
import type { DataManifest, ModelPackage } from '../schema/types.js';
import { readBound } from './bound-bytes.js';
import type { Task, TaskFile } from './worker-messages.js';

/**
 * The model package and its weights, each held against the digest given for it.
 * @throws AppError INTEGRITY-BOUND-FILE; as `parseModelPackage`
 */
export async function boundModel(
  projectDir: string,
  modelDescriptor: string,
  modelDigests: Readonly<Record<string, Sha256>>,
): Promise<{ pkg: ModelPackage; modelFiles: Record<string, TaskFile> }> {
  const bound = (path: string): TaskFile => {
    const sha256 = modelDigests[path];
    if (sha256 === undefined) {
      throw new AppError(
        'INTEGRITY-BOUND-FILE',
        'no digest of it was given: the lock does not bind this file',
        {
          place: path,
          hint: 'list it in the model package and lock again',
        },
      );
    }
    return { at: containedFile(projectDir, path, modelDescriptor), path, sha256 };
  };
  const text = Buffer.from(readBound(bound(modelDescriptor))).toString('utf8');
  const pkg = await parseModelPackage(projectDir, modelDescriptor, text);
  const modelFiles: Record<string, TaskFile> = {};
  for (const { file } of pkg.components) modelFiles[file] = bound(besideDescriptor(modelDescriptor, file));
  return { pkg, modelFiles };
}

/**
 * One task an image, in the manifest's order.
 * @throws AppError INPUT-PATH-ESCAPES for an image that is a link out of the image folder; INPUT-SCHEMA for a manifest
 *   that names an image twice or a file it does not list
 */
export function tasksOf(projectDir: string, manifest: DataManifest): Task[] {
  const root = realpathSync(join(projectDir, manifest.root));
  const ids = manifest.images.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) {
    throw new AppError('INPUT-SCHEMA', `image ${twice} stands twice in the manifest`, {
      place: `${manifest.id} ${manifest.version}`,
      hint: 'make the manifest again',
    });
  }
  const digests = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  return manifest.images.map((image) => ({
    image: image.id,
    case: image.case,
    files: image.files.map((path) => {
      const sha256 = digests.get(path);
      if (sha256 === undefined) {
        throw new AppError(
          'INPUT-SCHEMA',
          `image ${image.id} names ${path}, which the manifest does not list`,
          {
            place: `${manifest.id} ${manifest.version}`,
            hint: 'make the manifest again',
          },
        );
      }
      const at = join(projectDir, path);
      const real = existsSync(at) ? realpathSync(at) : at;
      if (isInside(root, real)) return { at, path, sha256 };
      throw new AppError('INPUT-PATH-ESCAPES', 'the image does not lie in the folder of the images', {
        place: path,
        hint: `copy it into ${manifest.root}: the process that infers can read nothing else`,
      });
    }),
  }));
}
