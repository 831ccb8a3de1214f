import { setImmediate } from 'node:timers/promises';
import type { DataManifest } from '../schema/types.js';
import type { DevelopmentKeys } from './development-overlap.js';
import { KnownPicture, NEAR_THRESHOLD, seenPicture } from '../imaging/picture-likeness.js';
import type { SeenPicture } from '../imaging/picture-likeness.js';
import { SIGNATURE_METHOD } from '../imaging/picture-signature.js';
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
  /** Called while images are read, then while they are compared with signatures; not for few pairs. */
  progress?: ((done: number, total: number, what: 'images' | 'signatures') => void) | undefined;
  threads?: number;
}

/** Pairs that take some ten seconds: fewer are not worth a word. */
const MANY_PAIRS = 1e6;
/** Steps of a progress. */
const STEPS = 200;

/**
 * Compares every image of a set with every signature.
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
  const signatures = [...new Set(keys.signatures.pictures)];
  const progress = paths.length * signatures.length < MANY_PAIRS ? undefined : options.progress;
  const fields = await workOnFiles('field', projectDir, paths, {
    threads: options.threads,
    progress: (done, total) => progress?.(done, total, 'images'),
  });
  const pictures = fields.map((field) => (field === null ? null : seenPicture(field)));
  const best = await highestLikeness(pictures, signatures, (done, total) =>
    progress?.(done, total, 'signatures'),
  );
  return {
    method: SIGNATURE_METHOD,
    threshold: NEAR_THRESHOLD,
    unread: pictures.filter((picture) => picture === null).length,
    found: paths.flatMap((path, i) =>
      (best[i] ?? 0) < NEAR_THRESHOLD ? [] : [{ path, likeness: best[i] ?? 0 }],
    ),
  };
}

/** Highest likeness of each picture to any of the known signatures, where it reaches the threshold; else less. */
export async function highestLikeness(
  pictures: readonly (SeenPicture | null)[],
  signatures: readonly string[],
  progress?: (done: number, total: number) => void,
): Promise<number[]> {
  const best = new Array<number>(pictures.length).fill(0);
  const step = Math.max(1, Math.ceil(signatures.length / STEPS));
  for (const [done, signature] of signatures.entries()) {
    const known = new KnownPicture(signature);
    pictures.forEach((seen, i) => {
      if (seen !== null) best[i] = Math.max(best[i] ?? 0, known.likeness(seen));
    });
    if ((done + 1) % step !== 0 && done + 1 < signatures.length) continue;
    progress?.(done + 1, signatures.length);
    // Signals are heard between two steps.
    await setImmediate();
  }
  return best;
}
