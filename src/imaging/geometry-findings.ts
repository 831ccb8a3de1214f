import type { ErrorCode } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import type { SliceHeader } from './slice-header.js';

/** Defects of a series. */
export type GeometryCode = Extract<ErrorCode, `GEOMETRY-${string}`>;

/**
 * Each refuses a volume; true for those that a protocol may allow. In the order in which they are told: what makes the
 * others meaningless comes first.
 */
export const REFUSALS: Record<GeometryCode, boolean> = {
  'GEOMETRY-SEVERAL-SERIES': false,
  'GEOMETRY-NO-POSITION': false,
  'GEOMETRY-COLOUR': false,
  'GEOMETRY-MIXED-FRAME-OF-REFERENCE': false,
  // Where kinds are mixed, the most frequent is kept.
  'GEOMETRY-MIXED-ORIENTATION': true,
  'GEOMETRY-MIXED-SIZE': true,
  'GEOMETRY-MIXED-PIXEL-SPACING': true,
  'GEOMETRY-MIXED-VALUES': true,
  'GEOMETRY-SEVERAL-VOLUMES': false,
  // The lowest InstanceNumber at a position is kept.
  'GEOMETRY-DUPLICATE-POSITION': true,
  // The longest run without a wide gap is kept.
  'GEOMETRY-DISTANT-SLICE': true,
  // Slices are taken as evenly spaced over the whole length.
  'GEOMETRY-MISSING-SLICE': true,
  'GEOMETRY-UNEVEN-SPACING': true,
  // The volume is sheared as the slices are.
  'GEOMETRY-GANTRY-TILT': true,
  // Two slices make a volume.
  'GEOMETRY-TOO-FEW-SLICES': true,
};

/** Findings of one code name this many slices at most; the count of all stands in `args`. */
const NAMED_SLICES = 10;

export interface Defect {
  slice: SliceHeader;
  message: string;
  args?: Finding['args'];
}

/** Notes a defect of a slice. */
export type Found = (code: GeometryCode, slice: SliceHeader, message: string, args?: Finding['args']) => void;

/**
 * The findings of one kind of defect: errors, or warnings where it is allowed.
 */
export function defectFindings(
  code: GeometryCode,
  defects: readonly Defect[],
  allow: readonly GeometryCode[],
): Finding[] {
  const isAllowed = REFUSALS[code] && allow.includes(code);
  return defects.slice(0, NAMED_SLICES).map(({ slice, message, args = {} }) => ({
    code,
    severity: isAllowed ? 'warning' : 'error',
    path: slice.path,
    message: slice.frames > 1 ? `frame ${slice.frame + 1}: ${message}` : message,
    fix: REFUSALS[code]
      ? `complete the series at its source, or allow ${code} in the protocol (data.geometry.allow)`
      : 'give one series of parallel slices with positions',
    args: {
      ...args,
      ...(slice.frames > 1 ? { frame: slice.frame + 1 } : {}),
      position: slice.position === null ? null : slice.position.join('\\'),
      slices: defects.length,
      allowed: isAllowed,
    },
  }));
}

/** A doubt that never refuses. */
export function spacingDoubt(
  slice: SliceHeader,
  attribute: 'SpacingBetweenSlices' | 'SliceThickness',
  statedMm: number,
  distanceMm: number,
): Finding {
  return {
    code: 'GEOMETRY-SPACING-STATED',
    severity: attribute === 'SliceThickness' ? 'info' : 'warning',
    path: slice.path,
    message: `${attribute} is ${statedMm} mm, the positions lie ${rounded(distanceMm)} mm apart; the positions are used`,
    fix: 'nothing, if slices overlap or have gaps on purpose',
    args: { attribute, statedMm, distanceMm },
  };
}

/** For messages only. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
