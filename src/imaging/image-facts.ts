import type { ImageFacts } from '../schema/types.js';
import type { DataSet } from './data-set.js';
import { TAG } from './tags.js';
import { frameCount } from './pixel-description.js';
import { pixelSpacingMm } from './spacing.js';

/** Facts of an image that could not be read. */
export const NO_FACTS: ImageFacts = {
  modality: null,
  sopClassUid: null,
  transferSyntaxUid: null,
  rows: null,
  columns: null,
  frames: null,
  samplesPerPixel: null,
  bitsAllocated: null,
  bitsStored: null,
  photometric: null,
  pixelSpacingMm: null,
  manufacturer: null,
  manufacturerModel: null,
  softwareVersions: null,
  kvp: null,
  bodyPart: null,
  view: null,
  site: null,
  patientAgeYears: null,
  patientSex: null,
  deidentified: null,
  deidentificationCodes: [],
  burnedInAnnotation: null,
};

/**
 * What the header states, nothing inferred; null where it is silent.
 * @throws AppError IMAGE-INVALID for pixel spacing or frame count that make no sense
 */
export function readFacts(dataSet: DataSet, transferSyntaxUid: string): ImageFacts {
  return {
    modality: dataSet.code(TAG.Modality),
    sopClassUid: dataSet.text(TAG.SOPClassUID),
    transferSyntaxUid,
    rows: dataSet.unsigned(TAG.Rows),
    columns: dataSet.unsigned(TAG.Columns),
    frames: dataSet.has(TAG.Rows) ? frameCount(dataSet) : null,
    samplesPerPixel: dataSet.unsigned(TAG.SamplesPerPixel),
    bitsAllocated: dataSet.unsigned(TAG.BitsAllocated),
    bitsStored: dataSet.unsigned(TAG.BitsStored),
    photometric: dataSet.code(TAG.PhotometricInterpretation),
    pixelSpacingMm: pixelSpacingMm(dataSet),
    manufacturer: dataSet.text(TAG.Manufacturer),
    manufacturerModel: dataSet.text(TAG.ManufacturerModelName),
    softwareVersions: dataSet.texts(TAG.SoftwareVersions).filter(isFilled).join(', ') || null,
    kvp: lenientNumber(dataSet.text(TAG.KVP)),
    bodyPart: dataSet.code(TAG.BodyPartExamined),
    view: dataSet.code(TAG.ViewPosition),
    // A trial's site code is made to be published; the name of the institution is the usual stand-in.
    site: dataSet.text(TAG.ClinicalTrialSiteID) ?? dataSet.text(TAG.InstitutionName),
    patientAgeYears: ageYears(dataSet.text(TAG.PatientAge)),
    patientSex: sex(dataSet.code(TAG.PatientSex)),
    deidentified: yesNo(dataSet.code(TAG.PatientIdentityRemoved)),
    deidentificationCodes: deidentificationCodes(dataSet),
    burnedInAnnotation: yesNo(dataSet.code(TAG.BurnedInAnnotation)),
    ...statedOnly(dataSet),
  };
}

/**
 * Age string (PS3.5 VR AS): `045Y`, `018M`, `003W`, `010D`, in years; null when it has another form.
 */
export function ageYears(text: string | null): number | null {
  const match = /^(\d{1,3})([YMWD])$/.exec(text ?? '');
  if (match === null) return null;
  const perYear = { Y: 1, M: 12, W: 365.25 / 7, D: 365.25 }[match[2] as 'Y' | 'M' | 'W' | 'D'];
  return Number(match[1]) / perYear;
}

function sex(code: string | null): ImageFacts['patientSex'] {
  return code === 'F' || code === 'M' || code === 'O' ? code : null;
}

function yesNo(code: string | null): boolean | null {
  return code === 'YES' ? true : code === 'NO' ? false : null;
}

/** Facts that came later: absent where the header is silent, so that older manifests read the same. */
function statedOnly(dataSet: DataSet): Partial<ImageFacts> {
  const facts: Partial<ImageFacts> = {};
  const magneticFieldStrengthT = lenientNumber(dataSet.text(TAG.MagneticFieldStrength));
  if (magneticFieldStrengthT !== null) facts.magneticFieldStrengthT = magneticFieldStrengthT;
  const sliceThicknessMm = lenientNumber(dataSet.text(TAG.SliceThickness));
  if (sliceThicknessMm !== null) facts.sliceThicknessMm = sliceThicknessMm;
  const sliceDistanceMm = lenientNumber(dataSet.text(TAG.SpacingBetweenSlices));
  if (sliceDistanceMm !== null) facts.sliceDistanceMm = sliceDistanceMm;
  const convolutionKernel = dataSet.text(TAG.ConvolutionKernel);
  if (convolutionKernel !== null) facts.convolutionKernel = convolutionKernel;
  const contrastAgent = dataSet.text(TAG.ContrastBolusAgent);
  if (contrastAgent !== null) facts.contrastAgent = contrastAgent;
  const lossyCompression = lossy(dataSet.text(TAG.LossyImageCompression));
  if (lossyCompression !== null) facts.lossyCompression = lossyCompression;
  return facts;
}

function lossy(code: string | null): boolean | null {
  return code === '01' ? true : code === '00' ? false : null;
}

function deidentificationCodes(dataSet: DataSet): string[] {
  const codes: string[] = [];
  for (const item of dataSet.items(TAG.DeidentificationMethodCodeSequence)) {
    const code = item.text(TAG.CodeValue);
    if (code !== null) codes.push(code);
  }
  return codes;
}

/** A technical fact that is not needed to understand the pixels does not refuse an image. */
function lenientNumber(text: string | null): number | null {
  const value = text === null ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function isFilled(text: string): boolean {
  return text !== '';
}
