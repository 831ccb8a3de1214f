/** Classes of objects that are drawn or measured on images (PS3.4 annex B.5), known without what reads them. */

/** Segmentation Storage and Label Map Segmentation Storage. */
const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';
export const LABEL_MAP_CLASS = '1.2.840.10008.5.1.4.1.1.66.7';
export const SEG_CLASSES: ReadonlySet<string> = new Set([SEGMENTATION, LABEL_MAP_CLASS]);

export const RTSTRUCT_CLASS = '1.2.840.10008.5.1.4.1.1.481.3';

/** Structured reports of all classes; TID 1500 lives in Enhanced, Comprehensive and Comprehensive 3D SR. */
const SR_CLASSES = '1.2.840.10008.5.1.4.1.1.88.';

export function isReport(sopClassUid: string | null): boolean {
  return sopClassUid?.startsWith(SR_CLASSES) === true;
}
