import { FILE_META_ROWS } from './file-meta.js';
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
  | 'private'
  | 'application-title';

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
  const row = table.byTag.get(tag);
  if (row !== undefined) return row;
  const group = tag >>> 16;
  if (group === 2) return FILE_META_ROWS.get(tag);
  if (group >>> 8 === 0x50 && group % 2 === 0) return table.repeating.get('50xxxxxx');
  if (group >>> 8 !== 0x60) return undefined;
  return table.repeating.get(`60xx${(tag & 0xffff).toString(16).padStart(4, '0')}`);
}

interface ProfileTable {
  byTag: ReadonlyMap<number, ProfileRow>;
  /** With `xx` for the digits that may be any. */
  repeating: ReadonlyMap<string, ProfileRow>;
}

let table: ProfileTable | null = null;

function readTable(): ProfileTable {
  const rows = readRows();
  const byTag = new Map(
    [...rows].filter(([tag]) => !tag.includes('x')).map(([tag, row]) => [Number.parseInt(tag, 16), row]),
  );
  const repeating = new Map([...rows].filter(([tag]) => tag.includes('x')));
  return { byTag, repeating };
}

function readRows(): Map<string, ProfileRow> {
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
