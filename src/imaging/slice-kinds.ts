import { compareText } from '../core/finding.js';
import type { Vec3 } from './grid.js';
import type { SliceHeader } from './slice-header.js';

/** Slices by path and frame: what ties are settled by, so that the order of files never matters. */
export function byPath(a: SliceHeader, b: SliceHeader): number {
  return compareText(a.path, b.path) || a.frame - b.frame;
}

export interface Majority {
  most: SliceHeader[];
  others: SliceHeader[];
  /** How many kinds there are. */
  kinds: number;
}

/** The most frequent kind of slice and the others; of two as frequent, the one met first in order of path. */
export function majority(
  slices: readonly SliceHeader[],
  alike: (a: SliceHeader, b: SliceHeader) => boolean,
): Majority {
  const groups: SliceHeader[][] = [];
  for (const slice of slices) {
    const group = groups.find((members) => alike(members[0]!, slice));
    if (group === undefined) groups.push([slice]);
    else group.push(slice);
  }
  const most = groups.reduce((best, group) => (group.length > best.length ? group : best), groups[0] ?? []);
  return { most, others: groups.filter((group) => group !== most).flat(), kinds: groups.length };
}

/** Direction cosines are rounded: they may differ by 0.001. */
export function sameOrientation(a: SliceHeader, b: SliceHeader): boolean {
  return a.axes!.every((axis, i) => near(axis, b.axes![i as 0 | 1]));
}

export function sameSize(a: SliceHeader, b: SliceHeader): boolean {
  return a.rows === b.rows && a.columns === b.columns;
}

/** To 1 in 10,000: over 1,000 columns a tenth of a pixel. */
export function samePixelSpacing(a: SliceHeader, b: SliceHeader): boolean {
  return a.pixelSpacingMm!.every((mm, i) => Math.abs(mm - b.pixelSpacingMm![i]!) <= 1e-4 * mm);
}

/** Attributes by which the values of two slices differ in kind. */
export function differingValues(a: SliceHeader, b: SliceHeader): string[] {
  const names = { modality: 'Modality', unit: 'unit', photometric: 'PhotometricInterpretation' };
  const containers = { bitsAllocated: 'BitsAllocated', signed: 'PixelRepresentation' };
  return Object.entries({ ...names, ...containers }).flatMap(([key, name]) =>
    a.values[key as keyof typeof a.values] === b.values[key as keyof typeof b.values] ? [] : [name],
  );
}

function near(a: Vec3, b: Vec3): boolean {
  return a.every((value, k) => Math.abs(value - b[k]!) <= 1e-3);
}
