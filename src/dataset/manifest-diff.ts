import { compareText } from '../core/finding.js';
import type { DataManifest, ImageEntry, ImageFile } from '../schema/types.js';

/** What became of one image between two versions of a set. */
export interface ImageChange {
  case: string;
  image: string;
  change:
    | 'added'
    | 'removed'
    | 'moved'
    | 'files'
    | 'header'
    | 'pixels'
    | 'header-and-pixels'
    | 'bytes'
    | 'case'
    | 'facts';
  /** Former id or path of a moved image, former case of a reassigned one, former number of files. */
  was: string | null;
  /** Names of the facts that differ. */
  facts: string[];
}

export interface ManifestDiff {
  /** False when the keys of the keyed hashes differ, so that cases cannot be told to be the same. */
  casesComparable: boolean;
  cases: { added: string[]; removed: string[] };
  /** Sorted by case, then image. */
  changes: ImageChange[];
  unchanged: number;
}

/**
 * Images are matched by id; those left over by their pixels, which finds what was renamed.
 */
export function diffManifests(before: DataManifest, after: DataManifest): ManifestDiff {
  const then = new Map(before.images.map((image) => [image.id, image]));
  const now = new Map(after.images.map((image) => [image.id, image]));
  const filesThen = new Map(before.files.map((file) => [file.path, file]));
  const filesNow = new Map(after.files.map((file) => [file.path, file]));
  const gone = new Map<string, ImageEntry>();
  for (const image of before.images) {
    const key = pixelKey(image, filesThen);
    if (!now.has(image.id) && key !== null) gone.set(key, image);
  }
  const changes: ImageChange[] = [];
  const moved = new Set<string>();
  let unchanged = 0;
  for (const image of after.images) {
    const key = pixelKey(image, filesNow);
    const former = then.get(image.id) ?? (key === null ? undefined : gone.get(key));
    if (former === undefined) changes.push(changeOf(image, 'added'));
    else {
      if (former.id !== image.id) {
        moved.add(former.id);
        if (key !== null) gone.delete(key);
      }
      const found = changesBetween(former, image, filesThen, filesNow);
      if (found.length === 0) unchanged += 1;
      changes.push(...found);
    }
  }
  for (const image of before.images) {
    if (!now.has(image.id) && !moved.has(image.id)) changes.push(changeOf(image, 'removed'));
  }
  const casesThen = new Set(before.images.map((image) => image.case));
  const casesNow = new Set(after.images.map((image) => image.case));
  return {
    casesComparable: sameKeys(before, after),
    cases: {
      added: [...casesNow].filter((id) => !casesThen.has(id)).sort(compareText),
      removed: [...casesThen].filter((id) => !casesNow.has(id)).sort(compareText),
    },
    changes: changes.sort(
      (a, b) =>
        compareText(a.case, b.case) || compareText(a.image, b.image) || compareText(a.change, b.change),
    ),
    unchanged,
  };
}

function sameKeys(before: DataManifest, after: DataManifest): boolean {
  if (before.pseudonyms !== after.pseudonyms) return false;
  return before.pseudonyms === 'as-found' || before.pseudonymKeyId === after.pseudonymKeyId;
}

function changesBetween(
  then: ImageEntry,
  now: ImageEntry,
  filesThen: ReadonlyMap<string, ImageFile>,
  filesNow: ReadonlyMap<string, ImageFile>,
): ImageChange[] {
  const found: ImageChange[] = [];
  const facts = changedFacts(then, now);
  if (then.id !== now.id) found.push({ ...changeOf(now, 'moved'), was: then.id });
  else if (then.files.length === now.files.length && then.files.join('\n') !== now.files.join('\n')) {
    found.push({ ...changeOf(now, 'moved'), was: pathsOf(then) });
  }
  if (then.case !== now.case) found.push({ ...changeOf(now, 'case'), was: then.case });
  if (then.files.length !== now.files.length) {
    return [...found, { ...changeOf(now, 'files'), was: `${then.files.length} files`, facts }];
  }
  const content = contentChange(
    then.files.map((path) => filesThen.get(path)),
    now.files.map((path) => filesNow.get(path)),
  );
  if (content !== null) found.push({ ...changeOf(now, content), facts });
  else if (facts.length > 0) found.push({ ...changeOf(now, 'facts'), facts });
  return found;
}

/** A whole series is told by its first file. */
function pathsOf({ files }: ImageEntry): string {
  const [first = '', ...more] = files;
  return more.length < 2 ? files.join(', ') : `${first} and ${more.length} more`;
}

/** Of as many files as before. */
function contentChange(
  then: readonly (ImageFile | undefined)[],
  now: readonly (ImageFile | undefined)[],
): ImageChange['change'] | null {
  const differs = (
    key: 'sha256' | 'sha256-header' | 'sha256-pixels-le' | 'sha256-pixel-fragments',
  ): boolean => then.some((file, i) => file?.[key] !== now[i]?.[key]);
  if (!differs('sha256')) return null;
  // Another compression of the same pixels changes the fragments; decoded pixels say more where both have them.
  const decoded = [...then, ...now].every((file) => (file?.['sha256-pixels-le'] ?? null) !== null);
  const pixels = differs('sha256-pixels-le') || (!decoded && differs('sha256-pixel-fragments'));
  const header = differs('sha256-header');
  if (header && pixels) return 'header-and-pixels';
  return header ? 'header' : pixels ? 'pixels' : 'bytes';
}

/** Facts, and `volume` where the voxels lie elsewhere. A fact that an older inventory did not record is no change. */
function changedFacts(then: ImageEntry, now: ImageEntry): string[] {
  const factsOf = ({ facts, volume }: ImageEntry): Record<string, unknown> => ({
    ...facts,
    ...(volume === undefined ? {} : { volume: volume.grid }),
  });
  const [a, b] = [factsOf(then), factsOf(now)];
  return Object.keys(a)
    .filter((name) => name in b && JSON.stringify(a[name]) !== JSON.stringify(b[name]))
    .sort(compareText);
}

function pixelKey(image: ImageEntry, files: ReadonlyMap<string, ImageFile>): string | null {
  const keys = image.files.map((path) => {
    const file = files.get(path);
    return file?.['sha256-pixels-le'] ?? file?.['sha256-pixel-fragments'] ?? null;
  });
  return keys.includes(null) ? null : keys.join();
}

function changeOf(image: ImageEntry, change: ImageChange['change']): ImageChange {
  return { case: image.case, image: image.id, change, was: null, facts: [] };
}
