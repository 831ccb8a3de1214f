import type { Finding } from '../core/finding.js';
import type { ImageFacts } from '../schema/types.js';
import type { DataSet } from './data-set.js';
import { tagText } from './element.js';

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

/**
 * What a declared de-identification may keep: pseudonyms in the patient's id and name, a site code in the name of the
 * institution, and what an option of the profile retains (PS3.16 CID 7050).
 */
const KEPT_WHEN_DECLARED = new Set(['PatientID', 'PatientName', 'InstitutionName']);
const KEPT_BY_OPTION: Record<string, readonly string[]> = {
  '113109': ['DeviceSerialNumber', 'StationName'],
  '113112': ['InstitutionName', 'InstitutionAddress'],
};

/**
 * Direct identifiers still in a header, a finding each, with the value masked. Where the header declares itself
 * de-identified ((0012,0062) = YES) they are warnings: the declaration may be wrong.
 */
export function findIdentifiers(dataSet: DataSet, facts: ImageFacts, place: string): Finding[] {
  const declared = facts.deidentified === true;
  const retained = new Set(facts.deidentificationCodes.flatMap((code) => KEPT_BY_OPTION[code] ?? []));
  const findings: Finding[] = DIRECT_IDENTIFIERS.flatMap(([tag, name]) => {
    const value = dataSet.texts(tag).join(' ').trim();
    if (value === '' || (declared && (KEPT_WHEN_DECLARED.has(name) || retained.has(name)))) return [];
    return [
      {
        code: 'IMAGE-IDENTIFIER',
        severity: declared ? 'warning' : 'error',
        path: place,
        message: `${name} ${tagText(tag)} holds ${mask(value)}`,
        fix: 'de-identify the image after PS3.15 annex E and declare it in (0012,0062), or export it again',
        args: { tag: tagText(tag), attribute: name, length: value.length },
      } satisfies Finding,
    ];
  });
  if (facts.burnedInAnnotation === true) findings.push(burnedIn(place));
  return findings;
}

function burnedIn(place: string): Finding {
  return {
    code: 'IMAGE-BURNED-IN',
    severity: 'warning',
    path: place,
    message: 'BurnedInAnnotation (0028,0301) is YES: text in the pixels may identify the patient',
    fix: 'look at the image, and leave it out if it does',
    args: { tag: '(0028,0301)' },
  };
}

/** The length tells whether a value is there; no character of it is shown. */
function mask(value: string): string {
  return `a value of ${value.length} ${value.length === 1 ? 'character' : 'characters'}`;
}
