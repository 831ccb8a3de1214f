import { isReport, RTSTRUCT_CLASS, SEG_CLASSES } from '../imaging/object-classes.js';
import type { OtherFile } from '../schema/types.js';

/** DICOM objects that are drawn or measured on images, by SOP class; null for what may be an image. */
export function dicomRole(sopClassUid: string | null): OtherFile['role'] | null {
  if (sopClassUid === null) return null;
  if (SEG_CLASSES.has(sopClassUid)) return 'segmentation';
  if (sopClassUid === RTSTRUCT_CLASS) return 'structure-set';
  return isReport(sopClassUid) ? 'report' : null;
}
