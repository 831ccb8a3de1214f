import { describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { sharedFiles, sharedPath, WITHOUT_SHARED } from '../imaging/shared-data.testkit.js';
import { inspectPath } from './inspect.js';

interface Recorded {
  error?: string;
  nifti_version?: number;
  endian: string;
  shape: number[];
  zooms: number[];
  stored_dtype: string;
  datatype_code: number;
  xyzt_units: number;
  sform_code: number;
  qform_code: number;
  affine_ras: number[][];
  axes: string;
  scl_slope_applied: number;
  scl_inter_applied: number;
  stored_sha256_file_order_le: string;
  stored_min: number;
  stored_max: number;
  value_min: number;
  value_max: number;
  value_mean: number;
  value_counts?: Record<string, number>;
}

interface Printed {
  stored: Record<string, unknown>;
  value: { min: number; max: number; mean: number };
  valueCounts?: Record<string, number>;
  volume: unknown;
  nifti: Record<string, unknown> & { affineRas: number[][]; zooms: number[] };
  labels?: { number: number; voxels: number }[];
}

const files = sharedFiles('nifti', 'masks').filter(({ path }) => !path.endsWith('.json'));

describe.skipIf(WITHOUT_SHARED)('NIfTI files with recorded facts', () => {
  it.each(files)('$path', async ({ path, nifti, expect_class: expected = 'ok' }) => {
    const recorded = nifti as Recorded | undefined;
    if (expected === 'error') {
      await expect(inspectPath(sharedPath(path))).rejects.toThrow(AppError);
      return;
    }
    const { kind, facts, findings } = await inspectPath(sharedPath(path));
    const printed = facts as unknown as Printed;
    expect(kind).toBe('nifti');
    if (expected.includes('flag')) expect(findings).not.toEqual([]);
    if (recorded === undefined || recorded.error !== undefined) return;
    expect(printed.nifti).toMatchObject({ storedDtype: recorded.stored_dtype, shape: recorded.shape });
    expect(printed.nifti.zooms).toEqual(recorded.zooms);
    expect(printed.stored['sha256-pixels-le']).toBe(recorded.stored_sha256_file_order_le);
    if (recorded.nifti_version === undefined) return;
    expect(printed.nifti).toMatchObject({
      version: recorded.nifti_version,
      endian: recorded.endian === '>' ? 'big' : 'little',
      datatype: recorded.datatype_code,
      xyztUnits: recorded.xyzt_units,
      sformCode: recorded.sform_code,
      qformCode: recorded.qform_code,
      axes: recorded.axes,
      sclSlopeApplied: recorded.scl_slope_applied,
      sclInterApplied: recorded.scl_inter_applied,
    });
    // Recorded to seven decimals.
    printed.nifti.affineRas.flat().forEach((number, i) => {
      expect(Math.abs(number - recorded.affine_ras.flat()[i]!)).toBeLessThanOrEqual(5.1e-8);
    });
    expect(printed.stored).toMatchObject({ min: recorded.stored_min, max: recorded.stored_max });
    expect(printed.value).toMatchObject({ min: recorded.value_min, max: recorded.value_max });
    expect(Math.abs(printed.value.mean - recorded.value_mean)).toBeLessThanOrEqual(5.1e-7);
    if (recorded.value_counts !== undefined) {
      const numbered = (counts: Record<string, number>): [number, number][] =>
        Object.entries(counts)
          .map(([value, count]): [number, number] => [Number(value), count])
          .sort(([a], [b]) => a - b);
      expect(numbered(printed.valueCounts ?? {})).toEqual(numbered(recorded.value_counts));
    }
  });

  it('several volumes and sheared axes are no volume', async () => {
    for (const path of ['nifti/example4d.nii.gz', 'nifti/m25_sheared_sform.nii.gz']) {
      expect((await inspectPath(sharedPath(path))).facts).toMatchObject({ volume: null });
    }
  });
});
