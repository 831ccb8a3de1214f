import { describe, expect, it } from 'vitest';
import { SHARED_INDEX, WITHOUT_SHARED, sharedPath } from '../imaging/shared-data.testkit.js';
import { inspectPath } from './inspect.js';

/** Facts recorded of one segment. */
interface Recorded {
  number: number;
  label: string;
  algorithm: string;
  category: unknown;
  type: unknown;
  voxels?: number;
  sum_of_values?: number;
  nonzero?: number;
  frames?: number;
  positions_mm_along_normal?: number[];
  voxels_per_frame_by_position?: number[];
  mask_sha256_by_position?: string;
}

interface RecordedSeg {
  segmentation_type: string;
  fractional_type?: string;
  max_fractional?: number;
  frames: number;
  segments: Recorded[];
  iop: number[];
  pixel_spacing: number[];
  slice_thickness?: number;
  spacing_between_slices?: number;
  labelmap_value_counts?: Record<string, number>;
  frame_order_segment_position_sourceSOPtail?: [number, number, string][];
}

interface Printed {
  segmentationType: string;
  segments: Record<string, unknown>[];
  frameOrder: [number, number, string][];
  [fact: string]: unknown;
}

const files = SHARED_INDEX.files.filter((file) => 'seg' in file);

describe.skipIf(WITHOUT_SHARED)('recorded segmentations', () => {
  it.each(files)('$path', async (file) => {
    const recorded = file['seg'] as RecordedSeg;
    const { kind, facts } = await inspectPath(sharedPath(file.path));
    expect(kind).toBe('dicom-seg');
    const seg = facts['seg'] as Printed;
    expect(seg).toMatchObject({
      segmentationType: recorded.segmentation_type,
      fractionalType: recorded.fractional_type ?? null,
      maximumFractionalValue: recorded.max_fractional ?? null,
      frames: recorded.frames,
      sliceThicknessMm: recorded.slice_thickness ?? null,
      labelmapValueCounts: recorded.labelmap_value_counts ?? null,
    });
    expect(seg['imageOrientationPatient']).toEqual(
      recorded.iop.map((value) => expect.closeTo(value, 5) as number),
    );
    expect(seg['pixelSpacingMm']).toEqual(
      recorded.pixel_spacing.map((value) => expect.closeTo(value, 5) as number),
    );
    if (recorded.spacing_between_slices !== undefined) {
      expect(seg['spacingBetweenSlicesMm']).toBeCloseTo(recorded.spacing_between_slices, 5);
    }
    expect(seg.segments.length).toBe(recorded.segments.length);
    recorded.segments.forEach((segment, i) => holdSegment(seg.segments[i]!, segment));
    const order = recorded.frame_order_segment_position_sourceSOPtail;
    if (order !== undefined) {
      expect(seg.frameOrder).toEqual(
        order.map(([segment, position, tail]) => [segment, expect.closeTo(position, 2) as number, tail]),
      );
    }
    const decoded = file['decoded'] as { sha256: string };
    expect(facts['stored']).toMatchObject({ 'sha256-pixels-le': decoded.sha256 });
  });
});

function holdSegment(printed: Record<string, unknown>, recorded: Recorded): void {
  const { number, label, algorithm, category, type } = recorded;
  expect(printed).toMatchObject({ number, label, algorithm, category, type });
  if (recorded.mask_sha256_by_position === undefined) return;
  expect(printed).toMatchObject({
    frames: recorded.frames,
    maskSha256ByPosition: recorded.mask_sha256_by_position,
    nonzeroPerFrameByPosition: recorded.voxels_per_frame_by_position,
    ...(recorded.voxels === undefined ? {} : { voxels: recorded.voxels }),
    ...(recorded.nonzero === undefined ? {} : { nonzero: recorded.nonzero }),
    ...(recorded.sum_of_values === undefined ? {} : { sumOfValues: recorded.sum_of_values }),
  });
  expect(printed['positionsMm']).toEqual(
    recorded.positions_mm_along_normal!.map((value) => expect.closeTo(value, 2) as number),
  );
}
