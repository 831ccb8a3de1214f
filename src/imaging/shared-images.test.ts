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
  decoded?: { sha256: string; min: number; max: number };
}

const of = (...folders: string[]): ImageEntry[] => sharedFiles(...folders);

describe.skipIf(WITHOUT_SHARED)('real images', () => {
  it('are at hand', () => {
    expect(SHARED_INDEX.files.length).toBeGreaterThan(500);
  });

  it.each(of('dicom', 'enhanced', 'series', 'phi'))('$path', async (entry) => {
    const file = await readDicom(readFileSync(sharedPath(entry.path)), entry.path);
    expect(factsOf(file)).toEqual(expectedFacts(entry));
    if (file.fragments !== null) {
      await expect(file.pixels()).rejects.toThrow(AppError);
      return;
    }
    if (entry.decoded === undefined) {
      await expect(file.pixels()).rejects.toThrow('the object has no pixel data');
      return;
    }
    const { pixelsLe, stored } = await file.pixels();
    expect(sha256(pixelsLe)).toBe(entry.decoded.sha256);
    let [min, max] = [Infinity, -Infinity];
    for (const value of stored) [min, max] = [Math.min(min, value), Math.max(max, value)];
    expect([min, max]).toEqual([entry.decoded.min, entry.decoded.max]);
  });

  it.each(of('malformed'))('$path: $expect_class', async ({ path, expect_class: expected }) => {
    const outcome = await outcomeOf(readFileSync(sharedPath(path)), path);
    if (expected === 'error') expect(outcome).toMatch(/^IMAGE-/);
    else if (expected === 'flag') expect(outcome).toBe('read with a doubt');
    else if (expected === 'tolerate') expect(outcome).toMatch(/^read|has no pixel data$/);
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
