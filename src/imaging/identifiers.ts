import type { Finding } from '../core/finding.js';
import type { DataSet } from './data-set.js';

/**
 * Attributes that name a person or lead to one directly, removed or replaced by the Basic Application
 * Confidentiality Profile (PS3.15 table E.1-1). The full table, dates, UIDs and free text belong to a later check.
 */
const DIRECT_IDENTIFIERS: readonly (readonly [number, string])[] = [
  [0x00080050, 'AccessionNumber'],
  [0x00080080, 'InstitutionName'],
  [0x00080081, 'InstitutionAddress'],
  [0x00080090, 'ReferringPhysicianName'],
  [0x00080092, 'ReferringPhysicianAddress'],
  [0x00080094, 'ReferringPhysicianTelephoneNumbers'],
  [0x00081010, 'StationName'],
  [0x00081048, 'PhysiciansOfRecord'],
  [0x00081050, 'PerformingPhysicianName'],
  [0x00081060, 'NameOfPhysiciansReadingStudy'],
  [0x00081070, 'OperatorsName'],
  [0x00100010, 'PatientName'],
  [0x00100020, 'PatientID'],
  [0x00100030, 'PatientBirthDate'],
  [0x00101000, 'OtherPatientIDs'],
  [0x00101001, 'OtherPatientNames'],
  [0x00101005, 'PatientBirthName'],
  [0x00101040, 'PatientAddress'],
  [0x00101060, 'PatientMotherBirthName'],
  [0x00102154, 'PatientTelephoneNumbers'],
  [0x00102155, 'PatientTelecomInformation'],
  [0x00104000, 'PatientComments'],
  [0x00181000, 'DeviceSerialNumber'],
  [0x00204000, 'ImageComments'],
  [0x00321032, 'RequestingPhysician'],
];

const PATIENT_ID = 0x00100020;
const PATIENT_NAME = 0x00100010;

/**
 * Direct identifiers still in a header, a finding each, the value masked. A header that declares itself
 * de-identified ((0012,0062) = YES) keeps a PatientID and a PatientName, which are then pseudonyms; everything else
 * that names a person or place is still reported, as a warning, since the declaration may be wrong.
 */
export function findIdentifiers(dataSet: DataSet, declaredDeidentified: boolean, place: string): Finding[] {
  return DIRECT_IDENTIFIERS.flatMap(([tag, name]) => {
    const value = dataSet.texts(tag).join(' ').trim();
    if (value === '') return [];
    if (declaredDeidentified && (tag === PATIENT_ID || tag === PATIENT_NAME)) return [];
    // A de-identified header may state its site; it is the usual carrier of a site code.
    if (declaredDeidentified && name === 'InstitutionName') return [];
    const tagText = `(${hex(tag >>> 16)},${hex(tag & 0xffff)})`;
    return [
      {
        code: 'IMAGE-IDENTIFIER',
        severity: declaredDeidentified ? 'warning' : 'error',
        path: place,
        message: `${name} ${tagText} holds ${mask(value)}`,
        fix: 'de-identify the image after PS3.15 annex E and declare it in (0012,0062), or export it again',
        args: { tag: tagText, attribute: name, length: value.length },
      } satisfies Finding,
    ];
  });
}

/** The length tells whether a value is there; no character of it is shown. */
function mask(value: string): string {
  return `a value of ${value.length} ${value.length === 1 ? 'character' : 'characters'}`;
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}
