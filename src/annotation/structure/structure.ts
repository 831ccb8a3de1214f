import type { Finding } from '../../core/finding.js';
import type { ImageSeries } from '../../imaging/check-against-images.js';
import type { Grid } from '../../imaging/grid.js';

/** Images that masks are made for. */
export interface MaskTarget {
  /** Null where the series is no even volume: then there are no masks. */
  grid: Grid | null;
  frameOfReferenceUid: ImageSeries['frameOfReferenceUid'];
  seriesUid: ImageSeries['seriesUid'];
  instanceUids: ImageSeries['instanceUids'];
  /** What tables of annotations call a single image: its id or file name. */
  names?: readonly string[];
}

/** What a protocol has to say about masks. */
export interface MaskRule {
  /** A voxel of a fractional segment is inside from this share on. */
  fractionThreshold: number;
}

export interface StructureMask {
  /** 0 or 1 on the grid of the images, column fastest. */
  mask: Uint8Array;
  findings: Finding[];
}

/** One structure in a file of a reference standard or prediction. */
export interface Structure {
  /** As in the file, before any name map; its number where it has no name. */
  name: string;
  /** Pseudonym; null for one unnamed source. */
  reader: string | null;
  /** What the file calls this one, where several structures have one name. */
  instance?: string;
  /**
   * Its mask on the grid of the images. Nothing is resampled: masks keep their voxels, contours are filled where the
   * centre of a voxel is inside. Where structures overlap, each has the voxels they share.
   * @throws AppError GEOMETRY-NO-POSITION when the file has no grid, or the images have none; INPUT-FINDINGS when its
   *   grid is not that of the images; as the readers
   */
  onGrid(images: MaskTarget, rule: MaskRule): StructureMask;
}

/** The structures of one file. */
export interface StructureFile {
  path: string;
  structures: readonly Structure[];
  /** Whether the file belongs to the images. */
  check(images: MaskTarget): Finding[];
}
