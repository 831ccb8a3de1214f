import { sha256 } from '../core/digest.js';
import type { AnnotationSet } from '../annotation/annotation.js';
import { holdAgainstImages } from '../annotation/hold-images.js';
import { NameMap } from '../annotation/name-map.js';
import { readersOf, referenceMask } from '../annotation/structure/reference-mask.js';
import type { StructureFile } from '../annotation/structure/structure.js';
import { AppError } from '../core/error.js';
import type { ImageSeries } from '../imaging/check-against-images.js';
import { FRACTION_THRESHOLD } from '../imaging/seg/segment-mask.js';
import type { GivenImages, ImageSource, InspectOptions, Understood } from './inspector.js';
import { millilitres } from './millilitres.js';
import { withoutReaderNames } from './without-reader-names.js';

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

/**
 * Annotations of a table, held against the images they are of: those of a folder, or the one volume of a file.
 * @returns rejects with AppError as the readers of the images; a folder without series is none
 */
export async function setHeldAgainst(
  understood: Understood,
  set: AnnotationSet,
  source: ImageSource,
  path: string,
): Promise<Understood> {
  const files = await source.files();
  // Pictures alone are no series; anything else that is wrong with one is told.
  const series = await source.volumes().then(
    (images): readonly ImageSeries[] => images.series,
    (error: unknown): readonly ImageSeries[] => {
      if (error instanceof AppError && error.code === 'INPUT-FILE-MISSING') return [];
      throw error;
    },
  );
  const { facts, findings } = holdAgainstImages(set, files, series, path);
  return {
    ...understood,
    facts: { ...understood.facts, ...facts },
    findings: [...understood.findings, ...findings],
  };
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
