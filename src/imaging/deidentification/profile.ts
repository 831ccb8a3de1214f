import { PROFILE_ROWS } from './profile-rows.js';

/** What an attribute of table E.1-1 gives away. */
export type ResidualKind =
  | 'person-name'
  | 'identifier'
  | 'contact'
  | 'birth-date'
  | 'date-time'
  | 'uid'
  | 'device'
  | 'institution'
  | 'patient-characteristic'
  | 'description'
  | 'structured-content'
  | 'graphics'
  | 'administrative'
  | 'private';

/** One row of DICOM PS3.15 table E.1-1. */
export interface ProfileRow {
  attribute: string;
  kind: ResidualKind;
  /** Action of the basic profile: `X`, `Z`, `D`, `U` or a choice such as `X/Z/D`. */
  action: string;
  /** Action by code of the option that changes it (PS3.16 CID 7050): `K` keep, `C` clean. */
  options: ReadonlyMap<string, string>;
}

/** The row of an attribute; undefined when the profile leaves it alone. Repeating groups 50xx and 60xx are one row each. */
export function profileRow(tag: number): ProfileRow | undefined {
  table ??= readTable();
  const hex = (tag >>> 0).toString(16).padStart(8, '0');
  return (
    table.get(hex) ??
    (hex.startsWith('50') && (tag >>> 16) % 2 === 0 && hex.slice(0, 4) < '5100'
      ? table.get('50xxxxxx')
      : undefined) ??
    (hex.startsWith('60') ? table.get(`60xx${hex.slice(4)}`) : undefined)
  );
}

let table: Map<string, ProfileRow> | null = null;

function readTable(): Map<string, ProfileRow> {
  return new Map(
    PROFILE_ROWS.trim()
      .split('\n')
      .map((line) => {
        const [tag = '', attribute = '', action = '', ...cells] = line.split(' ');
        const options = new Map(cells.map((cell) => [cell.slice(0, 6), cell.slice(6)]));
        return [tag, { attribute, action, options, kind: kindOf(tag, attribute, options) }];
      }),
  );
}

const KIND_BY_OPTION: readonly (readonly [string, ResidualKind])[] = [
  ['113108', 'patient-characteristic'],
  ['113109', 'device'],
  ['113110', 'uid'],
  ['113106', 'date-time'],
  ['113112', 'institution'],
  ['113105', 'description'],
  ['113104', 'structured-content'],
  ['113103', 'graphics'],
];

/** The options say what a row is about; rows without one are told by their keyword. */
function kindOf(tag: string, attribute: string, options: ReadonlyMap<string, string>): ResidualKind {
  // A trial's own codes are made to be published, and padding says nothing.
  if (/^(0012|fff)/.test(tag)) return 'administrative';
  if (/Birth(Date|Time)/.test(attribute)) return 'birth-date';
  if (/Comments$/.test(attribute)) return 'description';
  for (const [option, kind] of KIND_BY_OPTION) if (options.has(option)) return kind;
  if (/UID$/.test(attribute)) return 'uid';
  if (/Address|Telephone|Telecom|PhoneNumber|Residence|CurrentPatientLocation|^GPS/.test(attribute))
    return 'contact';
  if (/Institution|Organization|Department|RequestingService/.test(attribute)) return 'institution';
  if (
    /Physician|Operator|Person|Observer|Author|Creator|Names?$|Transcriber|Recorder|EnteredBy|PNValue/.test(
      attribute,
    )
  ) {
    return 'person-name';
  }
  const ofPatient =
    /PatientID|AccessionNumber|MedicalRecord|Insurance|Admission(ID)?$|AdmissionID|ServiceEpisodeID/;
  return ofPatient.test(attribute) ? 'identifier' : 'administrative';
}
