import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rgbFrame } from '../imaging/colour/to-rgb.js';
import { readDicom } from '../imaging/dicom.js';
import { sharedFiles, sharedPath, WITHOUT_SHARED } from '../imaging/shared-data.testkit.js';
import type { IndexedFile } from '../imaging/shared-data.testkit.js';
import { dicomImage } from './dicom-image.js';

interface Recorded extends IndexedFile {
  dicom?: Record<string, unknown>;
  decoded?: {
    tolerance_abs?: number;
    modality_values?: Record<string, number>;
    dtype: string;
    rgb_after_colour_conversion?: Triple & { samples_frame_row_col_values: number[][] };
    codestream?: { codestream_precision: number; codestream_signed: boolean };
  };
  frames_ipp_and_rescale?: [number[], [number, number]][];
  pixel_measures?: Record<'slice_thickness' | 'spacing_between_slices', number | null> & {
    pixel_spacing: number[];
  };
  plane_orientation?: number[];
}

type Triple = Record<'min' | 'max' | 'mean', number>;

const read = new Map<string, Promise<Record<string, unknown>>>();

/** Each file is read once for all that is asked of it. */
function factsOf(path: string): Promise<Record<string, unknown>> {
  const known = read.get(path);
  if (known !== undefined) return known;
  const candidate = { path, absolute: sharedPath(path), isFolder: false, head: new Uint8Array(0) };
  const facts = dicomImage.inspect(candidate).then((understood) => understood.facts);
  read.set(path, facts);
  return facts;
}

const withValues = (sharedFiles('dicom', 'enhanced', 'series', 'phi') as Recorded[]).filter(
  ({ decoded }) => decoded?.modality_values !== undefined,
);

describe.skipIf(WITHOUT_SHARED)('modality values of real images', () => {
  it.each(withValues)('$path', async ({ path, dicom = {}, decoded, frames_ipp_and_rescale: frames }) => {
    const facts = await factsOf(path);
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

const images = (sharedFiles('dicom', 'enhanced', 'series', 'phi') as Recorded[]).filter(
  ({ decoded }) => decoded !== undefined,
);

describe.skipIf(WITHOUT_SHARED)('header facts of real images', () => {
  it.each(images)('$path', async (entry) => {
    const { path, dicom = {}, decoded } = entry;
    const facts = await factsOf(path);
    const recorded = (name: string): unknown => dicom[name] ?? null;
    expect(facts).toMatchObject({
      signed: (dicom['pixel_representation'] ?? 0) === 1,
      planarConfiguration: recorded('planar'),
      storedType: decoded?.dtype,
      burnedInAnnotation: yesNo(dicom['BurnedInAnnotation']),
      patientIdentityRemoved: yesNo(dicom['PatientIdentityRemoved']),
      voiTable: dicom['voi_lut_sequence'] ?? false,
      imageOrientationPatient: recorded('iop') ?? entry.plane_orientation ?? null,
      pixelSpacingMm:
        recorded('pixel_spacing') ?? entry.pixel_measures?.pixel_spacing ?? recorded('imager_pixel_spacing'),
    });
    const position = recorded('ipp') ?? entry.frames_ipp_and_rescale?.[0]?.[0];
    expectNear(facts['imagePositionPatient'], position ?? null);
    const measures = entry.pixel_measures;
    expect(facts['sliceThicknessMm']).toBe(measures?.slice_thickness ?? recorded('slice_thickness'));
    expect(facts['spacingBetweenSlicesMm']).toBe(
      measures?.spacing_between_slices ?? recorded('spacing_between_slices'),
    );
    expect(facts['pixelPaddingValue']).toBe(dicom['pixel_padding_value']);
    expect(facts['pixelPaddingVr']).toBe(dicom['pixel_padding_vr']);
    const codestream = decoded?.codestream;
    if (codestream !== undefined) {
      expect(facts['codestream']).toMatchObject({
        precision: codestream.codestream_precision,
        signed: codestream.codestream_signed,
      });
    }
    if (entry.frames_ipp_and_rescale !== undefined && dicom['frames'] !== 1) {
      expectNear(facts['framesIppAndRescale'], entry.frames_ipp_and_rescale);
    }
  });

  const colours = images.filter(({ decoded }) => decoded?.rgb_after_colour_conversion !== undefined);

  it.each(colours)('$path as RGB', async ({ path, decoded }) => {
    const recorded = decoded!.rgb_after_colour_conversion!;
    const tolerance = decoded!.tolerance_abs ?? 0;
    const printed = (await factsOf(path))['rgbAfterColourConversion'] as Triple;
    expect(Math.abs(printed.min - recorded.min)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(printed.max - recorded.max)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(printed.mean - recorded.mean)).toBeLessThanOrEqual(tolerance + 1e-6);
    const pixels = await (await readDicom(readFileSync(sharedPath(path)), path)).pixels();
    for (const [frame = 0, row = 0, column = 0, ...values] of recorded.samples_frame_row_col_values) {
      const rgb = rgbFrame(pixels, frame)!;
      const at = 3 * (row * pixels.columns + column);
      values.forEach((value, i) => {
        expect(Math.abs(rgb[at + i]! - value)).toBeLessThanOrEqual(tolerance);
      });
    }
  });

  it('every colour image has its RGB digest, every grey one has none', async () => {
    for (const { path, dicom } of images) {
      const colour = dicom?.['samples_per_pixel'] === 3 || dicom?.['photometric'] === 'PALETTE COLOR';
      expect('rgbAfterColourConversion' in (await factsOf(path)), path).toBe(colour);
    }
  });

  it('a dose grid is a volume, its values are dose', async () => {
    const path = 'dicom/rtdose.dcm';
    const facts = await factsOf(path);
    expect(facts['volume']).toMatchObject({ size: [10, 10, 15], spacingMm: [10, 10, 5] });
    const { min, max } = facts['doseValues'] as Triple;
    expect([min, max]).toEqual([795000 * 1e-6, 1254000 * 1e-6]);
    expect(facts['doseUnits']).toBe('RELATIVE');
  });
});

/** Positions are recorded with four decimals where they come from functional groups. */
function expectNear(actual: unknown, expected: unknown): void {
  if (typeof expected === 'number') expect(actual).toBeCloseTo(expected, 4);
  else if (Array.isArray(expected)) {
    expect(actual).toHaveLength(expected.length);
    expected.forEach((one, i) => expectNear((actual as unknown[])[i], one));
  } else expect(actual).toEqual(expected);
}

function yesNo(code: unknown): boolean | null {
  return code === undefined ? null : code === 'YES';
}
