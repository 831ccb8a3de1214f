import type { Phantom, PhantomView } from './phantom.js';
import { uidFrom } from './uid.js';

/** One data element: tag as eight hexadecimal digits, value representation, values. */
export type ElementRow = [tag: string, vr: string, ...values: unknown[]];

export interface RadiographIds {
  seed: number;
  /** Pseudonym, `FR-0001`: it is all that PatientName and PatientID hold. */
  patient: string;
  /** 1, 2 … */
  imageNumber: number;
}

const DX_FOR_PRESENTATION = '1.2.840.10008.5.1.4.1.1.1.1';
const CR = '1.2.840.10008.5.1.4.1.1.1';

export function sopClassOf(phantom: Phantom): string {
  return phantom.equipment.modality === 'DX' ? DX_FOR_PRESENTATION : CR;
}

export function sopInstanceOf(ids: RadiographIds): string {
  return uidFrom(ids.seed, ids.patient, 'instance', ids.imageNumber);
}

/**
 * Every data element of a radiograph but the pixels, in order of tags: the modules of the Digital X-Ray object (PS3.3
 * A.26) or, for the plate reader, of the Computed Radiography object (A.2), as a de-identified export leaves them.
 */
export function headerElements(phantom: Phantom, view: PhantomView, ids: RadiographIds): ElementRow[] {
  const { equipment } = phantom;
  const rows: ElementRow[] = [
    ['00080005', 'CS', 'ISO_IR 192'],
    ['00080008', 'CS', 'ORIGINAL', 'PRIMARY'],
    ['00080016', 'UI', sopClassOf(phantom)],
    ['00080018', 'UI', sopInstanceOf(ids)],
    ['00080020', 'DA'],
    ['00080030', 'TM'],
    ['00080050', 'SH'],
    ['00080060', 'CS', equipment.modality],
    ['00080070', 'LO', equipment.manufacturer],
    ['00080090', 'PN'],
    ['00081090', 'LO', equipment.model],
    ...anatomyRows(phantom),
    ...patientRows(phantom, ids),
    ['00180015', 'CS', phantom.region.toUpperCase()],
    ['00180060', 'DS', String(equipment.kvp)],
    ['00181000', 'LO', equipment.deviceSerialNumber],
    ['00181020', 'LO', equipment.softwareVersions],
    ['00181164', 'DS', String(view.spacingMm), String(view.spacingMm)],
    ['00185101', 'CS', view.view],
    ['0020000D', 'UI', uidFrom(ids.seed, ids.patient, 'study')],
    ['0020000E', 'UI', uidFrom(ids.seed, ids.patient, 'series', ids.imageNumber)],
    ['00200010', 'SH'],
    ['00200011', 'IS', String(ids.imageNumber)],
    ['00200013', 'IS', '1'],
    ['00200020', 'CS'],
    ['00200062', 'CS', phantom.laterality],
    ...pixelDescriptionRows(phantom, view),
  ];
  if (equipment.modality === 'DX') rows.push(...dxRows(phantom, view));
  return rows.sort(([a], [b]) => (a < b ? -1 : 1));
}

function patientRows(phantom: Phantom, { patient }: RadiographIds): ElementRow[] {
  return [
    ['00100010', 'PN', { Alphabetic: patient }],
    ['00100020', 'LO', patient],
    ['00100030', 'DA'],
    ['00100040', 'CS', phantom.sex],
    phantom.ageYears === null
      ? ['00101010', 'AS']
      : ['00101010', 'AS', `${String(phantom.ageYears).padStart(3, '0')}Y`],
    ['00120010', 'LO', 'VERITOME EXAMPLE'],
    ['00120020', 'LO', 'VP-FRX-001'],
    ['00120021', 'LO', 'Synthetic hand and wrist radiographs'],
    ['00120030', 'LO', phantom.site],
    ['00120031', 'LO'],
    ['00120040', 'LO', patient],
    // Profile and options after PS3.15 annex E: patient characteristics and device identity are kept for subgroups.
    ['00120062', 'CS', 'YES'],
    ['00120063', 'LO', 'Synthetic image, no person; header follows PS3.15 E'],
    [
      '00120064',
      'SQ',
      codeItem('113100', 'DCM', 'Basic Application Confidentiality Profile'),
      codeItem('113108', 'DCM', 'Retain Patient Characteristics Option'),
      codeItem('113109', 'DCM', 'Retain Device Identity Option'),
    ],
    ['00280303', 'CS', 'REMOVED'],
  ];
}

function anatomyRows(phantom: Phantom): ElementRow[] {
  return [
    [
      '00082218',
      'SQ',
      phantom.region === 'hand'
        ? codeItem('85562004', 'SCT', 'Hand')
        : codeItem('74670003', 'SCT', 'Wrist joint'),
    ],
  ];
}

function pixelDescriptionRows(phantom: Phantom, view: PhantomView): ElementRow[] {
  const { equipment } = phantom;
  const { centre, width } = displayWindow(view.stored, equipment.rescale);
  return [
    ['00280002', 'US', 1],
    ['00280004', 'CS', equipment.photometric],
    ['00280010', 'US', view.rows],
    ['00280011', 'US', view.columns],
    ['00280030', 'DS', String(view.spacingMm), String(view.spacingMm)],
    ['00280100', 'US', 16],
    ['00280101', 'US', 12],
    ['00280102', 'US', 11],
    ['00280103', 'US', 0],
    ['00280301', 'CS', 'NO'],
    ['00281050', 'DS', String(centre)],
    ['00281051', 'DS', String(width)],
    ['00281052', 'DS', String(equipment.rescale.intercept)],
    ['00281053', 'DS', String(equipment.rescale.slope)],
    ['00281054', 'LO', 'US'],
    ['00282110', 'CS', '00'],
  ];
}

function dxRows(phantom: Phantom, view: PhantomView): ElementRow[] {
  const inverse = phantom.equipment.photometric === 'MONOCHROME1';
  return [
    ['00080068', 'CS', 'FOR PRESENTATION'],
    ['00187004', 'CS', 'SCINTILLATOR'],
    [
      '00540220',
      'SQ',
      view.view === 'PA'
        ? codeItem('272479007', 'SCT', 'postero-anterior')
        : codeItem('399059000', 'SCT', 'postero-anterior oblique'),
    ],
    ['00281040', 'CS', 'LOG'],
    // With MONOCHROME2 a high value means little X-ray arrived.
    ['00281041', 'SS', inverse ? 1 : -1],
    ['00400555', 'SQ'],
    ['20500020', 'CS', inverse ? 'INVERSE' : 'IDENTITY'],
  ];
}

/** Window in modality values that shows the middle 98 % of the pixels. */
function displayWindow(
  stored: Uint16Array,
  rescale: { slope: number; intercept: number },
): { centre: number; width: number } {
  const sorted = Uint16Array.from(stored).sort();
  const low = sorted[Math.floor(0.01 * (sorted.length - 1))]! * rescale.slope + rescale.intercept;
  const high = sorted[Math.floor(0.99 * (sorted.length - 1))]! * rescale.slope + rescale.intercept;
  return { centre: Math.round((low + high) / 2), width: Math.max(2, Math.round(high - low)) };
}

function codeItem(
  value: string,
  scheme: string,
  meaning: string,
): Record<string, { vr: string; Value: string[] }> {
  return {
    '00080100': { vr: 'SH', Value: [value] },
    '00080102': { vr: 'SH', Value: [scheme] },
    '00080104': { vr: 'LO', Value: [meaning] },
  };
}
