import { AppError } from '../core/error.js';
import { hasDicomPrefix, readPart10 } from './part10.js';
import { TAG } from './tags.js';

const MEDIA_STORAGE_SOP_CLASS = Buffer.from('020002005549', 'hex');

/**
 * Class of a DICOM object, from the first bytes of its file or from all of a damaged one: the data set's own, else (a
 * deflated data set) that of the file meta information. Null where neither tells it.
 */
export function sopClassOf(head: Uint8Array, place: string): string | null {
  if (!hasDicomPrefix(head)) return null;
  try {
    // The head is cut off: what stood before the cut is returned.
    const uid = readPart10(head, place).dataSet.text(TAG.SOPClassUID);
    if (uid !== null) return uid;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
  }
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 4096));
  const at = bytes.indexOf(MEDIA_STORAGE_SOP_CLASS, 132);
  if (at === -1 || at + 8 > bytes.length) return null;
  const value = bytes.subarray(at + 8, at + 8 + bytes.readUInt16LE(at + 6)).toString('latin1');
  return value.replace(/[\0 ]+$/, '');
}
