import { sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import { NameMap } from '../annotation/name-map.js';
import { readersOf, referenceMask } from '../annotation/structure/reference-mask.js';
import type { StructureFile } from '../annotation/structure/structure.js';
import type { ImageSeries } from '../imaging/check-against-images.js';
import { FRACTION_THRESHOLD } from '../imaging/seg/segment-mask.js';
import type { ImageFolder } from './given-images.js';
import type { GivenImages, InspectOptions, Understood } from './inspector.js';
import { millilitres } from './millilitres.js';
import { withoutReaderNames } from './without-reader-names.js';

/** The same for whatever `--images` names: structures against series, tables against single images. */
export async function heldAgainstFolder(
  understood: Understood,
  folder: ImageFolder,
  path: string,
  names?: InspectOptions['names'],
): Promise<Understood> {
  const { against, set } = understood;
  if (against !== undefined) return heldAgainst(understood, await folder.given(), path, names);
  if (set === undefined) return understood;
  const files = await folder.files();
  // Pictures alone are no series; anything else that is wrong with one is told.
  const series = await folder.given().then(
    (given) => given.series,
    (error: unknown): readonly ImageSeries[] => {
      if (error instanceof AppError && ['INPUT-FILE-MISSING', 'INPUT-UNKNOWN-KIND'].includes(error.code))
        return [];
      throw error;
    },
  );
  const { holdAgainstImages } = await import('../annotation/hold-images.js');
  const { facts, findings } = holdAgainstImages(set, files, series, path);
  return {
    ...understood,
    facts: { ...understood.facts, ...facts },
    findings: [...understood.findings, ...findings],
  };
}

/**
 * What was understood of a path, held against images: what they tell takes the place of what the file tells alone. With
 * a name map, the masks of its labels on the grid of the images are counted, reader by reader.
 * @throws AppError as `referenceMask`
 */
export function heldAgainst(
  understood: Understood,
  images: GivenImages,
  path: string,
  names?: InspectOptions['names'],
): Understood {
  const held = understood.against?.(images);
  if (held === undefined) return understood;
  const { series, facts, findings, lines, picture } = held;
  // What does not belong to the images has no masks there.
  const fit = series.grid !== null && !findings.some(({ severity }) => severity === 'error');
  const masks =
    names === undefined || understood.structures === undefined || !fit
      ? []
      : masksOf(understood.structures, series, new NameMap(names, path), Object.keys(names));
  const both = {
    ...understood,
    facts: { ...understood.facts, ...facts, ...(masks.length === 0 ? {} : { referenceMasks: masks }) },
    findings: [...understood.findings, ...findings],
    lines: [
      ...understood.lines,
      ...lines,
      ...masks.map(
        ({ label, reader, voxels, volumeMl, structures }) =>
          `label ${label}${reader === null ? '' : ` by ${reader}`}: ${voxels} voxels, ` +
          `${millilitres(volumeMl)}, of ${structures.join(', ')}`,
      ),
    ],
    ...(picture === undefined ? {} : { picture }),
  };
  return withoutReaderNames(both, path);
}

interface LabelMask {
  label: string;
  reader: string | null;
  structures: string[];
  voxels: number;
  volumeMl: number;
  /** Share of a voxel that counts as inside in fractional segmentations. */
  fractionThreshold: number;
  'sha256-mask': string;
}

function masksOf(
  file: StructureFile,
  images: ImageSeries,
  names: NameMap,
  labels: readonly string[],
): LabelMask[] {
  const rule = { fractionThreshold: FRACTION_THRESHOLD };
  return labels.flatMap((label) =>
    readersOf([file]).flatMap((reader) => {
      const made = referenceMask([file], { label, names, reader, images, rule });
      if (made === null) return [];
      const { mask, voxels, volumeMl } = made;
      const structures = made.structures.map(({ name }) => name);
      return [{ label, reader, structures, voxels, volumeMl, ...rule, 'sha256-mask': sha256(mask) }];
    }),
  );
}
