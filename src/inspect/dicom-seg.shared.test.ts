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

type Range = Record<'min' | 'max' | 'mean', number>;

interface RecordedImage {
  dicom: Record<'modality' | 'sop_class' | 'transfer_syntax' | 'photometric', string> &
    Record<
      'rows' | 'cols' | 'frames' | 'samples_per_pixel' | 'bits_allocated' | 'bits_stored' | 'high_bit',
      number
    > & { pixel_representation: number; LossyImageCompression?: string; PatientIdentityRemoved?: string };
  decoded: Range & {
    sha256: string;
    dtype: string;
    modality_values: Range & { slope: number; intercept: number };
    codestream?: { codestream_precision: number; codestream_signed: boolean };
  };
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
    const { decoded, dicom } = file as unknown as RecordedImage;
    const near = (value: number): number => expect.closeTo(value, 5) as number;
    const range = ({ min, max, mean }: Range): Range => ({
      min: near(min),
      max: near(max),
      mean: near(mean),
    });
    expect(facts).toMatchObject({
      stored: { ...range(decoded), 'sha256-pixels-le': decoded.sha256 },
      modalityValues: range(decoded.modality_values),
      rescale: { slope: decoded.modality_values.slope, intercept: decoded.modality_values.intercept },
      storedType: decoded.dtype,
      modality: dicom.modality,
      sopClassUid: dicom.sop_class,
      transferSyntaxUid: dicom.transfer_syntax,
      rows: dicom.rows,
      columns: dicom.cols,
      frames: dicom.frames,
      samplesPerPixel: dicom.samples_per_pixel,
      photometric: dicom.photometric,
      bitsAllocated: dicom.bits_allocated,
      bitsStored: dicom.bits_stored,
      highBit: dicom.high_bit,
      signed: dicom.pixel_representation === 1,
      lossyCompression: dicom.LossyImageCompression ?? null,
      patientIdentityRemoved: dicom.PatientIdentityRemoved === undefined ? null : true,
    });
    if (decoded.codestream !== undefined) {
      expect(facts['codestream']).toMatchObject({
        precision: decoded.codestream.codestream_precision,
        signed: decoded.codestream.codestream_signed,
      });
    }
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
