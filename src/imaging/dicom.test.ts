import { describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import { readDicom } from './dicom.js';
import {
  BIG_ENDIAN,
  DEFLATED,
  dicomFile,
  EXPLICIT,
  fragments,
  IMPLICIT,
  JPEG_2000,
  row,
  writeRows,
} from './dicom-writer.testkit.js';
import type { Row } from './dicom-writer.testkit.js';
import { radiograph, radiographRows, STORED, words } from './radiograph.testkit.js';

const US = (tag: number, value: number): Record<number, Row> => ({ [tag]: row(tag, 'US', [value]) });
const DS = (tag: number, value: string): Record<number, Row> => ({ [tag]: row(tag, 'DS', value) });

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await (await readDicom(bytes, 'x.dcm')).pixels();
  } catch (thrown) {
    return `${(thrown as { code: string }).code}: ${(thrown as Error).message}`;
  }
  return 'read';
}

describe('a radiograph', () => {
  it.each([
    ['explicit little endian', EXPLICIT],
    ['implicit little endian', IMPLICIT],
    ['explicit big endian', BIG_ENDIAN],
    ['deflated', DEFLATED],
  ])('gives the same stored values in %s', async (_name, syntax) => {
    const pixels = await (await readDicom(radiograph({}, syntax), 'x.dcm')).pixels();
    expect(pixels.stored).toEqual(Uint16Array.from(STORED));
    expect(pixels.pixelsLe).toEqual(words(STORED));
    expect(pixels).toMatchObject({
      rows: 3,
      columns: 4,
      frames: 1,
      rescale: { slope: 2, intercept: -5 },
      rescalePerFrame: null,
      window: { centre: 2000, width: 4000 },
      spacingMm: [0.5, 0.25],
    });
  });

  it('gives the facts of its header and raw identifiers apart', async () => {
    const file = await readDicom(radiograph(), 'x.dcm');
    expect(file).toMatchObject({ patientId: 'FR-0117', studyUid: '2.25.1', instanceUid: '2.25.1.1.1' });
    expect(file.facts).toEqual({
      modality: 'DX',
      sopClassUid: '1.2.840.10008.5.1.4.1.1.1.1',
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      rows: 3,
      columns: 4,
      frames: 1,
      samplesPerPixel: 1,
      bitsAllocated: 16,
      bitsStored: 12,
      photometric: 'MONOCHROME2',
      pixelSpacingMm: [0.5, 0.25],
      manufacturer: 'Acme',
      manufacturerModel: 'Ray 3',
      softwareVersions: '1.2, 7b',
      kvp: 60,
      bodyPart: 'HAND',
      view: 'PA',
      site: 'B',
      patientAgeYears: 45,
      patientSex: 'F',
      deidentified: true,
      deidentificationCodes: ['113100', '113109'],
      burnedInAnnotation: false,
    });
  });

  it('ends its header digest where the pixel data element begins', async () => {
    const bytes = radiograph();
    const file = await readDicom(bytes, 'x.dcm');
    const before = bytes.subarray(0, bytes.length - STORED.length * 2 - 12);
    expect(sha256(Buffer.concat(file.headerParts))).toBe(sha256(before));
  });
});

