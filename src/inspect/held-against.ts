import { sha256 } from '../core/digest.js';
import type { AnnotationSet } from '../annotation/annotation.js';
import { holdAgainstImages } from '../annotation/hold-images.js';
import { NameMap } from '../annotation/name-map.js';
import { readersOf, referenceMask } from '../annotation/structure/reference-mask.js';
import type { MaskRule, StructureFile } from '../annotation/structure/structure.js';
import { AppError } from '../core/error.js';
import type { ImageSeries } from '../imaging/check-against-images.js';
import { voxelVolumeMm3 } from '../imaging/grid.js';
import { FRACTION_THRESHOLD } from '../imaging/seg/segment-mask.js';
import type { GivenImages, ImageSource, InspectOptions, Understood } from './inspector.js';
import { millilitres } from './millilitres.js';
import { withoutReaderNames } from './without-reader-names.js';

/** What bears on masks. */
type MaskOptions = Pick<InspectOptions, 'names' | 'fractionThreshold'>;

/**
 * What was understood of a path, held against images: what they tell takes the place of what the file tells alone. With
 * a name map, the masks of its labels on the grid of the images are counted, reader by reader.
 * @throws AppError as `referenceMask`
 */
export function heldAgainst(
  understood: Understood,
  images: GivenImages,
  path: string,
  options: MaskOptions = {},
): Understood {
  const held = understood.against?.(images);
  if (held === undefined) return understood;
  const { series, facts, findings, lines, picture } = held;
  // What does not belong to the images has no masks there.
  const fit = series.grid !== null && !findings.some(({ severity }) => severity === 'error');
  const masks =
    understood.structures === undefined || !fit ? [] : masksOf(understood.structures, series, options);
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
  options: MaskOptions = {},
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
  const marked = understood.structures;
  const own = series.find(({ seriesUid }) => set.images.some(({ id }) => id === seriesUid));
  const fit = own?.grid !== undefined && !findings.some(({ severity }) => severity === 'error');
  const masks = marked === undefined || own === undefined || !fit ? null : setMasks(marked, own, options);
  return {
    ...understood,
    facts: { ...understood.facts, ...facts, ...masks },
    findings: [...understood.findings, ...findings],
  };
}

/** Each structure of a series on its grid, and the labels that a name map makes of them. */
function setMasks(file: StructureFile, series: ImageSeries, options: MaskOptions): Record<string, unknown> {
  const rule = ruleOf(options);
  const { grid } = series;
  if (grid === null) return {};
  const masks = file.structures.map((structure) => {
    const { name, reader, instance } = structure;
    const { mask } = structure.onGrid(series, rule);
    const voxels = mask.reduce((sum, inside) => sum + inside, 0);
    const volumeMl = (voxels * voxelVolumeMm3(grid)) / 1000;
    return { name, reader, instance: instance ?? null, voxels, volumeMl, 'sha256-mask': sha256(mask) };
  });
  const referenceMasks = masksOf(file, series, options);
  return { masks, ...(referenceMasks.length === 0 ? {} : { referenceMasks }) };
}

function ruleOf({ fractionThreshold = FRACTION_THRESHOLD }: MaskOptions): MaskRule {
  return { fractionThreshold };
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

/** Nothing without a name map. */
function masksOf(file: StructureFile, images: ImageSeries, options: MaskOptions): LabelMask[] {
  if (options.names === undefined) return [];
  const names = new NameMap(options.names, file.path);
  const rule = ruleOf(options);
  return Object.keys(options.names).flatMap((label) =>
    readersOf([file]).flatMap((reader) => {
      const made = referenceMask([file], { label, names, reader, images, rule });
      if (made === null) return [];
      const { mask, voxels, volumeMl } = made;
      const structures = made.structures.map(({ name }) => name);
      return [{ label, reader, structures, voxels, volumeMl, ...rule, 'sha256-mask': sha256(mask) }];
    }),
  );
}
