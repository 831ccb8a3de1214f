import { existsSync } from 'node:fs';
import { AppError } from '../../core/error.js';
import { readBounded } from '../read-bounded.js';
import { hasNiftiMagic } from './header.js';
import { readNifti, type Nifti } from './nifti.js';

const NAMED = /\.nii(\.gz)?$/i;
const HEADER = /\.hdr(\.gz)?$/i;
const IMAGE = /\.img(\.gz)?$/i;

/** Whether a file is NIfTI by its first bytes or its name; the `.img` file of a pair only where its header is beside it. */
export function claimsNifti(absolute: string, head: Uint8Array): boolean {
  return (
    hasNiftiMagic(head) ||
    NAMED.test(absolute) ||
    HEADER.test(absolute) ||
    (IMAGE.test(absolute) && beside(absolute, IMAGE, '.hdr') !== null)
  );
}

/**
 * Reads one file, or a pair of which either file may be named.
 * @returns the image, and the `.img` file where the voxels are in one; rejects as `readNifti` and with AppError
 *   IMAGE-INVALID where the header is not there
 */
export async function readNiftiFile(
  absolute: string,
  place: string,
): Promise<{ nifti: Nifti; imageFile: string | null }> {
  const headerFile = IMAGE.test(absolute) ? beside(absolute, IMAGE, '.hdr') : absolute;
  if (headerFile === null) {
    throw new AppError('IMAGE-INVALID', 'the header of this image is not beside it', {
      place,
      hint: 'put the .hdr file beside the .img file',
    });
  }
  const imageFile = HEADER.test(headerFile) ? beside(headerFile, HEADER, '.img') : null;
  const image = imageFile === null ? null : await readBounded(imageFile, place);
  return { nifti: readNifti(await readBounded(headerFile, place), image, place), imageFile };
}

/** The other file of a pair; null where it is not there. */
function beside(path: string, ending: RegExp, other: string): string | null {
  const stem = path.replace(ending, '');
  const names = [other, `${other}.gz`, other.toUpperCase()].map((end) => stem + end);
  return names.find((name) => existsSync(name)) ?? null;
}
