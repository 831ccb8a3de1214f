import type { Finding } from '../core/finding.js';
import type { DicomFile } from '../imaging/dicom.js';

/** What of an annotation identifies a person. Masks and contours have no text in their pixels. */
export function annotationIdentifiers(file: DicomFile): Finding[] {
  return file.identifiers().filter(({ code }) => !code.startsWith('IMAGE-BURNED-IN'));
}
