import { transferSyntax } from '../imaging/transfer-syntax.js';

/** Kinds of DICOM object (PS3.4 annex B); the report has the same words in `templates/words.json`. */
export const SOP_CLASS_WORDS: Readonly<Record<string, string>> = {
  '1.2.840.10008.5.1.4.1.1.1': 'Computed radiography image',
  '1.2.840.10008.5.1.4.1.1.1.1': 'Digital X-ray image',
  '1.2.840.10008.5.1.4.1.1.1.2': 'Digital mammography image',
  '1.2.840.10008.5.1.4.1.1.2': 'CT image',
  '1.2.840.10008.5.1.4.1.1.2.1': 'Enhanced CT image',
  '1.2.840.10008.5.1.4.1.1.4': 'MR image',
  '1.2.840.10008.5.1.4.1.1.4.1': 'Enhanced MR image',
  '1.2.840.10008.5.1.4.1.1.6.1': 'Ultrasound image',
  '1.2.840.10008.5.1.4.1.1.3.1': 'Ultrasound multi-frame image',
  '1.2.840.10008.5.1.4.1.1.7': 'Secondary capture image',
  '1.2.840.10008.5.1.4.1.1.13.1.3': 'Breast tomosynthesis image',
  '1.2.840.10008.5.1.4.1.1.20': 'Nuclear medicine image',
  '1.2.840.10008.5.1.4.1.1.128': 'PET image',
};

/** What a UID that is a fact of an image means; null where it is not known. */
export function uidWord(variable: string, uid: string): string | null {
  if (variable === 'sopClassUid') return SOP_CLASS_WORDS[uid] ?? null;
  return variable === 'transferSyntaxUid' ? (transferSyntax(uid)?.name ?? null) : null;
}
