import type { Finding } from '../../core/finding.js';
import type { ImageFacts } from '../../schema/types.js';

/** Modalities whose pictures often carry text: screens and films photographed or captured, ultrasound, angiography. */
const OFTEN_BURNED_IN = new Set(['US', 'SC', 'OT', 'XA', 'RF', 'CR', 'ES', 'XC', 'GM', 'IVUS', 'ECG']);

/** Doubt about text in the pixels, from BurnedInAnnotation (0028,0301); null when the header says NO, or has no image. */
export function burnedInFinding(facts: ImageFacts, place: string): Finding | null {
  if (facts.rows === null || facts.burnedInAnnotation === false) return null;
  const args = { tag: '(0028,0301)', modality: facts.modality };
  if (facts.burnedInAnnotation === true) {
    return {
      code: 'IMAGE-BURNED-IN',
      severity: 'error',
      path: place,
      message: 'BurnedInAnnotation (0028,0301) is YES: text in the pixels may identify the patient',
      fix: 'take the text out and state it in (0028,0301), or leave the image out',
      args,
    };
  }
  const often = OFTEN_BURNED_IN.has(facts.modality ?? '');
  return {
    code: 'IMAGE-BURNED-IN-UNKNOWN',
    severity: often ? 'warning' : 'info',
    path: place,
    message: `BurnedInAnnotation (0028,0301) is absent${often ? `, and images of modality ${facts.modality ?? ''} often carry text` : ''}`,
    fix: 'look at the image, and state in the header whether its pixels hold text',
    args,
  };
}
