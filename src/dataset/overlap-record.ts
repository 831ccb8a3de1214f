import { compareText } from '../core/finding.js';
import type { DataManifest, DevelopmentOverlap, OverlapMethod, Protocol } from '../schema/types.js';
import {
  overlapWithDevelopment,
  pixelOverlapWithDevelopment,
  uidOverlapWithDevelopment,
  type DevelopmentKeys,
  uidsOf,
} from './development-overlap.js';
import { nearOverlapWithDevelopment } from './near-overlap.js';
import type { NearOverlapOptions } from './near-overlap.js';
import { NEAR_THRESHOLD } from '../imaging/picture-likeness.js';
import { SIGNATURE_METHOD } from '../imaging/picture-signature.js';
import { pseudonymKeyId } from './pseudonym.js';

/** The development keys a protocol names, and the digest of their file. */
export interface NamedKeys {
  path: string;
  sha256: string;
  keys: DevelopmentKeys;
}

export interface OverlapRequest {
  projectDir: string;
  manifest: DataManifest;
  /** Null when the protocol names none. */
  named: NamedKeys | null;
  accepted: Protocol['data']['acceptedOverlap'];
  /** Of the search for near-duplicates, where it is long. */
  progress?: NearOverlapOptions['progress'];
}

type Method = OverlapMethod['method'];
type Counted = Pick<OverlapMethod, 'unit' | 'compared' | 'notCompared'>;

/** In the words of a report: what each method lays side by side. */
const HOW: Readonly<Record<Method, string>> = {
  patient: 'keyed hashes (HMAC-SHA-256) of the PatientID, for equality',
  study: 'keyed hashes (HMAC-SHA-256) of the study instance UID, for equality',
  series: 'keyed hashes (HMAC-SHA-256) of the series instance UID, for equality',
  instance: 'keyed hashes (HMAC-SHA-256) of the SOP instance UID, for equality',
  pixels: 'keyed hashes (HMAC-SHA-256) of the SHA-256 of the decoded pixels, for equality',
  'near-duplicate': `signatures of the pictures (${SIGNATURE_METHOD}), for likeness whatever the window, matrix and crop up to 5 %, compared where both show structure`,
};

const NO_KEYS = 'the protocol names no development keys';
const OTHER_KEY = 'the UIDs of the set were hashed with another key than the development data';

/**
 * What a set shares with the development data, by every method there is; what cannot be compared is said to be not
 * known. The same files give the same record.
 * @throws AppError INPUT-ARGUMENT when the case ids are hashes with another key than the development patients
 */
export async function overlapRecord(request: OverlapRequest): Promise<DevelopmentOverlap> {
  const { manifest, named } = request;
  const cases = new Set(manifest.images.map((image) => image.case)).size;
  const methods =
    named === null
      ? (Object.keys(HOW) as Method[]).map((method) => notKnown(method, NO_KEYS))
      : await compared(request, named.keys);
  return {
    keys: named === null ? null : { path: named.path, sha256: named.sha256 },
    images: manifest.images.length,
    cases,
    methods,
    unaccepted: methods.reduce(
      (sum, { found }) => sum + found.filter(({ accepted }) => accepted === null).length,
      0,
    ),
  };
}

