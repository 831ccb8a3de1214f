import type { DataManifest } from '../schema/types.js';
import type { DevelopmentKeys } from './development-overlap.js';
import { outlineOf, Outlines } from '../imaging/likeness-bound.js';
import { likeness, NEAR_THRESHOLD } from '../imaging/picture-likeness.js';
import type { Picture } from '../imaging/picture-signature.js';
import { SIGNATURE_METHOD, signatureOf } from '../imaging/picture-signature.js';
import { workOnFiles } from './many-files.js';

/** Images of a set that look like a development image, and how they were compared. */
export interface NearOverlap {
  method: string;
  threshold: number;
  /** Images that cannot be read or have no structure. */
  unread: number;
  found: { path: string; likeness: number }[];
}

export interface NearOverlapOptions {
  /** Called after each image is read, then after each development image is compared. */
  progress?: (done: number, total: number, what: string) => void;
  threads?: number;
}

/**
 * Compares every image of a set with every signature. Most pairs are ruled out by their outlines; the others are
 * searched.
 * @returns null when the keys hold no signatures of this method
 * @throws AppError INPUT-FILE-UNREADABLE is not thrown here: a missing file is a finding of `checkManifest`
 */
export async function nearOverlapWithDevelopment(
  projectDir: string,
  manifest: DataManifest,
  keys: DevelopmentKeys,
  options: NearOverlapOptions = {},
): Promise<NearOverlap | null> {
  if (keys.signatures?.method !== SIGNATURE_METHOD) return null;
  const paths = manifest.files.map(({ path }) => path);
  const signatures = await workOnFiles('sign', projectDir, paths, options);
  const pictures = signatures.map((signature) => (signature === null ? null : signatureOf(signature)));
  const best = highestLikeness(pictures, [...new Set(keys.signatures.pictures)], options.progress);
  return {
    method: SIGNATURE_METHOD,
    threshold: NEAR_THRESHOLD,
    unread: signatures.filter((signature) => signature === null).length,
    found: paths.flatMap((path, i) =>
      (best[i] ?? -1) < NEAR_THRESHOLD ? [] : [{ path, likeness: best[i] ?? -1 }],
    ),
  };
}

/**
 * Highest likeness of each picture to any of the known signatures, where it reaches the threshold; else less than
 * that. One known picture after the other, since the boxes of its outlines are larger than all else.
 */
export function highestLikeness(
  pictures: readonly (Picture | null)[],
  known: readonly string[],
  progress?: NearOverlapOptions['progress'],
): number[] {
  const outlines = pictures.map((picture) => (picture === null ? null : outlineOf(picture)));
  const best = new Array<number>(pictures.length).fill(-1);
  known.forEach((signature, done) => {
    const other = signatureOf(signature);
    const boxes = new Outlines(other);
    pictures.forEach((own, i) => {
      const outline = outlines[i] ?? null;
      if (own === null || outline === null || !boxes.mayBeNear(outline)) return;
      best[i] = Math.max(best[i] ?? -1, likeness(own, other));
    });
    progress?.(done + 1, known.length, 'signatures');
  });
  return best;
}
