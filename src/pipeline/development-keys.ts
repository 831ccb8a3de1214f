import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { readableJson } from '../core/canonical.js';
import { makeDevelopmentKeys } from '../dataset/make-development-keys.js';
import { writeFileAtomic } from '../evidence/atomic.js';

/** Development keys of a folder of training images, hashed with a key drawn for this one call; written to `out`. */
export async function developmentKeysOf(
  folder: string,
  out: string,
): Promise<{ data: Record<string, unknown>; lines: string[] }> {
  const { keys, images, unread } = await makeDevelopmentKeys(
    resolve(folder),
    '.',
    randomBytes(32).toString('hex'),
  );
  await writeFileAtomic(resolve(out), readableJson(keys), { place: out });
  const counts = { images, patients: keys.patients.length, unread: unread.length };
  return {
    data: { out, ...counts, method: keys.signatures?.method },
    lines: [
      `${images} images of ${counts.patients} patients, ${counts.unread} files not read`,
      ...unread.map((path) => `${path}  not in the keys: it cannot be read`),
      `written to ${out}`,
    ],
  };
}
