import type { DataSet } from './data-set.js';
import { TAG } from './tags.js';

/** Stored values that are padding, both ends included. */
export interface Padding {
  from: number;
  to: number;
}

/**
 * PixelPaddingValue and, where a range is padding, PixelPaddingRangeLimit (PS3.3 C.7.5.1.1.2). Both are compared with
 * stored values, before any rescale, and have the sign of PixelRepresentation, whatever VR the file gives them.
 */
export function readPadding(dataSet: DataSet, signed: boolean): Padding | null {
  const value = number(dataSet, TAG.PixelPaddingValue, signed);
  if (value === null) return null;
  const limit = number(dataSet, TAG.PixelPaddingRangeLimit, signed) ?? value;
  return { from: Math.min(value, limit), to: Math.max(value, limit) };
}

function number(dataSet: DataSet, tag: number, signed: boolean): number | null {
  const value = dataSet.unsigned(tag);
  return value !== null && signed ? (value << 16) >> 16 : value;
}
