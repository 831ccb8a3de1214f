import { sopClassOf as classOf } from '../imaging/sop-class.js';
import type { Candidate } from './inspector.js';

/** Class of a DICOM object, from the first bytes of its file; null where they do not tell it. */
export function sopClassOf({ head, path, isFolder }: Candidate): string | null {
  return isFolder ? null : classOf(head, path);
}
