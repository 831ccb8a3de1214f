import type { HeaderText } from '../deidentification/free-text.js';
import type { NiftiHeader } from './header.js';

/** Name, place and length of the texts of both versions (nifti1.h, nifti2.h). */
const FIELDS = {
  1: [
    ['db_name', 14, 18],
    ['descrip', 148, 80],
    ['aux_file', 228, 24],
    ['intent_name', 328, 16],
  ],
  2: [
    ['descrip', 240, 80],
    ['aux_file', 320, 24],
    ['intent_name', 508, 16],
  ],
} as const;
const MOST_EXTENSIONS = 100;

/**
 * Texts of the header, and its extensions as text whatever their code: identifiers of a DICOM header copied into one
 * (code 2) read the same. Lengths are held against the bytes; a damaged extension ends the list.
 * @param content from the first byte of the header; what is behind the voxel offset is not looked at
 */
export function niftiTexts(
  { version, bigEndian, voxOffset }: NiftiHeader,
  content: Uint8Array,
): HeaderText[] {
  const texts: HeaderText[] = FIELDS[version].map(([field, at, length]) => ({
    field,
    text: printable(content.subarray(at, at + length), true),
  }));
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const start = version === 1 ? 348 : 540;
  const end = voxOffset > start ? Math.min(voxOffset, content.length) : content.length;
  if (end < start + 4 || content[start] === 0) return texts;
  let at = start + 4;
  for (let number = 1; number <= MOST_EXTENSIONS && at + 8 <= end; number += 1) {
    const size = view.getInt32(at, !bigEndian);
    if (size < 8 || at + size > end) break;
    texts.push({ field: `extension ${number}`, text: printable(content.subarray(at + 8, at + size), false) });
    at += size;
  }
  return texts;
}

/** @param ends a NUL ends the text; else it is a gap */
function printable(bytes: Uint8Array, ends: boolean): string {
  const nul = ends ? bytes.indexOf(0) : -1;
  const text = Buffer.from(nul === -1 ? bytes : bytes.subarray(0, nul)).toString('utf8');
  return text.replace(/[\p{Cc}\uFFFD]+/gu, ' ');
}
