import { AppError } from '../../core/error.js';
import type { Finding } from '../../core/finding.js';
import type { DataSet } from '../data-set.js';
import type { DicomFile } from '../dicom.js';
import { LABEL_MAP_CLASS } from '../object-classes.js';
import { commonReferences } from '../object-references.js';
import type { ObjectReferences } from '../object-references.js';
import { OBJECT_TAG } from '../object-tags.js';
import { addReaders } from '../readers.js';
import type { NamedReader } from '../readers.js';
import type { StoredPixels } from '../stored-pixels.js';
import { readFrameGroups } from './frame-groups.js';
import type { FrameGroups } from './frame-groups.js';
import { placeFrames } from './frame-places.js';
import type { FramePlaces } from './frame-places.js';
import { readSegmentDescriptions } from './segment-description.js';
import type { SegmentDescription } from './segment-description.js';

export type SegmentationType = 'BINARY' | 'FRACTIONAL' | 'LABELMAP';

/** A DICOM segmentation with its pixels decoded, frames put to their segments and places. */
export interface Segmentation {
  type: SegmentationType;
  /** PROBABILITY or OCCUPANCY; null unless fractional. */
  fractionalType: string | null;
  /** Stored value of fraction 1; null unless fractional. */
  maximumFractionalValue: number | null;
  rows: number;
  columns: number;
  frames: FrameGroups[];
  segments: Map<number, SegmentDescription>;
  places: FramePlaces;
  /** Frames of each segment by position; a label map has all frames under each of its segments. */
  framesOf: ReadonlyMap<number, readonly number[]>;
  /** Stored values, frame after frame in file order. */
  stored: Uint8Array | Uint16Array;
  /** The decoded image as it is, for those who show it. */
  pixels: StoredPixels;
  /** Value of a label map that marks nothing; null without PixelPaddingValue. */
  paddingValue: number | null;
  references: ObjectReferences;
  /** Who made it; the first made the segments. */
  readers: NamedReader[];
  findings: Finding[];
}

/**
 * @returns rejects with AppError IMAGE-INVALID when descriptions, frames and pixels contradict each other,
 *   IMAGE-UNSUPPORTED for a tiled segmentation of a slide
 */
export async function readSegmentation(file: DicomFile, place: string): Promise<Segmentation> {
  const { dataSet } = file;
  if (dataSet.code(OBJECT_TAG.DimensionOrganizationType)?.startsWith('TILED') === true) {
    throw new AppError('IMAGE-UNSUPPORTED', 'a segmentation in tiles of a slide is not read', {
      place,
      hint: 'give a segmentation of a radiological image',
    });
  }
  const findings: Finding[] = [...file.findings];
  const type = typeOf(file);
  const segments = readSegmentDescriptions(dataSet);
  const maximumFractionalValue =
    type === 'FRACTIONAL' ? dataSet.unsigned(OBJECT_TAG.MaximumFractionalValue) : null;
  if (type === 'FRACTIONAL' && (maximumFractionalValue === null || maximumFractionalValue === 0)) {
    throw dataSet.invalid(
      OBJECT_TAG.MaximumFractionalValue,
      'is missing or 0: fractions cannot be told without it',
    );
  }
  const pixels = await file.pixels();
  if (!(pixels.stored instanceof Uint8Array || pixels.stored instanceof Uint16Array)) {
    throw dataSet.invalid(
      OBJECT_TAG.SegmentationType,
      'stands over pixels that are no unsigned bytes or words',
    );
  }
  const { stored } = pixels;
  const highest = maximumOf(stored);
  if (type === 'BINARY' && highest > 1) {
    throw dataSet.invalid(OBJECT_TAG.SegmentationType, `is BINARY, but a pixel is ${highest}`);
  }
  if (maximumFractionalValue !== null && highest > maximumFractionalValue) {
    findings.push({
      code: 'SEG-FRACTION-ABOVE-MAXIMUM',
      severity: 'error',
      path: place,
      message: `a fractional value is ${highest}, above the maximum of ${maximumFractionalValue}`,
      fix: 'correct MaximumFractionalValue at its source',
      args: { value: highest, maximum: maximumFractionalValue },
    });
  }
  const frames = readFrameGroups(dataSet, pixels.frames, type === 'LABELMAP', place, findings);
  const places = placeFrames(frames, pixels.rows, pixels.columns, place, findings);
  const seg = {
    type,
    fractionalType: type === 'FRACTIONAL' ? dataSet.code(OBJECT_TAG.SegmentationFractionalType) : null,
    maximumFractionalValue,
    rows: pixels.rows,
    columns: pixels.columns,
    frames,
    segments,
    places,
    stored,
    pixels,
    paddingValue: type === 'LABELMAP' ? dataSet.unsigned(OBJECT_TAG.PixelPaddingValue) : null,
    references: commonReferences(dataSet),
    readers: readersOf(dataSet),
    findings,
  };
  return { ...seg, framesOf: framesBySegment(seg, place) };
}

