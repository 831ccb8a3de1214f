import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/error.js';
import { sha256 } from '../core/digest.js';
import { readDicom } from '../imaging/dicom.js';
import type { DevelopmentKeys } from './development-overlap.js';
import { listFiles } from './list-files.js';
import { pictureField } from '../imaging/picture-field.js';
import { SIGNATURE_METHOD, signatureOf } from '../imaging/picture-signature.js';
import { keyedHash } from './pseudonym.js';

/**
 * What a model was developed on, from a folder of its DICOM images: keyed hashes and picture signatures, sorted, so
 * that the order tells nothing. No identifier is kept.
 * @throws AppError INPUT-FILE-MISSING when the folder holds no image that can be read
 */
export async function makeDevelopmentKeys(
  projectDir: string,
  root: string,
  key: string,
): Promise<{ keys: DevelopmentKeys; images: number; unread: string[] }> {
  const sets = { patients: new Set<string>(), studies: new Set<string>(), series: new Set<string>() };
  const instances = new Set<string>();
  const pixels = new Set<string>();
  const pictures = new Set<string>();
  const unread: string[] = [];
  let images = 0;
  const add = (set: Set<string>, value: string | null): void => {
    if (value !== null) set.add(keyedHash(key, value));
  };
  for (const path of await listFiles(projectDir, root)) {
    try {
      const dicom = await readDicom(await readFile(join(projectDir, path)), path);
      if (!dicom.hasPixels) continue;
      add(sets.patients, dicom.patientId);
      add(sets.studies, dicom.studyUid);
      add(sets.series, dicom.seriesUid);
      add(instances, dicom.instanceUid);
      const stored = await dicom.pixels();
      add(pixels, sha256(stored.pixelsLe));
      const field = pictureField(stored);
      const picture = field === null ? null : signatureOf(field);
      if (picture !== null) pictures.add(picture);
      images += 1;
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      unread.push(path);
    }
  }
  if (images === 0) {
    throw new AppError('INPUT-FILE-MISSING', 'no DICOM image of the folder can be read', {
      place: root,
      hint: 'name the folder that holds the development images',
    });
  }
  const keys: DevelopmentKeys = {
    kind: 'development-keys',
    key,
    patients: [...sets.patients].sort(),
    pixels: [...pixels].sort(),
    studies: [...sets.studies].sort(),
    series: [...sets.series].sort(),
    instances: [...instances].sort(),
    signatures: { method: SIGNATURE_METHOD, pictures: [...pictures].sort() },
  };
  return { keys, images, unread };
}
