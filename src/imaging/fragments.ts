import { AppError } from '../core/error.js';
import type { Element } from './element.js';

/** Compressed pixel data taken apart (PS3.5 annex A.4); views, not copies. */
export interface Fragments {
  /** Value of the first item: offsets of frames, or empty. */
  offsetTable: Uint8Array;
  /** All other items, in file order. */
  items: readonly Uint8Array[];
  /** Offset of each item's tag, counted from the first item after the offset table. */
  offsets: readonly number[];
}

/**
 * Fragments in file order. The walk has already held every length against the file.
 * @throws AppError IMAGE-INVALID when the data is not in fragments, or too few for the frames
 */
export function readFragments(element: Element, frames: number, place: string): Fragments {
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
  const starts: number[] = [];
  let offset = element.valueOffset;
  while (offset < end) {
    const length = view.getUint32(offset + 4, true);
    items.push(bytes.subarray(offset + 8, offset + 8 + length));
    starts.push(offset);
    offset += 8 + length;
  }
  const [offsetTable = new Uint8Array(0), ...fragments] = items;
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
  return { offsetTable, items: fragments, offsets: starts.slice(1).map((start) => start - starts[1]!) };
}
