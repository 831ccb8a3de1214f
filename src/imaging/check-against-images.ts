import type { Finding } from '../core/finding.js';
import type { Grid } from './grid.js';
import type { ObjectReferences } from './object-references.js';
import { placeWithin } from './part-of-grid.js';

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
 * @param grid of a segmentation, which may be part of the images' slices; null for contours and reports
 * @returns nothing when all agree
 */
export function checkAgainstImages(
  prefix: AnnotationKind,
  grid: Grid | null,
  references: ObjectReferences,
  images: ImageSeries,
  place: string,
): Finding[] {
  const findings: Finding[] = [];
  const add = (code: string, message: string, args: Finding['args'] = {}): void => {
    findings.push({ code, severity: 'error', path: place, message, fix: FIX, args });
  };
  const codes = CODES[prefix];
  const { frameOfReferenceUids: frames, seriesUids, instanceUids } = references;
  if (
    frames.length > 0 &&
    images.frameOfReferenceUid !== null &&
    !frames.includes(images.frameOfReferenceUid)
  ) {
    add(codes.frame, 'the frame of reference is another than that of the images');
  }
  if (seriesUids.length > 0 && images.seriesUid !== null && !seriesUids.includes(images.seriesUid)) {
    add(codes.series, 'the series it was drawn on is another than that of the images');
  }
  const absent = instanceUids.filter((uid) => !images.instanceUids.has(uid)).length;
  if (absent > 0) {
    const args = { absent, referenced: instanceUids.length };
    add(codes.missing, `${absent} of ${instanceUids.length} images it refers to are not there`, args);
  }
  const held = grid === null || images.grid === null ? null : { own: grid, of: images.grid };
  const difference = held === null ? null : gridDifference(held.own, held.of, 'slices');
  if (difference !== null) add('SEG-GRID-DIFFERS', `its grid is not that of the images: ${difference}`);
  if (held === null && frames.length + seriesUids.length + instanceUids.length === 0) {
    add(codes.nothing, 'it names neither images nor a place: whether it belongs to these cannot be told');
  }
  return findings;
}

type AnnotationKind = 'SEG' | 'RTSTRUCT' | 'SR';
type CheckName = 'frame' | 'series' | 'missing' | 'nothing';

const FIX = 'give the images it was drawn on, or leave the annotation out';

/** Written out, so that each can be found. Of the kinds with references, only segmentations have a grid of their own. */
const CODES: Record<AnnotationKind, Record<CheckName, string>> = {
  SEG: {
    frame: 'SEG-FRAME-OF-REFERENCE',
    series: 'SEG-SERIES-DIFFERS',
    missing: 'SEG-REFERENCE-MISSING',
    nothing: 'SEG-WITHOUT-REFERENCE',
  },
  RTSTRUCT: {
    frame: 'RTSTRUCT-FRAME-OF-REFERENCE',
    series: 'RTSTRUCT-SERIES-DIFFERS',
    missing: 'RTSTRUCT-REFERENCE-MISSING',
    nothing: 'RTSTRUCT-WITHOUT-REFERENCE',
  },
  SR: {
    frame: 'SR-FRAME-OF-REFERENCE',
    series: 'SR-SERIES-DIFFERS',
    missing: 'SR-REFERENCE-MISSING',
    nothing: 'SR-WITHOUT-REFERENCE',
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

/**
 * What keeps a grid from being that of the images; null where nothing does.
 * @param part what may be missing: nothing, slices along the own third axis, or anything around a box
 */
export function gridDifference(own: Grid, images: Grid, part: 'nothing' | 'slices' | 'box'): string | null {
  const placement = placeWithin(own, images);
  if (!placement.inside) return placement.message;
  const { size, order } = placement;
  const mayMiss = (axis: number): boolean =>
    part === 'box' || (part === 'slices' && order.axisOf[axis] === 2);
  if (size.every((count, axis) => count === images.size[axis] || mayMiss(axis))) return null;
  return `sizes are ${size.join(' × ')} and ${images.size.join(' × ')} voxels`;
}
