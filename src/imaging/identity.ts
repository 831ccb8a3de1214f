import type { DataSet } from './data-set.js';
import { TAG } from './tags.js';

/** Raw identifiers of a header. They must not leave `dataset/`, which replaces them by keyed hashes. */
export interface DicomIdentity {
  patientId: string | null;
  studyUid: string | null;
  seriesUid: string | null;
  instanceUid: string | null;
  /** Name of the institution, when it is what `facts.site` shows. */
  institution: string | null;
  deidentified: boolean;
}

/** Never throws, so that it also serves for what is left of a damaged file. */
export function readIdentity(dataSet: DataSet): DicomIdentity {
  return {
    patientId: dataSet.text(TAG.PatientID),
    studyUid: dataSet.text(TAG.StudyInstanceUID),
    seriesUid: dataSet.text(TAG.SeriesInstanceUID),
    instanceUid: dataSet.text(TAG.SOPInstanceUID),
    institution: dataSet.text(TAG.ClinicalTrialSiteID) === null ? dataSet.text(TAG.InstitutionName) : null,
    deidentified: dataSet.code(TAG.PatientIdentityRemoved) === 'YES',
  };
}
