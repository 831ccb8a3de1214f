import type { DataSet } from './data-set.js';
import { readAnew } from './header-memory.js';
import type { Recall } from './header-memory.js';
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
  /** Days since 1970 of the acquisition, else of the study; null when neither is a date. Only differences may leave. */
  acquisitionDay: number | null;
}

/** Never throws, so that it also serves for what is left of a damaged file. */
export function readIdentity(dataSet: DataSet, recall: Recall = readAnew): DicomIdentity {
  const { patientId, studyUid, seriesUid, ...rest } = recall('identity', dataSet, () => ofSeries(dataSet));
  return { patientId, studyUid, seriesUid, instanceUid: dataSet.text(TAG.SOPInstanceUID), ...rest };
}

function ofSeries(dataSet: DataSet): Omit<DicomIdentity, 'instanceUid'> {
  return {
    patientId: dataSet.text(TAG.PatientID),
    studyUid: dataSet.text(TAG.StudyInstanceUID),
    seriesUid: dataSet.text(TAG.SeriesInstanceUID),
    institution: dataSet.text(TAG.ClinicalTrialSiteID) === null ? dataSet.text(TAG.InstitutionName) : null,
    deidentified: dataSet.code(TAG.PatientIdentityRemoved) === 'YES',
    acquisitionDay: day(dataSet.text(TAG.AcquisitionDate)) ?? day(dataSet.text(TAG.StudyDate)),
  };
}

/** The identifiers alone, of a whole file: nothing else of it is kept alive by them. */
export function identityOf(file: DicomIdentity): DicomIdentity {
  const { patientId, studyUid, seriesUid, instanceUid, institution, deidentified, acquisitionDay } = file;
  return { patientId, studyUid, seriesUid, instanceUid, institution, deidentified, acquisitionDay };
}

/** `20240131` (PS3.5 VR DA) in days since 1970. */
function day(text: string | null): number | null {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text ?? '');
  if (parts === null) return null;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? at.getTime() / 86_400_000 : null;
}
