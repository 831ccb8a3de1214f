import type { Finding } from '../../core/finding.js';
import type { DataSet } from '../data-set.js';
import type { Vec3 } from '../grid.js';
import { OBJECT_TAG } from '../object-tags.js';
import { checkOrientation } from '../spacing.js';
import { TAG } from '../tags.js';

/** Functional groups of one frame, its own or shared by all (PS3.3 C.7.6.16). */
export interface FrameGroups {
  /** Null in label maps, whose pixels are the segment numbers. */
  segment: number | null;
  /** Centre of the first pixel; null where the object has no place in the patient. */
  position: Vec3 | null;
  /** Six direction cosines, along a row, then down a column. */
  orientation: number[] | null;
  /** Distance of rows, then of columns. */
  spacingMm: [number, number] | null;
  spacingBetweenSlicesMm: number | null;
  sliceThicknessMm: number | null;
  /** Source images this frame was drawn on. */
  sourceUids: string[];
}

/**
 * Groups beyond the last frame are left out with a doubt: that is how an excerpt of a segmentation looks.
 * @throws AppError IMAGE-INVALID when a frame has no group, or a group holds something malformed
 */
export function readFrameGroups(
  dataSet: DataSet,
  frames: number,
  labelMap: boolean,
  place: string,
  findings: Finding[],
): FrameGroups[] {
  const shared = dataSet.firstItem(TAG.SharedFunctionalGroupsSequence);
  const groups: FrameGroups[] = [];
  for (const own of dataSet.items(TAG.PerFrameFunctionalGroupsSequence)) {
    if (groups.length === frames) {
      findings.push({
        code: 'SEG-FRAME-GROUPS-EXCESS',
        severity: 'warning',
        path: place,
        message: `functional groups are described for more frames than the ${frames} there are`,
        fix: 'compare the segmentation with its source: frames may be missing',
        args: { frames },
      });
      break;
    }
    groups.push(frameGroups(own, shared, labelMap, groups.length + 1));
  }
  if (groups.length === 0 && shared !== null && frames === 1) {
    groups.push(frameGroups(shared, shared, labelMap, 1));
  }
  if (groups.length !== frames) {
    throw dataSet.invalid(
      TAG.PerFrameFunctionalGroupsSequence,
      `describes ${groups.length} frames, but there are ${frames}`,
    );
  }
  return groups;
}

function frameGroups(own: DataSet, shared: DataSet | null, labelMap: boolean, frame: number): FrameGroups {
  const group = (tag: number): DataSet | null => own.firstItem(tag) ?? shared?.firstItem(tag) ?? null;
  const segment =
    group(OBJECT_TAG.SegmentIdentificationSequence)?.unsigned(OBJECT_TAG.ReferencedSegmentNumber) ?? null;
  if (segment === null && !labelMap) {
    throw own.invalid(OBJECT_TAG.ReferencedSegmentNumber, `is missing for frame ${frame}`);
  }
  const orientationGroup = group(OBJECT_TAG.PlaneOrientationSequence);
  if (orientationGroup !== null) checkOrientation(orientationGroup);
  const orientation = orientationGroup?.decimals(TAG.ImageOrientationPatient) ?? [];
  const measures = group(TAG.PixelMeasuresSequence);
  return {
    segment: labelMap ? null : segment,
    position: positionOf(group(OBJECT_TAG.PlanePositionSequence)),
    orientation: orientation.length === 6 ? orientation : null,
    spacingMm: measures === null ? null : spacingOf(measures),
    spacingBetweenSlicesMm: measures?.decimal(OBJECT_TAG.SpacingBetweenSlices) ?? null,
    sliceThicknessMm: measures?.decimal(OBJECT_TAG.SliceThickness) ?? null,
    sourceUids: sourceUids(own, shared),
  };
}

function positionOf(group: DataSet | null): Vec3 | null {
  const values = group?.decimals(OBJECT_TAG.ImagePositionPatient) ?? [];
  if (values.length === 0) return null;
  const [x, y, z] = values;
  if (values.length !== 3 || x === undefined || y === undefined || z === undefined) {
    throw group!.invalid(OBJECT_TAG.ImagePositionPatient, `has ${values.length} values, not 3`);
  }
  return [x, y, z];
}

function spacingOf(measures: DataSet): [number, number] | null {
  const [row, column] = measures.decimals(TAG.PixelSpacing);
  if (row === undefined || column === undefined) return null;
  if (!(row > 0 && column > 0)) {
    throw measures.invalid(TAG.PixelSpacing, 'holds a distance that is not positive');
  }
  return [row, column];
}

function sourceUids(own: DataSet, shared: DataSet | null): string[] {
  const holder = own.has(OBJECT_TAG.DerivationImageSequence) ? own : shared;
  const uids: string[] = [];
  for (const derivation of holder?.items(OBJECT_TAG.DerivationImageSequence) ?? []) {
    for (const source of derivation.items(OBJECT_TAG.SourceImageSequence)) {
      const uid = source.text(OBJECT_TAG.ReferencedSOPInstanceUID);
      if (uid !== null) uids.push(uid);
    }
  }
  return uids;
}
