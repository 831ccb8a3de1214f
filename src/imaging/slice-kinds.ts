import { compareText } from '../core/finding.js';
import type { Found, GeometryCode } from './geometry-findings.js';
import { dot } from './grid.js';
import type { Vec3 } from './grid.js';
import type { SliceHeader } from './slice-header.js';

/** Slices by path and frame: what ties are settled by, so that the order of files never matters. */
export function byPath(a: SliceHeader, b: SliceHeader): number {
  return a.path === b.path ? a.frame - b.frame : compareText(a.path, b.path);
}

/** By position along the normal, then by path. */
export function sortAlong(slices: readonly SliceHeader[], normal: Vec3): SliceHeader[] {
  return slices
    .map((slice) => ({ slice, along: dot(slice.position!, normal) }))
    .sort((a, b) => a.along - b.along || byPath(a.slice, b.slice))
    .map(({ slice }) => slice);
}

export interface Majority {
  most: SliceHeader[];
  others: SliceHeader[];
  /** How many kinds there are, up to `KINDS`. */
  kinds: number;
}

/** Kinds told apart; what is of none of them belongs to the others. It bounds the time for slices that all differ. */
const KINDS = 64;

/** The most frequent kind of slice and the others; of two as frequent, the one met first in order of path. */
export function majority(
  slices: readonly SliceHeader[],
  alike: (a: SliceHeader, b: SliceHeader) => boolean,
): Majority {
  const groups: SliceHeader[][] = [];
  const strays: SliceHeader[] = [];
  for (const slice of slices) {
    const group = groups.find((members) => alike(members[0]!, slice));
    if (group !== undefined) group.push(slice);
    else if (groups.length < KINDS) groups.push([slice]);
    else strays.push(slice);
  }
  const most = groups.reduce((best, group) => (group.length > best.length ? group : best), groups[0] ?? []);
  const others = [...groups.filter((group) => group !== most).flat(), ...strays];
  return { most, others, kinds: groups.length };
}

interface Kind {
  code: GeometryCode;
  alike: (a: SliceHeader, b: SliceHeader) => boolean;
  tell: (slice: SliceHeader, usual: SliceHeader) => string;
}

const KIND_CHECKS: readonly Kind[] = [
  {
    code: 'GEOMETRY-MIXED-ORIENTATION',
    alike: sameOrientation,
    tell: () => 'lies in another orientation than most slices of the series',
  },
  {
    code: 'GEOMETRY-MIXED-SIZE',
    alike: (a, b) => a.rows === b.rows && a.columns === b.columns,
    tell: (slice, usual) =>
      `has ${slice.rows} × ${slice.columns} pixels, most slices have ${usual.rows} × ${usual.columns}`,
  },
  {
    code: 'GEOMETRY-MIXED-PIXEL-SPACING',
    alike: samePixelSpacing,
    tell: (slice, usual) =>
      `has pixels of ${slice.pixelSpacingMm!.join(' × ')} mm, most slices ${usual.pixelSpacingMm!.join(' × ')} mm`,
  },
  {
    code: 'GEOMETRY-MIXED-VALUES',
    alike: sameValues,
    tell: (slice, usual) => `differs from most slices in ${differingValues(slice, usual).join(', ')}`,
  },
];

/** Slices that are not of the most frequent kind are defects, and left out where that is allowed. */
export function leaveOutKinds(
  order: SliceHeader[],
  normal: Vec3,
  may: (code: GeometryCode) => boolean,
  found: Found,
): SliceHeader[] {
  return KIND_CHECKS.reduce((slices, { code, alike, tell }) => {
    const { most, others } = majority([...slices].sort(byPath), alike);
    for (const slice of sortAlong(others, normal)) found(code, slice, tell(slice, most[0]!));
    return others.length > 0 && may(code) ? sortAlong(most, normal) : slices;
  }, order);
}

/** Direction cosines are rounded: they may differ by 0.001. */
export function sameOrientation(a: SliceHeader, b: SliceHeader): boolean {
  return a.axes!.every((axis, i) => near(axis, b.axes![i as 0 | 1]));
}

/** To 1 in 10,000: over 1,000 columns a tenth of a pixel. */
function samePixelSpacing(a: SliceHeader, b: SliceHeader): boolean {
  return a.pixelSpacingMm!.every((mm, i) => Math.abs(mm - b.pixelSpacingMm![i]!) <= 1e-4 * mm);
}

function sameValues({ values: a }: SliceHeader, { values: b }: SliceHeader): boolean {
  return VALUE_NAMES.every(([key]) => a[key] === b[key]);
}

/** Attributes by which the values of two slices differ in kind. */
function differingValues({ values: a }: SliceHeader, { values: b }: SliceHeader): string[] {
  return VALUE_NAMES.flatMap(([key, name]) => (a[key] === b[key] ? [] : [name]));
}

const VALUE_NAMES = [
  ['modality', 'Modality'],
  ['unit', 'unit'],
  ['photometric', 'PhotometricInterpretation'],
  ['bitsAllocated', 'BitsAllocated'],
  ['signed', 'PixelRepresentation'],
] as const;

function near(a: Vec3, b: Vec3): boolean {
  return a.every((value, k) => Math.abs(value - b[k]!) <= 1e-3);
}
