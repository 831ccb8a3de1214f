import { AppError } from '../../core/error.js';
import type { Finding } from '../../core/finding.js';
import type { DataSet } from '../data-set.js';
import type { Vec3 } from '../grid.js';
import { LIMITS } from '../limits.js';
import { addText } from '../object-references.js';
import type { ObjectReferences } from '../object-references.js';
import { OBJECT_TAG } from '../object-tags.js';
import { addReaders } from '../readers.js';
import type { NamedReader } from '../readers.js';
import { TAG } from '../tags.js';
import { readContour } from './contour.js';
import type { Contour } from './contour.js';

/** One region of interest (PS3.3 C.8.8.5 and C.8.8.6). */
export interface Roi {
  number: number;
  name: string | null;
  algorithm: string | null;
  /** RTROIInterpretedType: ORGAN, PTV … */
  interpretedType: string | null;
  colour: [number, number, number] | null;
  /** Who drew it (ROIInterpreter), where the set says so. */
  interpreters: NamedReader[];
  frameOfReferenceUid: string | null;
  /** False when the ROI has no item in the ROI Contour Sequence. */
  hasContourItem: boolean;
  /** Empty when nothing was drawn. */
  contours: Contour[];
}

export interface StructureSet {
  label: string | null;
  rois: Roi[];
  /** Series and images the set says it was drawn on; those that contours name are with each contour. */
  references: ObjectReferences;
  /** Who made or reviewed the set as a whole. */
  readers: NamedReader[];
  findings: Finding[];
}

/**
 * @throws AppError IMAGE-INVALID for ROI numbers that are missing or stand twice, and for malformed contours;
 *   IMAGE-UNSUPPORTED for more points than are read
 */
export function readStructureSet(dataSet: DataSet, place: string): StructureSet {
  const findings: Finding[] = [];
  const rois = new Map<number, Roi>();
  for (const item of dataSet.items(OBJECT_TAG.StructureSetROISequence)) {
    const number = item.integers(OBJECT_TAG.ROINumber)[0];
    if (number === undefined) throw item.invalid(OBJECT_TAG.ROINumber, 'is missing');
    if (rois.has(number)) throw item.invalid(OBJECT_TAG.ROINumber, `${number} stands twice`);
    rois.set(number, {
      number,
      name: item.text(OBJECT_TAG.ROIName),
      algorithm: item.code(OBJECT_TAG.ROIGenerationAlgorithm),
      interpretedType: null,
      colour: null,
      interpreters: [],
      frameOfReferenceUid: item.text(OBJECT_TAG.ReferencedFrameOfReferenceUID),
      hasContourItem: false,
      contours: [],
    });
  }
  readContours(dataSet, rois, place, findings);
  for (const item of dataSet.items(OBJECT_TAG.RTROIObservationsSequence)) {
    const roi = rois.get(item.integers(OBJECT_TAG.ReferencedROINumber)[0] ?? NaN);
    if (roi === undefined) continue;
    roi.interpretedType = item.code(OBJECT_TAG.RTROIInterpretedType);
    addReaders(roi.interpreters, item, OBJECT_TAG.ROIInterpreter, 'interpreter');
  }
  const readers: NamedReader[] = [];
  addReaders(readers, dataSet, OBJECT_TAG.ContentCreatorName, 'creator');
  addReaders(readers, dataSet, OBJECT_TAG.OperatorsName, 'operator');
  addReaders(readers, dataSet, OBJECT_TAG.ReviewerName, 'reviewer');
  return {
    label: dataSet.text(OBJECT_TAG.StructureSetLabel),
    rois: [...rois.values()],
    references: readReferences(dataSet, rois.values()),
    readers,
    findings,
  };
}

function readContours(dataSet: DataSet, rois: Map<number, Roi>, place: string, findings: Finding[]): void {
  let points = 0;
  for (const item of dataSet.items(OBJECT_TAG.ROIContourSequence)) {
    const number = item.integers(OBJECT_TAG.ReferencedROINumber)[0];
    const roi = number === undefined ? undefined : rois.get(number);
    if (roi === undefined) {
      findings.push({
        code: 'RTSTRUCT-ROI-UNDESCRIBED',
        severity: 'error',
        path: place,
        message: `contours belong to ROI ${number ?? 'without a number'}, which is not described`,
        fix: 'export the structure set again; contours without a name cannot be joined to a label',
        args: { roi: number ?? null },
      });
      continue;
    }
    if (roi.hasContourItem) {
      throw item.invalid(OBJECT_TAG.ReferencedROINumber, `${roi.number} has two items of contours`);
    }
    roi.hasContourItem = true;
    const [red, green, blue] = item.integers(OBJECT_TAG.ROIDisplayColor);
    if (red !== undefined && green !== undefined && blue !== undefined) roi.colour = [red, green, blue];
    for (const contour of item.items(OBJECT_TAG.ContourSequence)) {
      const read = readContour(contour, roi.number, roi.contours.length + 1, place, findings);
      points += read.points.length / 3;
      if (points > LIMITS.structureSetPoints) {
        throw new AppError(
          'IMAGE-UNSUPPORTED',
          `the structure set has more than ${LIMITS.structureSetPoints} points`,
          {
            place,
            hint: 'export its regions as several structure sets',
          },
        );
      }
      roi.contours.push(read);
    }
  }
}

function readReferences(dataSet: DataSet, rois: Iterable<Roi>): ObjectReferences {
  const frames = new Set<string>();
  const series = new Set<string>();
  const instances = new Set<string>();
  for (const frame of dataSet.items(OBJECT_TAG.ReferencedFrameOfReferenceSequence)) {
    addText(frames, frame, OBJECT_TAG.FrameOfReferenceUID);
    for (const study of frame.items(OBJECT_TAG.RTReferencedStudySequence)) {
      for (const one of study.items(OBJECT_TAG.RTReferencedSeriesSequence)) {
        addText(series, one, TAG.SeriesInstanceUID);
        for (const image of one.items(OBJECT_TAG.ContourImageSequence)) {
          addText(instances, image, OBJECT_TAG.ReferencedSOPInstanceUID);
        }
      }
    }
  }
  for (const { frameOfReferenceUid } of rois) {
    if (frameOfReferenceUid !== null) frames.add(frameOfReferenceUid);
  }
  return { frameOfReferenceUids: [...frames], seriesUids: [...series], instanceUids: [...instances] };
}

/** Smallest box around all points of all contours; null where there are none. */
export function boundsOf({ contours }: Roi): { min: Vec3; max: Vec3 } | null {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { points } of contours) {
    for (let i = 0; i < points.length; i += 1) {
      const axis = (i % 3) as 0 | 1 | 2;
      const value = points[i]!;
      if (value < min[axis]) min[axis] = value;
      if (value > max[axis]) max[axis] = value;
    }
  }
  return min[0] === Infinity ? null : { min, max };
}
