import { describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { SHARED_INDEX, sharedPath, WITHOUT_SHARED } from '../imaging/shared-data.testkit.js';
import { inspectPath } from './inspect.js';

interface SeriesEntry {
  name: string;
  verdict: string;
  n_files: number;
  modality: string;
  rows: number;
  cols: number;
  pixel_spacing: number[];
  iop_first: number[];
  n_distinct_orientations: number;
  slice_thickness: number | null;
  spacing_between_slices_tag: number | null;
  order_by_position: string[];
  instance_numbers_in_position_order: number[];
  position_deltas_mm: number[];
  series_uids: number;
  mean_delta_mm: number;
  max_in_plane_shift_mm: number;
  affine_lps_col_row_slice_to_mm: number[][];
  volume_shape_slice_row_col: number[];
  volume_stored_sha256_le: string;
  modality_min: number;
  modality_max: number;
  modality_mean: number;
}

const entries = SHARED_INDEX.series as unknown as SeriesEntry[];

/** Why each series of the index that is no volume is refused; from its note. */
const REFUSED: Record<string, string[]> = {
  d2n_fail_slicecount: ['GEOMETRY-TOO-FEW-SLICES'],
  d2n_fail_sliceincrement_002: ['GEOMETRY-MISSING-SLICE', 'GEOMETRY-GANTRY-TILT'],
  d2n_fail_sliceorientation: ['GEOMETRY-MIXED-ORIENTATION', 'GEOMETRY-MIXED-PIXEL-SPACING'],
  gc_4d_ct_76: ['GEOMETRY-SEVERAL-SERIES'],
  pydicom_ct2_16x16: ['GEOMETRY-DISTANT-SLICE'],
};

describe.skipIf(WITHOUT_SHARED)('series of the index', () => {
  it.each(entries.filter(({ verdict }) => verdict === 'volume'))('$name is a volume', async (entry) => {
    const { facts } = await inspectPath(sharedPath(`series/${entry.name}`));
    expectGeometry(facts, entry);
    const { size, affine } = facts['volume'] as { size: number[]; affine: number[][] };
    expect([...size].reverse()).toEqual(entry.volume_shape_slice_row_col);
    affine.flat().forEach((value, i) => {
      expect(value).toBeCloseTo(entry.affine_lps_col_row_slice_to_mm.flat()[i]!, 6);
    });
    expect(facts['stored']).toMatchObject({ 'sha256-pixels-le': entry.volume_stored_sha256_le });
    const { min, max, mean } = facts['modalityValues'] as Record<string, number>;
    expect([min, max]).toEqual([entry.modality_min, entry.modality_max]);
    expect(mean).toBeCloseTo(entry.modality_mean, 5);
  });

  it.each(entries.filter(({ verdict }) => verdict !== 'volume'))('$name is refused', async (entry) => {
    const error: unknown = await inspectPath(sharedPath(`series/${entry.name}`)).catch((e: unknown) => e);
    if (!(error instanceof AppError)) throw new Error('not refused');
    expect(error.details['refusedFor']).toEqual(REFUSED[entry.name]);
    expect(error.code).toBe(REFUSED[entry.name]?.[0]);
    expectGeometry(error.details, entry);
  });
});

function expectGeometry(facts: Readonly<Record<string, unknown>>, entry: SeriesEntry): void {
  expect(facts).toMatchObject({
    modality: entry.modality,
    rows: entry.rows,
    columns: entry.cols,
    files: entry.n_files,
    seriesCount: entry.series_uids,
    distinctOrientations: entry.n_distinct_orientations,
    pixelSpacingMm: entry.pixel_spacing,
    imageOrientationPatient: entry.iop_first,
    sliceThicknessMm: entry.slice_thickness,
    spacingBetweenSlicesMm: entry.spacing_between_slices_tag,
    orderByPosition: entry.order_by_position,
    instanceNumbersByPosition: entry.instance_numbers_in_position_order,
  });
  const deltas = facts['positionDeltasMm'] as number[];
  expect(deltas).toHaveLength(entry.position_deltas_mm.length);
  deltas.forEach((mm, i) => {
    expect(mm).toBeCloseTo(entry.position_deltas_mm[i]!, 4);
  });
  expect(facts['meanDeltaMm']).toBeCloseTo(entry.mean_delta_mm, 5);
  expect(facts['maxInPlaneShiftMm']).toBeCloseTo(entry.max_in_plane_shift_mm, 4);
}
