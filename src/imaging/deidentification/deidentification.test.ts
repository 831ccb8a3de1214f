import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { row } from '../dicom-writer.testkit.js';
import type { Row } from '../dicom-writer.testkit.js';
import { IMPLICIT } from '../dicom-writer.testkit.js';
import { readDicom } from '../dicom.js';
import { radiograph } from '../radiograph.testkit.js';
import { isDummy, looksLikePersonName, isBareNumber, identifyingPattern } from './looks-real.js';
import { methodMeaning } from './method-codes.js';
import { profileRow } from './profile.js';

const UNDECLARED = { 0x00120062: null, 0x00120064: null };
const method = (...codes: string[]): Row =>
  row(
    0x00120064,
    'SQ',
    codes.map((code) => [row(0x00080100, 'SH', code)]),
  );

async function checked(changes: Record<number, Row | null>, syntax?: typeof IMPLICIT) {
  const file = await readDicom(radiograph(changes, syntax), 'x.dcm');
  return {
    ...file.deidentification(),
    findings: file.identifiers().map(({ code, severity }) => `${severity} ${code}`),
    text: JSON.stringify([file.deidentification(), file.identifiers()]),
  };
}

describe('table E.1-1', () => {
  it.each([
    [0x00100010, 'PatientName', 'person-name', 'Z', []],
    [0x00100020, 'PatientID', 'identifier', 'Z/D', []],
    [0x00080020, 'StudyDate', 'date-time', 'Z', ['113106', '113107']],
    [0x00181000, 'DeviceSerialNumber', 'device', 'X/Z/D', ['113109']],
    [0x0020000d, 'StudyInstanceUID', 'uid', 'U', ['113110']],
    [0x00104000, 'PatientComments', 'description', 'X', ['113105']],
    [0x60023000, 'OverlayData', 'graphics', 'X', ['113103']],
    [0x50100010, 'CurveData', 'graphics', 'X', ['113103']],
    [0x00080080, 'InstitutionName', 'institution', 'X/Z/D', ['113112']],
  ])('%s is %s', (tag, attribute, kind, action, options) => {
    const found = profileRow(tag);
    expect(found).toMatchObject({ attribute, kind, action });
    expect([...(found?.options.keys() ?? [])]).toEqual(options);
  });

  it('leaves technical attributes alone', () => {
    for (const tag of [0x00080060, 0x00280010, 0x00180060]) expect(profileRow(tag)).toBeUndefined();
  });

  it('has the standard words for every code of CID 7050', () => {
    for (let code = 113100; code <= 113112; code += 1)
      expect(methodMeaning(String(code))).toMatch(/Profile|Option/);
    expect(methodMeaning('1')).toBeNull();
  });
});

