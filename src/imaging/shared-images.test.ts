import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { sha256 } from '../core/digest.js';
import { readDicom } from './dicom.js';
import type { DicomFile } from './dicom.js';
import { SHARED_INDEX, sharedFiles, sharedPath, WITHOUT_SHARED } from './shared-data.testkit.js';
import type { IndexedFile } from './shared-data.testkit.js';

/**
 * Real images of many vendors against answers of two or three other decoders (pydicom, dcmtk, GDCM).
 */
interface ImageEntry extends IndexedFile {
  dicom?: Record<string, unknown>;
  pixel_measures?: { pixel_spacing: number[] };
  decoded?: {
    sha256: string;
    min: number;
    max: number;
    mean: number;
    tolerance_abs?: number;
    samples_frame_row_col_values?: number[][];
    codestream_against_header?: string[];
  };
}

const of = (...folders: string[]): ImageEntry[] => sharedFiles(...folders);

describe.skipIf(WITHOUT_SHARED)('real images', () => {
  it('are at hand', () => {
    expect(SHARED_INDEX.files.length).toBeGreaterThan(500);
  });

  it.each([
    ...of('dicom', 'enhanced', 'series', 'phi', 'seg'),
    ...of('rtstruct').filter(({ decoded }) => decoded !== undefined),
  ])('$path', async (entry) => {
    const file = await readDicom(readFileSync(sharedPath(entry.path)), entry.path);
    const facts = factsOf(file);
    // The spacing of a segmentation stands in its functional groups and is recorded with its volume.
    if (entry.kind === 'dicom-seg') facts['pixelSpacingMm'] = null;
    expect(facts).toEqual(expectedFacts(entry));
    if (entry.decoded === undefined) {
      await expect(file.pixels()).rejects.toThrow('the object has no pixel data');
      return;
    }
    const pixels = await file.pixels();
    // What lossy decoders may differ by is recorded for each file; all else is exact.
    const tolerance = entry.decoded.tolerance_abs ?? 0;
    if (tolerance === 0) expect(sha256(pixels.pixelsLe)).toBe(entry.decoded.sha256);
    let [min, max, sum] = [Infinity, -Infinity, 0];
    for (const value of pixels.stored) {
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
    }
    const mean = sum / pixels.stored.length;
    expect(Math.abs(min - entry.decoded.min)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(max - entry.decoded.max)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(mean - entry.decoded.mean)).toBeLessThanOrEqual(tolerance + 1e-6 * Math.abs(mean) + 1e-6);
    for (const [frame = 0, row = 0, column = 0, ...values] of entry.decoded.samples_frame_row_col_values ??
      []) {
      const at = ((frame * pixels.rows + row) * pixels.columns + column) * pixels.samplesPerPixel;
      values.forEach((value, i) => {
        expect(Math.abs(pixels.stored[at + i]! - value)).toBeLessThanOrEqual(tolerance);
      });
    }
    if (entry.decoded.codestream_against_header !== undefined) {
      expect(file.findings.map(({ code }) => code)).toContain('IMAGE-CODESTREAM');
    }
  });

  it.each(of('malformed'))('$path: $expect_class', async ({ path, expect_class: expected }) => {
    const outcome = await outcomeOf(readFileSync(sharedPath(path)), path);
    if (expected === 'error') expect(outcome).toMatch(/^IMAGE-/);
    else if (expected === 'flag') expect(outcome).toBe('read with a doubt');
    else if (expected === 'tolerate') expect(outcome).toMatch(/^read|has no pixel data$/);
    else if (expected === 'error-or-flag') expect(outcome).toMatch(/^read with a doubt|^IMAGE-/);
    else expect(outcome).toMatch(/^read|^IMAGE-/);
  });
});

function factsOf({ facts }: DicomFile): Record<string, unknown> {
  const { sopClassUid, transferSyntaxUid, rows, columns, frames, bitsAllocated, bitsStored, photometric } =
    facts;
  const { samplesPerPixel, modality, pixelSpacingMm } = facts;
  return {
    sopClassUid,
    transferSyntaxUid,
    modality,
    rows,
    columns,
    frames,
    samplesPerPixel,
    bitsAllocated,
    bitsStored,
    photometric,
    pixelSpacingMm,
  };
}

function expectedFacts({ dicom = {}, pixel_measures }: ImageEntry): Record<string, unknown> {
  const spacing = dicom['pixel_spacing'] ?? pixel_measures?.pixel_spacing ?? dicom['imager_pixel_spacing'];
  return {
    sopClassUid: dicom['sop_class'] ?? null,
    transferSyntaxUid: dicom['transfer_syntax'],
    modality: dicom['modality'] ?? null,
    rows: dicom['rows'] ?? null,
    columns: dicom['cols'] ?? null,
    frames: dicom['frames'] ?? null,
    samplesPerPixel: dicom['samples_per_pixel'] ?? null,
    bitsAllocated: dicom['bits_allocated'] ?? null,
    bitsStored: dicom['bits_stored'] ?? null,
    photometric: dicom['photometric'] ?? null,
    pixelSpacingMm: spacing ?? null,
  };
}

async function outcomeOf(bytes: Uint8Array, path: string): Promise<string> {
  try {
    const file = await readDicom(bytes, path);
    await file.pixels();
    return file.findings.length > 0 ? 'read with a doubt' : 'read';
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return `${thrown.code}: ${thrown.message}`;
  }
}
