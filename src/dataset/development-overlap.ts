import { readFile } from 'node:fs/promises';
import { AppError, messageOf } from '../core/error.js';
import { isSignature, SIGNATURE_METHOD } from '../imaging/picture-signature.js';
import type { DataManifest, ImageEntry } from '../schema/types.js';
import { unreadable } from './file-buffer.js';
import { pseudonym, pseudonymKeyId } from './pseudonym.js';

/** Patients a model was developed on, as keyed hashes: whoever holds the file cannot name one, but can tell an overlap. */
export interface DevelopmentKeys {
  kind: 'development-keys';
  /** Secret of the hashes. */
  key: string;
  /** HMAC-SHA-256 of the PatientID, hexadecimal, at least the first 32 digits. */
  patients: string[];
  /** HMAC-SHA-256 of the hexadecimal `sha256-pixels-le` of each image, in the same form. */
  pixels?: string[];
  /** The same of study, series and SOP instance UIDs. */
  studies?: string[];
  series?: string[];
  instances?: string[];
  /** Signatures for finding near-duplicates, which no keyed hash can. */
  signatures?: { method: string; pictures: string[] };
}

/** @throws AppError INPUT-FILE-MISSING, INPUT-FILE-UNREADABLE, INPUT-SYNTAX, INPUT-SCHEMA */
export async function readDevelopmentKeys(path: string, place = path): Promise<DevelopmentKeys> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw unreadable(thrown, place);
    throw new AppError('INPUT-SYNTAX', `not JSON: ${messageOf(thrown)}`, {
      place,
      hint: 'restore the file',
      cause: thrown,
    });
  }
  if (!isDevelopmentKeys(value)) {
    throw new AppError('INPUT-SCHEMA', 'not a list of development keys', {
      place,
      hint: 'it needs kind "development-keys", a key, and patients as hexadecimal keyed hashes',
    });
  }
  return value;
}

/**
 * Cases of a set that the model was developed on, sorted.
 * @throws AppError INPUT-ARGUMENT when the manifest's case ids are hashes with another key: then nothing can be said
 */
export function overlapWithDevelopment(manifest: DataManifest, keys: DevelopmentKeys): string[] {
  if (manifest.pseudonyms === 'keyed' && manifest.pseudonymKeyId !== pseudonymKeyId(keys.key)) {
    throw new AppError(
      'INPUT-ARGUMENT',
      'the case ids were hashed with another key than the development patients',
      {
        place: manifest.id,
        hint: 'make the manifest again with the key of the development keys',
      },
    );
  }
  const known = new Set(prefixes(keys.patients));
  const cases = [...new Set(manifest.images.map((image) => image.case))].sort();
  return cases.filter((id) => known.has(manifest.pseudonyms === 'keyed' ? id : pseudonym(keys.key, id)));
}

/**
 * Paths of files with exactly the pixels of a development image, whatever their headers say; in order of the manifest.
 */
export function pixelOverlapWithDevelopment(manifest: DataManifest, keys: DevelopmentKeys): string[] {
  const known = new Set(prefixes(keys.pixels ?? []));
  return manifest.files
    .filter((file) => {
      const pixels = file['sha256-pixels-le'];
      return pixels !== null && known.has(pseudonym(keys.key, pixels));
    })
    .map(({ path }) => path);
}

/** Counts of studies, series and instances of the set that the model was developed on; null: the keys do not hold them. */
export function uidOverlapWithDevelopment(
  manifest: DataManifest,
  keys: DevelopmentKeys,
): Record<'study' | 'series' | 'instance', string[] | null> {
  const comparable = manifest.pseudonymKeyId === pseudonymKeyId(keys.key);
  const imagesWith = (level: 'study' | 'series' | 'instance', known: string[] | undefined) => {
    if (known === undefined || !comparable) return null;
    const hashes = new Set(prefixes(known));
    return manifest.images
      .filter((image) => uidsOf(image, level).some((uid) => hashes.has(uid)))
      .map(({ id }) => id);
  };
  return {
    study: imagesWith('study', keys.studies),
    series: imagesWith('series', keys.series),
    instance: imagesWith('instance', keys.instances),
  };
}

/** Hashes at one level; the instances of a series are all its slices. */
export function uidsOf(image: ImageEntry, level: 'study' | 'series' | 'instance'): string[] {
  const uids = level === 'instance' ? (image.instances ?? [image.instance]) : [image[level]];
  return uids.filter((uid) => uid !== null);
}

function prefixes(hashes: readonly string[]): string[] {
  return hashes.map((hash) => hash.slice(0, 32).toLowerCase());
}

function isDevelopmentKeys(value: unknown): value is DevelopmentKeys {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, key, patients, pixels, studies, series, instances, signatures } =
    value as Partial<DevelopmentKeys>;
  return (
    kind === 'development-keys' &&
    typeof key === 'string' &&
    key !== '' &&
    isHashList(patients) &&
    [pixels, studies, series, instances].every((list) => list === undefined || isHashList(list)) &&
    (signatures === undefined || isSignatures(signatures))
  );
}

function isSignatures(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { method, pictures } = value as { method?: unknown; pictures?: unknown };
  return (
    typeof method === 'string' &&
    Array.isArray(pictures) &&
    // Of another method they are not looked at.
    (method !== SIGNATURE_METHOD || pictures.every(isSignature))
  );
}

function isHashList(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((hash) => typeof hash === 'string' && /^[0-9a-f]{32,64}$/i.test(hash))
  );
}