describe('files that are not DICOM', () => {
  it.each([
    ['it is text', Buffer.from('case,image,truth\n')],
    ['the file is empty', new Uint8Array(0)],
    ['it is a PNG picture', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['the prefix DICM', new Uint8Array(200)],
  ])('%s', async (what, bytes) => {
    expect(await refusal(bytes)).toMatch(`IMAGE-NOT-DICOM: not a DICOM file: ${what}`);
  });
});

describe('headers that contradict themselves', () => {
  it.each<[string, Record<number, Row | null>]>([
    ['IMAGE-INVALID: Rows (0028,0010) is missing', { 0x00280010: null }],
    ['IMAGE-INVALID: Rows (0028,0010) is 0', US(0x00280010, 0)],
    ['IMAGE-INVALID: the pixel data has 24 bytes', US(0x00280010, 4)],
    ['IMAGE-INVALID: the pixel data has 24 bytes', US(0x00280010, 65535)],
    ['IMAGE-INVALID: BitsAllocated (0028,0100) is 12', US(0x00280100, 12)],
    ['IMAGE-INVALID: BitsStored (0028,0101) is 20', US(0x00280101, 20)],
    ['IMAGE-INVALID: HighBit (0028,0102) is 3', US(0x00280102, 3)],
    ['IMAGE-INVALID: PixelRepresentation (0028,0103) is 2', US(0x00280103, 2)],
    ['IMAGE-INVALID: SamplesPerPixel (0028,0002) is 3', US(0x00280002, 3)],
    ['IMAGE-INVALID: PhotometricInterpretation', { 0x00280004: row(0x00280004, 'CS', 'SEPIA') }],
    ['IMAGE-INVALID: PixelSpacing (0028,0030) has 1 values', DS(0x00280030, '0.5')],
    ['IMAGE-INVALID: PixelSpacing (0028,0030) is 0\\0.5', DS(0x00280030, '0\\0.5')],
    ['IMAGE-INVALID: RescaleSlope (0028,1053) is 0', DS(0x00281053, '0')],
    ['IMAGE-INVALID: RescaleSlope (0028,1053) is "NaN"', DS(0x00281053, 'NaN')],
    ['IMAGE-INVALID: NumberOfFrames (0028,0008) is "1A"', { 0x00280008: row(0x00280008, 'IS', '1A') }],
    ['IMAGE-INVALID: NumberOfFrames (0028,0008) is 0', { 0x00280008: row(0x00280008, 'IS', '0') }],
    ['IMAGE-INVALID: the pixel data has 24 bytes', { 0x00280008: row(0x00280008, 'IS', '2147483647') }],
    ['IMAGE-INVALID: ImageOrientationPatient', DS(0x00200037, '0\\0\\0\\0\\0\\0')],
    ['IMAGE-INVALID: ImageOrientationPatient', DS(0x00200037, '1\\0\\0\\0.6\\0.8\\0')],
    ['IMAGE-INVALID: the object has no pixel data', { 0x7fe00010: null }],
  ])('%s', async (message, changes) => {
    expect((await refusal(radiograph(changes))).slice(0, message.length)).toBe(message);
  });

  it('an element that stands twice', async () => {
    const rows = radiographRows();
    const twice = dicomFile([...rows, row(0x00280010, 'US', [4])]);
    expect(await refusal(twice)).toBe('IMAGE-INVALID: element (0028,0010) occurs twice');
  });

  it('less than a frame too much is left out with a doubt', async () => {
    const file = await readDicom(
      radiograph({ 0x7fe00010: row(0x7fe00010, 'OW', [...STORED, 7, 7]) }),
      'x.dcm',
    );
    expect((await file.pixels()).stored).toEqual(Uint16Array.from(STORED));
    expect(file.findings.map(({ code }) => code)).toEqual(['IMAGE-PIXELS-EXCESS']);
  });

  it('an intercept without its slope is a doubt', async () => {
    const file = await readDicom(radiograph({ 0x00281053: null }), 'x.dcm');
    expect(file.findings.map(({ code }) => code)).toEqual(['IMAGE-RESCALE-INCOMPLETE']);
    expect((await file.pixels()).rescale).toEqual({ slope: 1, intercept: -5 });
  });
});

describe('lengths', () => {
  it('every cut of the file is refused as such, none is padded', async () => {
    const bytes = radiograph();
    for (let length = 132; length < bytes.length; length += 1) {
      expect(await refusal(bytes.subarray(0, length)), `first ${length} bytes`).toMatch(
        /^IMAGE-(TRUNCATED|INVALID)/,
      );
    }
    expect(await refusal(bytes.subarray(0, -1))).toMatch('IMAGE-TRUNCATED');
  });

  it('pixel data that says two gigabytes is refused before anything is allocated', async () => {
    const bytes = radiograph({ 0x7fe00010: row(0x7fe00010, 'OW', STORED, { length: 0x7ffffff0 }) });
    expect(await refusal(bytes)).toMatch('element (7FE0,0010) says 2147483632 bytes, but 24 are left');
  });

  it('an explicit data set that calls itself implicit is refused', async () => {
    const meta = dicomFile([], IMPLICIT);
    const bytes = new Uint8Array(Buffer.concat([meta, writeRows(radiographRows(), EXPLICIT)]));
    expect(await refusal(bytes)).toMatch(
      'names a transfer syntax of implicit VR, but the data set is explicit',
    );
  });

  it('an implicit data set that calls itself explicit is refused', async () => {
    const meta = dicomFile([], EXPLICIT);
    const bytes = new Uint8Array(Buffer.concat([meta, writeRows(radiographRows(), IMPLICIT)]));
    expect(await refusal(bytes)).toMatch(
      'names a transfer syntax of explicit VR, but the data set is implicit',
    );
  });

  it('a deflated data set that grows without bound is refused', async () => {
    const bomb = radiograph({ 0xfffcfffc: row(0xfffcfffc, 'OB', new Uint8Array(80 * 2 ** 20)) }, DEFLATED);
    expect(bomb.length).toBeLessThan(2 ** 18);
    expect(await refusal(bomb)).toMatch(
      'IMAGE-UNSUPPORTED: the deflated data set grows beyond 67108864 bytes',
    );
  });

  it('a transfer syntax that is not known is never guessed', async () => {
    expect(await refusal(radiograph({}, { ...EXPLICIT, uid: '1.2.3' }))).toMatch('IMAGE-UNSUPPORTED');
  });
});

describe('compressed pixels', () => {
  const header = dicomFile(radiographRows({ 0x7fe00010: null }), JPEG_2000);
  const withFragments = (parts: Uint8Array[]): Uint8Array =>
    new Uint8Array(Buffer.concat([header, fragments(parts)]));

  it('give header facts and fragments, and name what cannot be decoded', async () => {
    const delimiterInside = Buffer.from('feffdde000000000', 'hex');
    const bytes = withFragments([delimiterInside, Uint8Array.of(1, 2)]);
    const file = await readDicom(bytes, 'x.dcm');
    expect(file.facts.rows).toBe(3);
    expect(file.fragments?.map((part) => Buffer.from(part).toString('hex'))).toEqual([
      'feffdde000000000',
      '0102',
    ]);
    expect(await refusal(bytes)).toMatch('IMAGE-INVALID: the compressed pixels are damaged');
  });

  it('without a fragment, or cut short, are refused when read', async () => {
    expect(await refusal(withFragments([]))).toMatch('IMAGE-INVALID: the pixel data has too few fragments');
    expect(await refusal(withFragments([Uint8Array.of(1, 2)]).subarray(0, -9))).toMatch('IMAGE-TRUNCATED');
  });

  it('that are native after all are refused', async () => {
    expect(await refusal(radiograph({}, JPEG_2000))).toMatch('the pixel data is not in fragments');
  });
});
