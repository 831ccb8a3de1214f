import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { BIG_ENDIAN, DEFLATED, dicomFile, EXPLICIT, IMPLICIT, row } from './dicom-writer.testkit.js';
import type { Row } from './dicom-writer.testkit.js';
import { readDicom } from './dicom.js';
import { HeaderMemory } from './header-memory.js';
import { readPart10 } from './part10.js';
import { sliceRows } from './series.testkit.js';
import { readSliceHeaders } from './slice-header.js';
import { TAG } from './tags.js';

const SYNTAXES = [EXPLICIT, EXPLICIT, EXPLICIT, IMPLICIT, BIG_ENDIAN, DEFLATED];

function code(value: string): Row[] {
  return [row(0x00080100, 'SH', value), row(0x00080102, 'SH', 'DCM')];
}

/** What may stand under a tag in one slice and not in the next; null takes the element away. */
const CHOICES: Record<number, (Row | null)[]> = {
  [TAG.SpecificCharacterSet]: [
    null,
    row(TAG.SpecificCharacterSet, 'CS', 'ISO_IR 100'),
    row(TAG.SpecificCharacterSet, 'CS', 'ISO_IR 192'),
  ],
  0x00081010: [null, row(0x00081010, 'SH', Buffer.from('Großhirn', 'utf8'))],
  [TAG.Manufacturer]: [null, row(TAG.Manufacturer, 'LO', Buffer.from('Größe', 'utf8'))],
  [TAG.StudyDate]: [null, row(TAG.StudyDate, 'DA', '20240131'), row(TAG.StudyDate, 'DA', '20240201')],
  0x00100010: [null, row(0x00100010, 'PN', 'SOMMER^ANNA'), row(0x00100010, 'PN', 'SITE^CT1')],
  [TAG.PatientID]: [row(TAG.PatientID, 'LO', 'P1'), row(TAG.PatientID, 'LO', '4711081'), null],
  [TAG.PatientIdentityRemoved]: [null, row(TAG.PatientIdentityRemoved, 'CS', 'YES')],
  [TAG.DeidentificationMethodCodeSequence]: [
    null,
    row(TAG.DeidentificationMethodCodeSequence, 'SQ', [code('113100')]),
    row(TAG.DeidentificationMethodCodeSequence, 'SQ', [code('113100'), code('113107')]),
  ],
  0x00400275: [
    null,
    row(0x00400275, 'SQ', [[row(0x00080050, 'SH', '99887766')]]),
    row(0x00400275, 'SQ', [[row(0x00321060, 'LO', 'DOB 1970-01-01')]], { openEnded: true }),
  ],
  [TAG.KVP]: [row(TAG.KVP, 'DS', '120'), row(TAG.KVP, 'DS', '100'), null],
  [TAG.SliceThickness]: [row(TAG.SliceThickness, 'DS', '1.25'), null],
  [TAG.ImageOrientationPatient]: [
    row(TAG.ImageOrientationPatient, 'DS', '1\\0\\0\\0\\1\\0'),
    row(TAG.ImageOrientationPatient, 'DS', '0\\1\\0\\0\\0\\-1'),
    row(TAG.ImageOrientationPatient, 'DS', '1\\0\\0'),
    null,
  ],
  [TAG.PixelSpacing]: [row(TAG.PixelSpacing, 'DS', '0.5\\0.5'), row(TAG.PixelSpacing, 'DS', '0.5\\0'), null],
  [TAG.PixelRepresentation]: [
    row(TAG.PixelRepresentation, 'US', [0]),
    row(TAG.PixelRepresentation, 'US', [1]),
  ],
  [TAG.PixelPaddingValue]: [null, row(TAG.PixelPaddingValue, 'US', [63536])],
  [TAG.WindowCenter]: [row(TAG.WindowCenter, 'DS', '40'), row(TAG.WindowCenter, 'DS', '50'), null],
  [TAG.RescaleSlope]: [row(TAG.RescaleSlope, 'DS', '1'), row(TAG.RescaleSlope, 'DS', '0'), null],
  [TAG.Rows]: [row(TAG.Rows, 'US', [3]), row(TAG.Rows, 'US', [4]), null],
};

const file = fc
  .record({
    number: fc.integer({ min: 1, max: 3 }),
    syntax: fc.constantFrom(...SYNTAXES),
    changes: fc.record(
      Object.fromEntries(Object.entries(CHOICES).map(([tag, rows]) => [tag, fc.constantFrom(...rows)])),
    ),
  })
  .map(({ number, syntax, changes }) =>
    dicomFile(sliceRows({ position: [0, 0, number], number, changes }), syntax),
  );

/** All that is read of a header, or what it is refused for. */
async function told(bytes: Uint8Array, path: string, memory: HeaderMemory | null): Promise<unknown> {
  try {
    const dicom = await readDicom(bytes, path, memory);
    const { facts, findings, patientId, studyUid, seriesUid, instanceUid, institution, acquisitionDay } =
      dicom;
    const pixels = await dicom.pixels();
    return {
      ...{ facts, findings, patientId, studyUid, seriesUid, instanceUid, institution, acquisitionDay },
      identifiers: dicom.identifiers(),
      slices: readSliceHeaders(dicom.dataSet, path, memory?.recall),
      pixels: { ...pixels, stored: [...pixels.stored], pixelsLe: [...pixels.pixelsLe] },
    };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { code, message, place } = thrown;
    return { code, message, place };
  }
}

describe('a memory of the header before', () => {
  it('changes nothing of what is read, whatever changes from file to file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 2, maxLength: 8 }), async (files) => {
        const memory = new HeaderMemory();
        // One buffer for all, as a reader of many files has.
        const buffer = new Uint8Array(2 ** 14);
        for (const [i, bytes] of files.entries()) {
          buffer.fill(0xaa);
          buffer.set(bytes);
          const view = buffer.subarray(0, bytes.length);
          expect(await told(view, `${i}.dcm`, memory)).toEqual(await told(bytes, `${i}.dcm`, null));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('reads again only what asked for an element that changed', () => {
    const memory = new HeaderMemory();
    let read = 0;
    const kvpOf = (kvp: string, number: number): string | null => {
      const changes = { [TAG.KVP]: row(TAG.KVP, 'DS', kvp) };
      const part10 = readPart10(dicomFile(sliceRows({ position: [0, 0, number], number, changes })), 'x.dcm');
      memory.meet(part10);
      return memory.recall('facts', part10.dataSet, () => {
        read += 1;
        return part10.dataSet.text(TAG.KVP);
      });
    };
    expect([kvpOf('120', 1), kvpOf('120', 2), kvpOf('100', 3), kvpOf('100', 4)]).toEqual([
      '120',
      '120',
      '100',
      '100',
    ]);
    expect(read).toBe(2);
  });

  it('tells an element that is there from one that is not', () => {
    const memory = new HeaderMemory();
    const isThere = (there: boolean): boolean => {
      const changes = { [TAG.KVP]: there ? row(TAG.KVP, 'DS', '') : null };
      const part10 = readPart10(dicomFile(sliceRows({ position: [0, 0, 0], number: 1, changes })), 'x.dcm');
      memory.meet(part10);
      return memory.recall('facts', part10.dataSet, () => part10.dataSet.has(TAG.KVP));
    };
    expect([true, true, false, false, true].map(isThere)).toEqual([true, true, false, false, true]);
  });
});
