import { describe, expect, it } from 'vitest';
import { readDicom } from './dicom.js';
import { row } from './dicom-writer.testkit.js';
import type { Row } from './dicom-writer.testkit.js';
import { ageYears } from './image-facts.js';
import { modalityValues } from './modality-values.js';
import { radiograph } from './radiograph.testkit.js';

const group = (slope: string, intercept: string): Row[] => [
  row(0x00289145, 'SQ', [[row(0x00281052, 'DS', intercept), row(0x00281053, 'DS', slope)]]),
];

/** Two frames of 1 × 2. */
const twoFrames = {
  0x00280008: row(0x00280008, 'IS', '2'),
  0x00280010: row(0x00280010, 'US', [1]),
  0x00280011: row(0x00280011, 'US', [2]),
  0x00280030: null,
  0x00281052: null,
  0x00281053: null,
  0x7fe00010: row(0x7fe00010, 'OW', [1, 2, 3, 4]),
};

describe('modality values', () => {
  it('are stored values times slope plus intercept', async () => {
    const pixels = await (await readDicom(radiograph(), 'x.dcm')).pixels();
    expect([...modalityValues(pixels)].slice(0, 6)).toEqual([-5, -3, -1, 1, 195, 395]);
  });

  it('take the rescale of each frame where frames differ', async () => {
    const changes = { ...twoFrames, 0x52009230: row(0x52009230, 'SQ', [group('2', '0'), group('10', '-1')]) };
    const pixels = await (await readDicom(radiograph(changes), 'x.dcm')).pixels();
    expect([...modalityValues(pixels)]).toEqual([2, 4, 29, 39]);
  });

  it('take the shared rescale, spacing and nothing from elsewhere', async () => {
    const measures = row(0x00289110, 'SQ', [[row(0x00280030, 'DS', '0.7\\0.8')]]);
    const changes = { ...twoFrames, 0x52009229: row(0x52009229, 'SQ', [[...group('3', '1'), measures]]) };
    const file = await readDicom(radiograph(changes), 'x.dcm');
    expect([...modalityValues(await file.pixels())]).toEqual([4, 7, 10, 13]);
    expect(file.facts.pixelSpacingMm).toEqual([0.7, 0.8]);
  });

  it('go through the table where the header gives one instead', async () => {
    const table = (first: number, entries: number[]): Row =>
      row(0x00283000, 'SQ', [
        [row(0x00283002, 'US', [entries.length, first, 16]), row(0x00283006, 'US', entries)],
      ]);
    const pixels = await (
      await readDicom(radiograph({ 0x00283000: table(1, [10, 20, 900]) }), 'x.dcm')
    ).pixels();
    // Below the first entry the first, beyond the last the last.
    expect([...modalityValues(pixels)].slice(0, 5)).toEqual([10, 10, 20, 900, 900]);
    const short = row(0x00283000, 'SQ', [[row(0x00283002, 'US', [4, 0, 16]), row(0x00283006, 'US', [1, 2])]]);
    await expect(readDicom(radiograph({ 0x00283000: short }), 'x.dcm')).rejects.toThrow(
      'LUTData (0028,3006) has 2 entries, the descriptor says 4',
    );
  });

  it('have padding named in stored values, with the sign of the pixels whatever the VR says', async () => {
    const padding = async (changes: Record<number, Row>): Promise<unknown> =>
      (await (await readDicom(radiograph(changes), 'x.dcm')).pixels()).padding;
    const value = row(0x00280120, 'US', [63536]);
    const signed = row(0x00280103, 'US', [1]);
    expect(await padding({})).toBeNull();
    expect(await padding({ 0x00280120: value })).toEqual({ from: 63536, to: 63536 });
    expect(await padding({ 0x00280120: value, 0x00280103: signed })).toEqual({ from: -2000, to: -2000 });
    const limit = row(0x00280121, 'SS', [-1900]);
    expect(await padding({ 0x00280120: value, 0x00280121: limit, 0x00280103: signed })).toEqual({
      from: -2000,
      to: -1900,
    });
  });
});

describe('spacing', () => {
  it('of the detector serves where the header has no other', async () => {
    const detector = row(0x00181164, 'DS', '0.1\\0.2');
    const both = await readDicom(radiograph({ 0x00181164: detector }), 'x.dcm');
    expect(both.facts.pixelSpacingMm).toEqual([0.5, 0.25]);
    const alone = await readDicom(radiograph({ 0x00181164: detector, 0x00280030: null }), 'x.dcm');
    expect(alone.facts.pixelSpacingMm).toEqual([0.1, 0.2]);
  });

  it('of 0 in a projection image without place is unknown, and said so', async () => {
    const unknown = { 0x00280030: row(0x00280030, 'DS', '0.000\\0.000') };
    const file = await readDicom(radiograph(unknown), 'x.dcm');
    expect(file.facts.pixelSpacingMm).toBeNull();
    expect(file.findings.map(({ code }) => code)).toEqual(['IMAGE-SPACING-UNKNOWN']);
    const placed = { ...unknown, 0x00200032: row(0x00200032, 'DS', '0\\0\\0') };
    await expect(readDicom(radiograph(placed), 'x.dcm')).rejects.toThrow('distances must be positive');
    const slice = { ...unknown, 0x00080060: row(0x00080060, 'CS', 'MR') };
    await expect(readDicom(radiograph(slice), 'x.dcm')).rejects.toThrow('distances must be positive');
  });
});

describe('ages', () => {
  it.each([
    ['045Y', 45],
    ['018M', 1.5],
    ['000D', 0],
    ['45', null],
    ['ABCY', null],
    [null, null],
  ])('%s is %s years', (text, years) => {
    expect(ageYears(text)).toBe(years);
  });

  it('four weeks are 28 days', () => {
    expect(ageYears('004W')).toBeCloseTo(28 / 365.25, 12);
  });
});

describe('identifiers', () => {
  const named = {
    0x00100010: row(0x00100010, 'PN', 'SECRET^NAME'),
    0x00100030: row(0x00100030, 'DA', '19710305'),
    0x00181000: row(0x00181000, 'LO', 'SN-1'),
  };

  it('are named with their tag, and no character of their value is shown', async () => {
    const file = await readDicom(radiograph({ ...named, 0x00120062: row(0x00120062, 'CS', 'NO') }), 'x.dcm');
    const findings = file.identifiers();
    expect(findings.map(({ severity, args }) => [severity, args['attribute'] ?? args['kind']])).toEqual([
      ['error', 'PatientName'],
      ['warning', 'PatientID'],
      ['error', 'PatientBirthDate'],
      ['warning', 'device'],
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/SECRET|1971|FR-0117/);
  });

  it('in a header that declares itself de-identified are errors all the same, but pseudonyms are none', async () => {
    const findings = (await readDicom(radiograph(named), 'x.dcm')).identifiers();
    expect(findings.map(({ severity, args }) => [severity, args['attribute']])).toEqual([
      ['error', 'PatientName'],
      ['error', 'PatientBirthDate'],
    ]);
  });

  it('burned into the pixels are a warning when the header says so', async () => {
    const file = await readDicom(radiograph({ 0x00280301: row(0x00280301, 'CS', 'YES') }), 'x.dcm');
    expect(file.identifiers().map(({ code }) => code)).toEqual(['IMAGE-BURNED-IN']);
  });
});
