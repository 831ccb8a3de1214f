import { compareText } from '../core/finding.js';
import type { ExaminedFile } from './examine-file.js';

/** What one image is: a file, a series of files, or what is usual for its kind. */
export type Unit = 'auto' | 'file' | 'series';

/** Modalities whose single-frame objects are slices of a volume. */
const SLICED = new Set(['CT', 'MR', 'PT']);
/** Secondary captures are pictures of something, whatever modality they state. */
const SECONDARY_CAPTURE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(\.|$)/;

/**
 * Files by the image they belong to, in order of the first path. `auto`: single-frame CT, MR and PET objects of one series
 * are one image; projections (CR, DX, MG, XA), ultrasound, secondary captures and multi-frame objects are one image a
 * file. A damaged file belongs to the series its header still names. A header whose voxels are in another file is one image with it.
 * @param files of all roles: the voxels of a header are told by it
 * @param unit `series`: all objects of one series are one image; `file`: none are joined
 */
export function groupImages(files: readonly ExaminedFile[], unit: Unit): ExaminedFile[][] {
  const byPath = new Map(files.map((one) => [one.file.path, one]));
  const images = files.filter(({ role }) => role === 'image');
  const data = new Set(images.flatMap(({ dataFile }) => dataFile ?? []));
  const isSliced = unit === 'auto' ? slicedSeries(images) : () => unit === 'series';
  const groups = new Map<string, ExaminedFile[]>();
  for (const image of images) {
    const { path } = image.file;
    if (data.has(path)) continue;
    const series = seriesKey(image);
    const key = series !== null && isSliced(image, series) ? `series ${series}` : `file ${path}`;
    const voxels = image.dataFile === null ? undefined : byPath.get(image.dataFile);
    const own = voxels === undefined ? [image] : [image, voxels];
    const group = groups.get(key);
    if (group === undefined) groups.set(key, own);
    else group.push(...own);
  }
  return [...groups.values()].flatMap(withoutCopies);
}

/** Series with at least one object that is a slice; of their damaged files only the series may still be known. */
function slicedSeries(images: readonly ExaminedFile[]): (image: ExaminedFile, series: string) => boolean {
  const isSlice = ({ facts, slice }: ExaminedFile): boolean =>
    slice !== null && SLICED.has(facts.modality ?? '') && !SECONDARY_CAPTURE.test(facts.sopClassUid ?? '');
  const sliced = new Set(images.filter(isSlice).map(seriesKey));
  return (image, series) => sliced.has(series) && (isSlice(image) || image.facts.modality === null);
}

/** Patient, study and series: UIDs that a careless anonymiser repeated must not join two patients. */
function seriesKey({ identity }: ExaminedFile): string | null {
  if (identity === null || identity.seriesUid === null) return null;
  return JSON.stringify([identity.patientId, identity.studyUid, identity.seriesUid]);
}

/** A series that is there twice, in two folders, is two images: the repetition is told, and no slice is doubled. */
function withoutCopies(group: ExaminedFile[]): ExaminedFile[][] {
  const instances = group.flatMap(({ identity }) => identity?.instanceUid ?? []);
  if (new Set(instances).size === instances.length) return [group];
  const folders = new Map<string, ExaminedFile[]>();
  for (const one of group) {
    const folder = folderOf(one.file.path);
    const own = folders.get(folder);
    if (own === undefined) folders.set(folder, [one]);
    else own.push(one);
  }
  return [...folders].sort(([a], [b]) => compareText(a, b)).map(([, own]) => own);
}

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
}