async function compared(request: OverlapRequest, keys: DevelopmentKeys): Promise<OverlapMethod[]> {
  const { manifest, projectDir } = request;
  const reasonOf = reasons(request.accepted);
  const made = (
    method: Method,
    counted: Counted,
    development: readonly string[] | undefined,
    found: readonly { id: string; likeness?: number }[],
  ): OverlapMethod => ({
    method,
    state: 'compared',
    why: null,
    how: HOW[method],
    ...counted,
    development: new Set(development).size,
    threshold: method === 'near-duplicate' ? NEAR_THRESHOLD : null,
    found: found
      .map(({ id, likeness }) => ({
        id,
        // Three decimals are more than the method can tell apart, and the same on every machine.
        likeness: likeness === undefined ? null : Math.round(likeness * 1000) / 1000,
        accepted: reasonOf(method, id),
      }))
      .sort((a, b) => compareText(a.id, b.id)),
  });
  const ids = (found: readonly string[]) => found.map((id) => ({ id }));

  const uids = uidOverlapWithDevelopment(manifest, keys);
  const lists = { study: keys.studies, series: keys.series, instance: keys.instances } as const;
  const byUid = (['study', 'series', 'instance'] as const).map((level): OverlapMethod => {
    const found = uids[level];
    if (found !== null) return made(level, countImages(manifest, level), lists[level], ids(found));
    const sameKey = manifest.pseudonymKeyId === pseudonymKeyId(keys.key);
    return notKnown(level, sameKey ? `the keys hold no ${level} UIDs` : OTHER_KEY);
  });
  return [
    made('patient', countCases(manifest), keys.patients, ids(overlapWithDevelopment(manifest, keys))),
    ...byUid,
    keys.pixels === undefined
      ? notKnown('pixels', 'the keys hold no digests of pixels')
      : made(
          'pixels',
          countFiles(manifest, manifest.files.filter((file) => file['sha256-pixels-le'] === null).length),
          keys.pixels,
          ids(imagesOf(manifest, pixelOverlapWithDevelopment(manifest, keys))),
        ),
    await nearDuplicates(),
  ];

  async function nearDuplicates(): Promise<OverlapMethod> {
    const near = await nearOverlapWithDevelopment(projectDir, manifest, keys, {
      progress: request.progress,
    });
    if (near === null) {
      const none = keys.signatures === undefined;
      return notKnown(
        'near-duplicate',
        none
          ? 'the keys hold no signatures of pictures'
          : `the signatures in the keys were made with another method (${keys.signatures?.method ?? ''}) than this version compares (${SIGNATURE_METHOD}): make the keys again`,
      );
    }
    return made(
      'near-duplicate',
      countFiles(manifest, near.unread),
      keys.signatures?.pictures,
      likest(manifest, near.found),
    );
  }
}

function notKnown(method: Method, why: string): OverlapMethod {
  const unit =
    method === 'patient' ? 'case' : ['pixels', 'near-duplicate'].includes(method) ? 'file' : 'image';
  const nothing = { compared: 0, notCompared: 0, development: null, threshold: null, found: [] };
  return { method, state: 'not-known', why, how: HOW[method], unit, ...nothing };
}

/** A case whose headers name no patient has nothing to compare. */
function countCases({ images, findings }: DataManifest): Counted {
  const nameless = new Set(
    findings.flatMap(({ code, path }) => (code === 'DATA-NO-PATIENT-ID' ? [path] : [])),
  );
  const all = new Set(images.map((image) => image.case));
  const named = new Set(
    images.filter(({ files }) => files.some((path) => !nameless.has(path))).map((image) => image.case),
  );
  return { unit: 'case', compared: named.size, notCompared: all.size - named.size };
}

function countImages({ images }: DataManifest, level: 'study' | 'series' | 'instance'): Counted {
  const without = images.filter((image) => uidsOf(image, level).length === 0).length;
  return { unit: 'image', compared: images.length - without, notCompared: without };
}

function countFiles({ files }: DataManifest, without: number): Counted {
  return { unit: 'file', compared: files.length - without, notCompared: without };
}

/** Ids of the images that hold these files, each once. */
function imagesOf(manifest: DataManifest, paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => imageOf(manifest, path)))];
}

function imageOf({ images }: DataManifest, path: string): string {
  return images.find(({ files }) => files.includes(path))?.id ?? path;
}

/** An image of several files is as like as its likest file. */
function likest(
  manifest: DataManifest,
  found: readonly { path: string; likeness: number }[],
): { id: string; likeness: number }[] {
  const best = new Map<string, number>();
  for (const { path, likeness } of found) {
    const id = imageOf(manifest, path);
    best.set(id, Math.max(best.get(id) ?? -1, likeness));
  }
  return [...best].map(([id, likeness]) => ({ id, likeness }));
}

function reasons(accepted: OverlapRequest['accepted']): (method: Method, id: string) => string | null {
  const known = new Map(
    (accepted ?? []).flatMap(({ method, ids, reason }) => ids.map((id) => [`${method}\n${id}`, reason])),
  );
  return (method, id) => known.get(`${method}\n${id}`) ?? null;
}
