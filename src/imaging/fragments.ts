import { AppError } from '../core/error.js';
import type { Element } from './element.js';

/**
 * Fragments of compressed pixel data in file order, without the Basic Offset Table (PS3.5 annex A.4); views, not
 * copies. The walk has already held every length against the file.
 * @throws AppError IMAGE-INVALID when the data is not in fragments, or too few for the frames
 */
export function readFragments(element: Element, frames: number, place: string): Uint8Array[] {
  if (!element.undefinedLength) {
    throw new AppError(
      'IMAGE-INVALID',
      'the transfer syntax is a compressed one, but the pixel data is not in fragments',
      {
        place,
        hint: 'correct the transfer syntax at the source of the file',
      },
    );
  }
  const { bytes, view } = element.encoding;
  const end = element.valueOffset + element.length;
  const items: Uint8Array[] = [];
  let offset = element.valueOffset;
  while (offset < end) {
    const length = view.getUint32(offset + 4, true);
    items.push(bytes.subarray(offset + 8, offset + 8 + length));
    offset += 8 + length;
  }
  const fragments = items.slice(1);
  const filled = fragments.filter((fragment) => fragment.length > 0).length;
  if (filled < frames) {
    throw new AppError(
      'IMAGE-INVALID',
      `the pixel data has too few fragments: ${filled} for a frame count of ${frames}`,
      {
        place,
        hint: 'frames are missing: fetch the file again from its source',
      },
    );
  }
  return fragments;
}
