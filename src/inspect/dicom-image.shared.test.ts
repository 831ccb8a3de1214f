import { describe, expect, it } from 'vitest';
import { sharedFiles, sharedPath, WITHOUT_SHARED } from '../imaging/shared-data.testkit.js';
import type { IndexedFile } from '../imaging/shared-data.testkit.js';
import { dicomImage } from './dicom-image.js';

interface Recorded extends IndexedFile {
  dicom?: Record<string, unknown>;
  decoded?: { tolerance_abs?: number; modality_values?: Record<string, number> };
  frames_ipp_and_rescale?: [number[], [number, number]][];
}

type Triple = Record<'min' | 'max' | 'mean', number>;

const withValues = (sharedFiles('dicom', 'enhanced', 'series', 'phi') as Recorded[]).filter(
  ({ decoded }) => decoded?.modality_values !== undefined,
);

describe.skipIf(WITHOUT_SHARED)('modality values of real images', () => {
  it.each(withValues)('$path', async ({ path, dicom = {}, decoded, frames_ipp_and_rescale: frames }) => {
    const absolute = sharedPath(path);
    const head = new Uint8Array(0);
    const { facts } = await dicomImage.inspect({ path, absolute, isFolder: false, head });
    const recorded = decoded?.modality_values ?? {};
    // What is recorded leaves the rescale of functional groups out; these files have one for all frames.
    const [slope, intercept] = frames?.[0]?.[1] ?? [recorded['slope'] ?? 1, recorded['intercept'] ?? 0];
    const again = (name: string): number | undefined => {
      const value = recorded[name];
      if (value === undefined || frames === undefined) return value;
      return ((value - (recorded['intercept'] ?? 0)) / (recorded['slope'] ?? 1)) * slope + intercept;
    };
    const tolerance = (decoded?.tolerance_abs ?? 0) * Math.abs(slope);
    const near = (value: number, expected: number | undefined): void => {
      if (expected === undefined) return;
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance + 1e-6 * (1 + Math.abs(expected)));
    };
    const all = facts['modalityValues'] as Triple;
    const without = facts['modalityValuesWithoutPadding'] as Triple;
    for (const name of ['min', 'max', 'mean'] as const) {
      near(all[name], again(name));
      near(without[name], again(`${name}_without_padding`));
    }
    if (tolerance === 0) expect(facts['paddingPixels']).toBe(recorded['n_padding_pixels'] ?? 0);
    const padding = facts['padding'] as { from: number } | null;
    if (recorded['padding_value_as_signed'] !== undefined) {
      expect([padding?.from]).toContain(recorded['padding_value_as_signed']);
    }
    expect(facts['bitsStored']).toBe(dicom['bits_stored']);
    expect(facts['highBit']).toBe(dicom['high_bit']);
    expect(facts['lossyCompression']).toBe(dicom['LossyImageCompression'] ?? null);
    expect(facts['doseGridScaling']).toBe(dicom['DoseGridScaling'] ?? null);
    expect(facts['rescaleType']).toBe(dicom['rescale_type'] ?? null);
  });
});
