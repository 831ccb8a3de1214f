import { topCodedAge } from './top-coded-age.js';
import { compareText } from '../core/finding.js';
import type { DataManifest, ImageEntry } from '../schema/types.js';
import type { DescribedImage } from './describe-image.js';
import { folderOf } from './group-images.js';
import { imageIds } from './image-id.js';
import type { Named } from './image-id.js';
import { pseudonym } from './pseudonym.js';

/** Where every header declares itself de-identified the case id is the PatientID; else case ids are keyed throughout. */
export function pseudonymsOf(images: readonly DescribedImage[]): DataManifest['pseudonyms'] {
  const keyed = images.some(({ identity }) => identity !== null && !identity.deidentified);
  return keyed ? 'keyed' : 'as-found';
}

/** Entries of the manifest, in the order of the images: identifiers replaced by keyed hashes. */
export function imageEntries(root: string, images: readonly DescribedImage[], key: string): ImageEntry[] {
  const pseudonyms = pseudonymsOf(images);
  const ids = imageIds(names(images), root);
  return images.map((image, i) => imageEntry(image, ids[i] ?? '', pseudonyms, key));
}

function imageEntry(
  { files, identity, instanceUids, facts, volume, digests }: DescribedImage,
  id: string,
  pseudonyms: DataManifest['pseudonyms'],
  key: string,
): ImageEntry {
  const hidden = (identifier: string | null | undefined): string | null =>
    identifier === null || identifier === undefined ? null : pseudonym(key, identifier);
  const patientId = identity?.patientId ?? null;
  const institution = identity?.institution ?? null;
  const patientAgeYears = topCodedAge(facts.patientAgeYears);
  return {
    id,
    // Without a patient the image is a case of its own.
    case: patientId === null ? id : pseudonyms === 'as-found' ? patientId : pseudonym(key, patientId),
    files: files.map(({ path }) => path),
    study: hidden(identity?.studyUid),
    series: hidden(identity?.seriesUid),
    instance: instanceUids === null ? hidden(identity?.instanceUid) : null,
    ...(instanceUids === null ? {} : { instances: instanceUids.map(hidden) }),
    facts:
      pseudonyms === 'keyed' && institution !== null
        ? { ...facts, patientAgeYears, site: `site-${pseudonym(key, institution).slice(0, 8)}` }
        : { ...facts, patientAgeYears },
    ...(volume === null ? {} : { volume }),
    ...(digests === null ? {} : { digests }),
  };
}

/** A series is named after its folder when it has one to itself; in a folder with others its first file tells it apart. */
function names(images: readonly DescribedImage[]): Named[] {
  const inFolder = new Map<string, number>();
  for (const { files } of images) {
    for (const folder of new Set(files.map(({ path }) => folderOf(path)))) {
      inFolder.set(folder, (inFolder.get(folder) ?? 0) + 1);
    }
  }
  return images.map(({ files, instanceUids }) => {
    const paths = files.map(({ path }) => path);
    if (instanceUids === null) return { path: paths[0] ?? '', isFolder: false, first: null };
    const folder = commonFolder(paths);
    const first = paths.reduce((least, path) => (compareText(path, least) < 0 ? path : least));
    return { path: folder, isFolder: true, first: inFolder.get(folder) === 1 ? null : first };
  });
}

function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  let length = first.length;
  for (const steps of others) {
    while (length > 0 && first.slice(0, length).join('/') !== steps.slice(0, length).join('/')) length -= 1;
  }
  return length === 0 ? '.' : first.slice(0, length).join('/');
}
