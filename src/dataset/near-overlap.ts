import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/error.js';
import { readDicom } from '../imaging/dicom.js';
import type { DataManifest } from '../schema/types.js';
import type { DevelopmentKeys } from './development-overlap.js';
import {
  likeness,
  NEAR_THRESHOLD,
  pictureSignature,
  SIGNATURE_METHOD,
  signatureOf,
} from '../imaging/picture-signature.js';

/** Images of a set that look like a development image, and how they were compared. */
export interface NearOverlap {
  method: string;
  threshold: number;
  /** Images that cannot be read or have no structure. */
  unread: number;
  found: { path: string; likeness: number }[];
}

/**
 * Compares every image of a set with every signature, one image in memory at a time.
 * @returns null when the keys hold no signatures of this method
 * @throws AppError INPUT-FILE-UNREADABLE is not thrown here: a missing file is a finding of `checkManifest`
 */
export async function nearOverlapWithDevelopment(
  projectDir: string,
  manifest: DataManifest,
  keys: DevelopmentKeys,
): Promise<NearOverlap | null> {
  if (keys.signatures?.method !== SIGNATURE_METHOD) return null;
  const known = [...new Set(keys.signatures.pictures)].map(signatureOf);
  const overlap: NearOverlap = { method: SIGNATURE_METHOD, threshold: NEAR_THRESHOLD, unread: 0, found: [] };
  for (const { path } of manifest.files) {
    const signature = await signatureOfFile(join(projectDir, path), path);
    if (signature === null) {
      overlap.unread += 1;
      continue;
    }
    const own = signatureOf(signature);
    const best = known.reduce((highest, other) => Math.max(highest, likeness(own, other)), -1);
    if (best >= NEAR_THRESHOLD) overlap.found.push({ path, likeness: best });
  }
  return overlap;
}

/** Null for a file that is no image, damaged, or without structure. */
async function signatureOfFile(absolute: string, path: string): Promise<string | null> {
  try {
    const dicom = await readDicom(await readFile(absolute), path);
    return dicom.hasPixels ? pictureSignature(await dicom.pixels()) : null;
  } catch (thrown) {
    if (thrown instanceof AppError || (thrown instanceof Error && 'code' in thrown)) return null;
    throw thrown;
  }
}
