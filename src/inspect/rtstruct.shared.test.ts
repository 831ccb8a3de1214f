import { describe, expect, it } from 'vitest';
import { SHARED_INDEX, WITHOUT_SHARED, sharedPath } from '../imaging/shared-data.testkit.js';
import { inspectPath } from './inspect.js';

interface RecordedRoi {
  number: number;
  name: string;
  contours: number;
  types: Record<string, number>;
  points: number;
  bbox_min?: number[];
  bbox_max?: number[];
  sum_abs_contour_area_mm2?: number;
  n_distinct_mean_z?: number;
  color: number[];
}

interface RecordedSet {
  rois: RecordedRoi[];
  frame_of_reference: string[];
  referenced_images: number;
  rois_without_contour_item: number[];
}

// One file has no preamble: it may be read or refused, and is refused as every DICOM file without one.
const files = SHARED_INDEX.files.filter((file) => 'rtstruct' in file && file.expect_class === 'ok');

describe.skipIf(WITHOUT_SHARED)('recorded structure sets', () => {
  it.each(files)('$path', async (file) => {
    const recorded = file['rtstruct'] as RecordedSet;
    const { kind, facts } = await inspectPath(sharedPath(file.path));
    expect(kind).toBe('rtstruct');
    const { dicom } = file as unknown as { dicom: Record<string, string> };
    expect(facts).toMatchObject({
      modality: dicom['modality'],
      sopClassUid: dicom['sop_class'],
      ...(dicom['transfer_syntax'] === undefined ? {} : { transferSyntaxUid: dicom['transfer_syntax'] }),
    });
    const set = facts['rtstruct'] as Record<string, unknown>;
    expect(set).toMatchObject({
      frameOfReferenceTails: recorded.frame_of_reference,
      referencedImages: recorded.referenced_images,
      roisWithoutContourItem: recorded.rois_without_contour_item,
    });
    const near = (value: number): number => expect.closeTo(value, 2) as number;
    expect(set['rois']).toMatchObject(
      recorded.rois.map((roi) => ({
        number: roi.number,
        name: roi.name,
        contours: roi.contours,
        types: roi.types,
        points: roi.points,
        colour: roi.color,
        bboxMinMm: roi.bbox_min?.map(near) ?? null,
        bboxMaxMm: roi.bbox_max?.map(near) ?? null,
        sumAbsContourAreaMm2: near(roi.sum_abs_contour_area_mm2 ?? 0),
        distinctMeanZ: roi.n_distinct_mean_z ?? 0,
      })),
    );
  });
});