describe('a header', () => {
  it('that keeps to what it declares has no finding', async () => {
    const { declared, codes, findings, burnedIn } = await checked({});
    expect({ declared, burnedIn }).toEqual({ declared: true, burnedIn: false });
    expect(codes.map(({ meaning }) => meaning)).toEqual([
      'Basic Application Confidentiality Profile',
      'Retain Device Identity Option',
    ]);
    expect(findings).toEqual([]);
  });

  it.each([
    ['StudyDate', row(0x00080020, 'DA', '20200102'), '113106'],
    ['DeviceSerialNumber', row(0x00181000, 'LO', 'SN-1'), '113109'],
    ['InstitutionName', row(0x00080080, 'LO', 'Site B'), '113112'],
    ['StudyInstanceUID', row(0x0020000d, 'UI', '1.2.3.4'), '113110'],
    ['StudyDescription', row(0x00081030, 'LO', 'HAND'), '113105'],
    ['OverlayData', row(0x60003000, 'OW', [1, 2]), '113103'],
    ['private element', row(0x00111001, 'LO', 'value'), '113111'],
  ])('keeps %s by its option only', async (attribute, one, option) => {
    const without = await checked({ [one.tag]: one, 0x00120064: method('113100') });
    expect(without.residual.map((residual) => residual.attribute)).toContain(attribute);
    const withOption = await checked({ [one.tag]: one, 0x00120064: method('113100', option) });
    expect(withOption.residual.map((residual) => residual.attribute)).not.toContain(attribute);
  });

  it('is looked through at every depth, with and without value representations', async () => {
    const nested = row(0x00400275, 'SQ', [
      [row(0x00400008, 'SQ', [[row(0x00080090, 'PN', 'FAMILY^GIVEN')]]), row(0x00321060, 'LO', 'CT')],
    ]);
    for (const syntax of [undefined, IMPLICIT]) {
      const { residual, text } = await checked({ ...UNDECLARED, 0x00400275: nested }, syntax);
      expect(residual.map(({ tag }) => tag)).toEqual(
        expect.arrayContaining([
          '(0040,0275)',
          '(0040,0275) > (0040,0008) > (0008,0090)',
          '(0040,0275) > (0032,1060)',
        ]),
      );
      expect(text).not.toContain('FAMILY');
    }
  });

  it('that declares itself de-identified is not believed when a name or a number contradicts it', async () => {
    const name = await checked({ 0x00100010: row(0x00100010, 'PN', 'FAMILY^GIVEN') });
    expect(name.findings).toEqual(['error IMAGE-IDENTIFIER']);
    const number = await checked({ 0x00100020: row(0x00100020, 'LO', 'MRN0012345') });
    expect(number.findings).toEqual(['error IMAGE-IDENTIFIER']);
    const text = await checked({
      0x00204000: row(0x00204000, 'LT', 'call +49-555-0100'),
      0x00120064: method('113105'),
    });
    expect(text.findings).toEqual(['error IMAGE-IDENTIFIER']);
  });

  it.each([
    ['PatientID', row(0x00100020, 'LO', '48151623')],
    ['AccessionNumber', row(0x00080050, 'SH', '48151623')],
    ['PatientBirthDate', row(0x00100030, 'DA', '19710101')],
  ])('may hold a dummy %s that looks real only where it declares itself de-identified', async (_, one) => {
    expect((await checked({ [one.tag]: one })).findings).toEqual(['warning IMAGE-IDENTIFIER']);
    expect((await checked({ ...UNDECLARED, [one.tag]: one })).findings).toContain('error IMAGE-IDENTIFIER');
  });

  it('claims options in the words of the standard', async () => {
    const { options, methodDescribed } = await checked({
      0x00120063: row(0x00120063, 'LO', 'by hand'),
      0x00120064: method('113100', '113106', '113112', '1'),
    });
    expect(options).toEqual([
      'Retain Longitudinal Temporal Information Full Dates Option',
      'Retain Institution Identity Option',
    ]);
    expect(methodDescribed).toBe(true);
  });

  it('is searched in private elements even where they are declared safe', async () => {
    const { findings } = await checked({
      0x00111001: row(0x00111001, 'LO', 'MRN0012345'),
      0x00120064: method('113100', '113109', '113111'),
    });
    expect(findings).toEqual(['error IMAGE-IDENTIFIER']);
  });

  it('may hold dummies in place of values', async () => {
    const { findings } = await checked({
      0x00100010: row(0x00100010, 'PN', 'Anonymous^Patient'),
      0x00100030: row(0x00100030, 'DA', '19000101'),
      0x00080090: row(0x00080090, 'PN', 'REMOVED'),
    });
    expect(findings).toEqual([]);
  });

  it('without BurnedInAnnotation is a doubt, a graver one where pictures often carry text', async () => {
    const absent = { 0x00280301: null };
    expect((await checked(absent)).findings).toEqual(['info IMAGE-BURNED-IN-UNKNOWN']);
    const us = { ...absent, 0x00080060: row(0x00080060, 'CS', 'US') };
    expect((await checked(us)).findings).toEqual(['warning IMAGE-BURNED-IN-UNKNOWN']);
  });
});

describe('what looks real', () => {
  it.each(['FAMILY^GIVEN', 'Müller^Jörg^^Dr', 'Jane Doe', '山田^太郎=Yamada^Taro'])(
    '%s is a name',
    (name) => {
      expect(looksLikePersonName(name)).toBe(true);
    },
  );
  it.each([
    'FR-0117',
    'Anonymous^^',
    'ANON12',
    'a3f09b',
    'case 12',
    '^^',
    'SITE^CT1',
    'TEST TEST',
    'LastName^FirstName',
  ])('%s is none', (name) => {
    expect(looksLikePersonName(name)).toBe(false);
  });
  it.each(['12345678', 'A1234567', '0012345'])('%s is a bare number', (id) => {
    expect(isBareNumber(id)).toBe(true);
  });
  it.each(['MRN0012345', '123-45-6789', '010203-1234'])('%s is a number of a known form', (id) => {
    expect(identifyingPattern(id)).not.toBeNull();
  });
  it.each(['FR-0117', '1CT1', 'LIDC-IDRI-0001', '3f2a9c0d11aa77be3f2a9c0d11aa77be', '0000000001'])(
    '%s is a pseudonym',
    (id) => {
      expect(isBareNumber(id) || identifyingPattern(id) !== null).toBe(false);
    },
  );
  it('an e-mail address is found in any text around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(identifyingPattern(`${before} a.b@example.org ${after}`)).not.toBeNull();
      }),
    );
  });
  it('a dummy is never a person', () => {
    for (const text of ['ANONYMIZED', 'Removed', 'none', 'XXXX', '000000']) {
      expect(isDummy(text)).toBe(true);
      expect(looksLikePersonName(text)).toBe(false);
    }
  });
});

it('no value of a text attribute is ever shown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[A-Z]{8,20}\^[A-Z]{8,12}$/), async (name) => {
      const { text } = await checked({
        ...UNDECLARED,
        0x00100010: row(0x00100010, 'PN', name),
        0x00104000: row(0x00104000, 'LT', `Dr ${name}`),
        0x00111001: row(0x00111001, 'LO', name),
      });
      expect(text).not.toContain(name);
      expect(text).not.toContain(name.slice(0, 8));
    }),
    { numRuns: 50 },
  );
});
