import type { ImageFacts } from '../schema/types.js';

/** What a fact is called in a table, with its unit; the report has the same words in `templates/words.json`. */
export const FACT_LABELS: Readonly<Record<string, string>> = {
  modality: 'Modality',
  photometric: 'Polarity or colour of the pixels',
  site: 'Site',
  sopClassUid: 'Kind of DICOM object',
  transferSyntaxUid: 'Encoding of the file',
  'patient.sex': 'Sex',
  'patient.ageYears': 'Age in years',
  'equipment.manufacturer': 'Manufacturer',
  'equipment.model': 'Equipment model',
  'equipment.softwareVersions': 'Software version',
  'equipment.kvp': 'Tube voltage (kV)',
  'image.rows': 'Image height (rows, pixels)',
  'image.columns': 'Image width (columns, pixels)',
  'image.frames': 'Frames per image',
  'image.samplesPerPixel': 'Values per pixel',
  'image.bitsStored': 'Bits used per value',
  'image.rowSpacingMm': 'Distance between rows (mm)',
  'image.columnSpacingMm': 'Distance between columns (mm)',
  'image.meanIntensity': 'Mean grey value',
  'image.intensitySd': 'Spread of grey values (SD)',
  'image.bodyPart': 'Body part',
  'image.view': 'View',
  'image.burnedInAnnotation': 'Text burned into the image',
  'equipment.magneticFieldStrengthT': 'Magnetic field strength (T)',
  'image.sliceThicknessMm': 'Slice thickness (mm)',
  'image.sliceDistanceMm': 'Distance between slices (mm)',
  'image.slices': 'Slices of the series',
  'image.convolutionKernel': 'Reconstruction kernel',
  'image.contrastAgent': 'Contrast agent',
  'image.lossyCompression': 'Compressed with loss',
  'header.deidentified': 'Declared de-identified',
};

/** Facts of one image by the names of the manifest, as variables of a table; where they are none, in words of their own. */
const OF_IMAGE: Readonly<Record<keyof ImageFacts | 'volume', string>> = {
  modality: 'modality',
  sopClassUid: 'sopClassUid',
  transferSyntaxUid: 'transferSyntaxUid',
  rows: 'image.rows',
  columns: 'image.columns',
  frames: 'image.frames',
  samplesPerPixel: 'image.samplesPerPixel',
  bitsAllocated: 'Bits kept per value',
  bitsStored: 'image.bitsStored',
  photometric: 'photometric',
  pixelSpacingMm: 'Distance between pixels (mm)',
  manufacturer: 'equipment.manufacturer',
  manufacturerModel: 'equipment.model',
  softwareVersions: 'equipment.softwareVersions',
  kvp: 'equipment.kvp',
  bodyPart: 'image.bodyPart',
  view: 'image.view',
  site: 'site',
  patientAgeYears: 'patient.ageYears',
  patientSex: 'patient.sex',
  deidentified: 'header.deidentified',
  deidentificationCodes: 'Method of de-identification',
  burnedInAnnotation: 'image.burnedInAnnotation',
  intensity: 'Mean and spread of grey values',
  magneticFieldStrengthT: 'equipment.magneticFieldStrengthT',
  sliceThicknessMm: 'image.sliceThicknessMm',
  sliceDistanceMm: 'image.sliceDistanceMm',
  convolutionKernel: 'image.convolutionKernel',
  contrastAgent: 'image.contrastAgent',
  lossyCompression: 'image.lossyCompression',
  slices: 'image.slices',
  acquisitionDay: 'Day since the first image of the case',
  volume: 'Place of the voxels',
};

/** A fact of an image in words; its own name where there is none. */
export function imageFactLabel(fact: string): string {
  const named = (OF_IMAGE as Readonly<Record<string, string>>)[fact] ?? fact;
  return FACT_LABELS[named] ?? named;
}
