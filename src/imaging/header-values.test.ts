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

  it('are refused where the header gives a table instead', async () => {
    const table = row(0x00283000, 'SQ', [[row(0x00283006, 'US', [1, 2, 3])]]);
    const pixels = await (await readDicom(radiograph({ 0x00283000: table }), 'x.dcm')).pixels();
    expect(() => modalityValues(pixels)).toThrow('modality lookup table');
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
