import type { Finding } from '../../core/finding.js';
import { isBackground } from './segment-description.js';
import { undescribedSegment } from './segmentation.js';
import type { Segmentation } from './segmentation.js';

/** How many pixels of all frames have each value, ascending. */
export function labelValueCounts({ stored }: Segmentation): Map<number, number> {
  const counts = new Uint32Array(stored instanceof Uint8Array ? 256 : 65536);
  for (const value of stored) counts[value]! += 1;
  const found = new Map<number, number>();
  counts.forEach((count, value) => {
    if (count > 0) found.set(value, count);
  });
  return found;
}

/** Numbers that mark nothing: the padding value, else 0 where it is not described as a structure. */
export function isLabelBackground(seg: Segmentation, number: number): boolean {
  if (seg.type !== 'LABELMAP') return false;
  if (seg.paddingValue !== null && number === seg.paddingValue) return true;
  const described = seg.segments.get(number);
  if (described !== undefined) return isBackground(described);
  return number === 0;
}

/** Values that are neither background nor described. */
export function undescribedValues(seg: Segmentation, place: string): Finding[] {
  if (seg.type !== 'LABELMAP') return [];
  return [...labelValueCounts(seg).keys()]
    .filter((value) => !seg.segments.has(value) && !isLabelBackground(seg, value))
    .map((value) => undescribedSegment(place, value));
}
