import { dot, lengthOf, minus } from './grid.js';
import type { Vec3 } from './grid.js';
import type { SliceHeader } from './slice-header.js';

/** From one slice to the next in order of position. */
export interface Step {
  /** Along the normal, mm; never negative. */
  alongMm: number;
  /** In the plane of the slices, mm. */
  shiftMm: number;
}

export function stepsOf(order: readonly SliceHeader[], normal: Vec3): Step[] {
  return order.slice(1).map((slice, i) => {
    const step = minus(slice.position!, order[i]!.position!);
    const alongMm = dot(step, normal);
    const [x, y, z] = normal;
    return { alongMm, shiftMm: lengthOf(minus(step, [alongMm * x, alongMm * y, alongMm * z])) };
  });
}

/** Positions closer than this are one position. */
const SAME_POSITION_MM = 1e-4;
/** Positions are rounded when they are written: this share of the slice distance is let pass. */
const TOLERANCE = 0.02;
/** And never less than this: positions often have two decimals. */
const TOLERANCE_MM = 0.01;
/** A gap wider than this many distances is no lost slice but another part of the body. */
const DISTANT = 10;
/** Rounding does not add up: no slice may lie further from its place in the even grid, in slice distances. */
const DRIFT = 0.1;

/** Slice distance: the lower median of the distances that are not zero, so that gaps do not blur it; null without any. */
export function usualDistance(steps: readonly Step[]): number | null {
  const distances = steps.map(({ alongMm }) => alongMm).filter((mm) => mm > SAME_POSITION_MM);
  distances.sort((a, b) => a - b);
  return distances[(distances.length - 1) >> 1] ?? null;
}

export function tolerance(distanceMm: number): number {
  return Math.max(TOLERANCE * distanceMm, Math.min(TOLERANCE_MM, distanceMm / 10));
}

export type Gap = 'even' | 'same' | 'missing' | 'distant' | 'uneven';

/** What a distance is, held against the usual one. */
export function gapKind(alongMm: number, usualMm: number | null): Gap {
  if (usualMm === null) return 'same';
  const allowed = tolerance(usualMm);
  if (alongMm <= allowed) return 'same';
  if (Math.abs(alongMm - usualMm) <= allowed) return 'even';
  if (alongMm > DISTANT * usualMm) return 'distant';
  const times = Math.round(alongMm / usualMm);
  return times >= 2 && Math.abs(alongMm - times * usualMm) <= times * allowed ? 'missing' : 'uneven';
}

/** Index of the slice that lies furthest from its place in an even grid, when that is too far; else null. */
export function drifting(order: readonly SliceHeader[], normal: Vec3): { at: number; byMm: number } | null {
  const along = order.map(({ position }) => dot(position!, normal));
  const first = along[0] ?? 0;
  const meanMm = ((along.at(-1) ?? 0) - first) / (along.length - 1);
  let worst = { at: 0, byMm: 0 };
  along.forEach((mm, i) => {
    const byMm = Math.abs(mm - first - i * meanMm);
    if (byMm > worst.byMm) worst = { at: i, byMm };
  });
  return worst.byMm > Math.max(DRIFT * meanMm, TOLERANCE_MM) ? worst : null;
}
