import type { Finding } from '../core/finding.js';
import { compareGrids, gridInOrder, orderBetween } from './compare-grids.js';
import { dot, minus } from './grid.js';
import type { Grid } from './grid.js';
import type { ObjectReferences } from './object-references.js';

/** The images an annotation is held against: one series. UIDs stay inside: findings count, they never name one. */
export interface ImageSeries {
  frameOfReferenceUid: string | null;
  seriesUid: string | null;
  instanceUids: ReadonlySet<string>;
  /** Null where the series is no volume. */
  grid: Grid | null;
}

/**
 * Whether an annotation belongs to the images given: frame of reference, size, orientation, spacing, position, UIDs.
 * @param prefix of the codes: SEG-FRAME-OF-REFERENCE, RTSTRUCT-REFERENCE-MISSING …
 * @param grid of the annotation, which may be part of the images' slices; null for contours
 * @returns nothing when all agree
 */
export function checkAgainstImages(
  prefix: 'SEG' | 'RTSTRUCT',
  grid: Grid | null,
  references: ObjectReferences,
  images: ImageSeries,
  place: string,
): Finding[] {
  const findings: Finding[] = [];
  const error = (what: CheckName, message: string, args: Finding['args']): void => {
    findings.push({ code: CODES[prefix][what], severity: 'error', path: place, message, fix: FIX, args });
  };
  const { frameOfReferenceUids: frames, seriesUids, instanceUids } = references;
  if (
    frames.length > 0 &&
    images.frameOfReferenceUid !== null &&
    !frames.includes(images.frameOfReferenceUid)
  ) {
    error('frame', 'the frame of reference is another than that of the images', {});
  }
  if (seriesUids.length > 0 && images.seriesUid !== null && !seriesUids.includes(images.seriesUid)) {
    error('series', 'the series it was drawn on is another than that of the images', {});
  }
  const absent = instanceUids.filter((uid) => !images.instanceUids.has(uid)).length;
  if (absent > 0) {
    const args = { absent, referenced: instanceUids.length };
    error('missing', `${absent} of ${instanceUids.length} images it refers to are not there`, args);
  }
  const difference = grid === null || images.grid === null ? null : gridDifference(grid, images.grid);
  if (difference !== null) error('grid', `its grid is not that of the images: ${difference}`, {});
  return findings;
}

type CheckName = 'frame' | 'series' | 'missing' | 'grid';

const FIX = 'give the images it was drawn on, or leave the annotation out';

/** Written out, so that each can be found. */
const CODES: Record<'SEG' | 'RTSTRUCT', Record<CheckName, string>> = {
  SEG: {
    frame: 'SEG-FRAME-OF-REFERENCE',
    series: 'SEG-SERIES-DIFFERS',
    missing: 'SEG-REFERENCE-MISSING',
    grid: 'SEG-GRID-DIFFERS',
  },
  RTSTRUCT: {
    frame: 'RTSTRUCT-FRAME-OF-REFERENCE',
    series: 'RTSTRUCT-SERIES-DIFFERS',
    missing: 'RTSTRUCT-REFERENCE-MISSING',
    grid: 'RTSTRUCT-GRID-DIFFERS',
  },
};

/** The series that shares most images with an annotation, else its frame of reference, else the first. */
export function seriesFor(references: ObjectReferences, all: readonly ImageSeries[]): ImageSeries {
  const rank = ({ seriesUid, instanceUids, frameOfReferenceUid }: ImageSeries): number =>
    2 * references.instanceUids.filter((uid) => instanceUids.has(uid)).length +
    (seriesUid !== null && references.seriesUids.includes(seriesUid) ? 1 : 0) +
    (frameOfReferenceUid !== null && references.frameOfReferenceUids.includes(frameOfReferenceUid) ? 0.5 : 0);
  return all.reduce((best, one) => (rank(one) > rank(best) ? one : best));
}

/** Empty slices may have been left out at both ends: the images are cut down to the slices of the annotation first. */
function gridDifference(own: Grid, images: Grid): string | null {
  const turned = gridInOrder(images, orderBetween(own.axes, images.axes));
  const from = Math.round(dot(minus(own.origin, turned.origin), turned.axes[2]) / turned.spacingMm[2]);
  if (from < 0 || from + own.size[2] > turned.size[2]) return 'slices lie outside of the images';
  const [, , along] = turned.axes;
  const step = from * turned.spacingMm[2];
  const cut: Grid = {
    size: [turned.size[0], turned.size[1], own.size[2]],
    // One slice has no distance of its own.
    spacingMm:
      own.size[2] === 1 ? [turned.spacingMm[0], turned.spacingMm[1], own.spacingMm[2]] : turned.spacingMm,
    origin: [
      turned.origin[0] + along[0] * step,
      turned.origin[1] + along[1] * step,
      turned.origin[2] + along[2] * step,
    ],
    axes: turned.axes,
  };
  const match = compareGrids(cut, own);
  return match.same ? null : match.message;
}