function readersOf(dataSet: DataSet): NamedReader[] {
  const readers: NamedReader[] = [];
  addReaders(readers, dataSet, OBJECT_TAG.ContentCreatorName, 'creator');
  addReaders(readers, dataSet, OBJECT_TAG.OperatorsName, 'operator');
  return readers;
}

/** Label maps may leave SegmentationType out of their own class; nothing else may. */
function typeOf(file: DicomFile): SegmentationType {
  const type = file.dataSet.code(OBJECT_TAG.SegmentationType);
  if (file.facts.sopClassUid === LABEL_MAP_CLASS) {
    if (type === null || type === 'LABELMAP') return 'LABELMAP';
  } else if (type === 'BINARY' || type === 'FRACTIONAL') return type;
  throw file.dataSet.invalid(
    OBJECT_TAG.SegmentationType,
    type === null ? 'is missing' : `is "${type.slice(0, 16)}", which this class of object does not have`,
  );
}

/**
 * Frames of each segment, ascending along the normal. The same frame twice is a doubt; two that differ contradict each
 * other.
 */
function framesBySegment(seg: Omit<Segmentation, 'framesOf'>, place: string): Map<number, number[]> {
  const { frames, places, segments, findings } = seg;
  const framesOf = new Map<number, number[]>();
  const seen = new Map<string, number>();
  const undescribed = new Set<number>();
  const order = frames.map((_, i) => i).sort((a, b) => places.placeOf[a]! - places.placeOf[b]! || a - b);
  for (const frame of order) {
    const segment = frames[frame]!.segment;
    const key = `${segment ?? 'all'} ${places.placeOf[frame]!}`;
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      holdSame(seg, earlier, frame, place);
      continue;
    }
    seen.set(key, frame);
    if (segment !== null && !segments.has(segment)) undescribed.add(segment);
    for (const number of segment === null ? segments.keys() : [segment]) {
      const list = framesOf.get(number);
      if (list === undefined) framesOf.set(number, [frame]);
      else list.push(frame);
    }
  }
  for (const number of undescribed) findings.push(undescribedSegment(place, number));
  return framesOf;
}

function holdSame(seg: Omit<Segmentation, 'framesOf'>, a: number, b: number, place: string): void {
  const size = seg.rows * seg.columns;
  const [one, other] = [a, b].map((frame) => seg.stored.subarray(frame * size, (frame + 1) * size));
  if (one!.some((value, i) => value !== other![i])) {
    throw new AppError(
      'IMAGE-INVALID',
      `frames ${a + 1} and ${b + 1} are of one segment at one position, but differ`,
      { place, hint: 'export each time point or version as a segmentation of its own' },
    );
  }
  seg.findings.push({
    code: 'SEG-FRAME-DUPLICATE',
    severity: 'warning',
    path: place,
    message: `frame ${b + 1} is frame ${a + 1} again; it is counted once`,
    fix: 'export the segmentation again',
    args: { frame: b + 1, earlier: a + 1 },
  });
}

export function undescribedSegment(place: string, number: number): Finding {
  return {
    code: 'SEG-SEGMENT-UNDESCRIBED',
    severity: 'error',
    path: place,
    message: `segment ${number} is marked, but not described`,
    fix: 'export the segmentation again; an unknown structure cannot be joined to a label',
    args: { segment: number },
  };
}

function maximumOf(values: Uint8Array | Uint16Array): number {
  let highest = 0;
  for (const value of values) if (value > highest) highest = value;
  return highest;
}
