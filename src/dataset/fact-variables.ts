import type { ImageFacts } from '../schema/types.js';
import { topCodedAge } from './top-coded-age.js';

/** Null: the header does not say. */
export type FactValue = string | number | boolean | null;

export interface FactVariable {
  type: 'text' | 'number' | 'yes-no';
  /** For the reference: where the value comes from. */
  source: string;
  of: (facts: ImageFacts) => FactValue;
}

function text(source: string, of: (facts: ImageFacts) => string | null): FactVariable {
  return { type: 'text', source, of };
}

function number(source: string, of: (facts: ImageFacts) => number | null): FactVariable {
  return { type: 'number', source, of };
}

function yesNo(source: string, of: (facts: ImageFacts) => boolean | null): FactVariable {
  return { type: 'yes-no', source, of };
}

/** What a protocol can ask of a header, in eligibility rules and as subgroups. */
export const FACT_VARIABLES: Readonly<Record<string, FactVariable>> = {
  modality: text('Modality (0008,0060)', (facts) => facts.modality),
  photometric: text('PhotometricInterpretation (0028,0004)', (facts) => facts.photometric),
  site: text('ClinicalTrialSiteID (0012,0030), else InstitutionName (0008,0080)', (facts) => facts.site),
  sopClassUid: text('SOPClassUID (0008,0016)', (facts) => facts.sopClassUid),
  transferSyntaxUid: text('TransferSyntaxUID (0002,0010)', (facts) => facts.transferSyntaxUid),
  'patient.sex': text('PatientSex (0010,0040)', (facts) => facts.patientSex),
  'patient.ageYears': number('PatientAge (0010,1010)', (facts) => topCodedAge(facts.patientAgeYears)),
  'equipment.manufacturer': text('Manufacturer (0008,0070)', (facts) => facts.manufacturer),
  'equipment.model': text('ManufacturerModelName (0008,1090)', (facts) => facts.manufacturerModel),
  'equipment.softwareVersions': text('SoftwareVersions (0018,1020)', (facts) => facts.softwareVersions),
  'equipment.kvp': number('KVP (0018,0060)', (facts) => facts.kvp),
  'image.rows': number('Rows (0028,0010)', (facts) => facts.rows),
  'image.columns': number('Columns (0028,0011)', (facts) => facts.columns),
  'image.frames': number('NumberOfFrames (0028,0008)', (facts) => facts.frames),
  'image.slices': number('files of the series that is the image', (facts) => facts.slices ?? null),
  'image.samplesPerPixel': number('SamplesPerPixel (0028,0002)', (facts) => facts.samplesPerPixel),
  'image.bitsStored': number('BitsStored (0028,0101)', (facts) => facts.bitsStored),
  'image.rowSpacingMm': number(
    'PixelSpacing (0028,0030), first value',
    (facts) => facts.pixelSpacingMm?.[0] ?? null,
  ),
  'image.columnSpacingMm': number(
    'PixelSpacing (0028,0030), second value',
    (facts) => facts.pixelSpacingMm?.[1] ?? null,
  ),
  'image.meanIntensity': number(
    'mean of the modality values of the pixels, every k-th value',
    (facts) => facts.intensity?.mean ?? null,
  ),
  'image.intensitySd': number(
    'standard deviation of the same values',
    (facts) => facts.intensity?.sd ?? null,
  ),
  'image.bodyPart': text('BodyPartExamined (0018,0015)', (facts) => facts.bodyPart),
  'image.view': text('ViewPosition (0018,5101)', (facts) => facts.view),
  'image.burnedInAnnotation': yesNo('BurnedInAnnotation (0028,0301)', (facts) => facts.burnedInAnnotation),
  'equipment.magneticFieldStrengthT': number(
    'MagneticFieldStrength (0018,0087)',
    (facts) => facts.magneticFieldStrengthT ?? null,
  ),
  'image.sliceThicknessMm': number('SliceThickness (0018,0050)', (facts) => facts.sliceThicknessMm ?? null),
  'image.sliceDistanceMm': number(
    'SpacingBetweenSlices (0018,0088)',
    (facts) => facts.sliceDistanceMm ?? null,
  ),
  'image.convolutionKernel': text(
    'ConvolutionKernel (0018,1210)',
    (facts) => facts.convolutionKernel ?? null,
  ),
  'image.contrastAgent': text('ContrastBolusAgent (0018,0010)', (facts) => facts.contrastAgent ?? null),
  'image.lossyCompression': yesNo(
    'LossyImageCompression (0028,2110)',
    (facts) => facts.lossyCompression ?? null,
  ),
  'header.deidentified': yesNo('PatientIdentityRemoved (0012,0062)', (facts) => facts.deidentified),
};
