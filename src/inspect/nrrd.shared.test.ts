import { describe, expect, it } from 'vitest';
import { sharedFiles, sharedPath, WITHOUT_SHARED } from '../imaging/shared-data.testkit.js';
import { inspectPath } from './inspect.js';

interface Recorded {
  sizes: number[];
  type: string;
  encoding: string;
  space: string;
  space_directions: number[][];
  space_origin: number[];
  raw_sha256_file_order_le: string;
  min: number;
  max: number;
  mean: number;
  value_counts?: Record<string, number>;
  voxel_volume_mm3: number;
  segments?: { index: number; ID: string; LabelValue: string; Layer: string; Name: string; voxels: number }[];
}

describe.skipIf(WITHOUT_SHARED)('NRRD files with recorded facts', () => {
  it.each(sharedFiles('nrrd'))('$path', async ({ path, nrrd }) => {
    const recorded = nrrd as Recorded;
    const { kind, facts } = await inspectPath(sharedPath(path));
    const printed = facts as {
      stored: { mean: number };
      valueCounts?: unknown;
      voxelVolumeMm3: number;
      segments?: unknown;
    };
    expect(kind).toBe('nrrd');
    expect(printed).toMatchObject({
      nrrd: {
        sizes: recorded.sizes,
        type: recorded.type,
        encoding: recorded.encoding,
        space: recorded.space,
        spaceDirections: recorded.space_directions,
        spaceOrigin: recorded.space_origin,
      },
      stored: { min: recorded.min, max: recorded.max, 'sha256-pixels-le': recorded.raw_sha256_file_order_le },
    });
    expect(Math.abs(printed.stored.mean - recorded.mean)).toBeLessThanOrEqual(5.1e-7);
    expect(Math.abs(printed.voxelVolumeMm3 - recorded.voxel_volume_mm3)).toBeLessThanOrEqual(5.1e-7);
    if (recorded.value_counts !== undefined) expect(printed.valueCounts).toEqual(recorded.value_counts);
    if (recorded.segments !== undefined) {
      expect(printed.segments).toMatchObject(
        recorded.segments.map(({ index, ID, LabelValue, Layer, Name, voxels }) => ({
          index,
          id: ID,
          name: Name,
          labelValue: Number(LabelValue),
          layer: Number(Layer),
          voxels,
        })),
      );
    }
  });

  it('published volume of a label (pyradiomics, VoxelVolume)', async () => {
    const { facts } = await inspectPath(sharedPath('nrrd/brain1_label.nrrd'));
    const [label] = facts['labels'] as { volumeMl: number }[];
    expect(label?.volumeMl).toBeCloseTo(16.412658691406243, 9);
  });
});
