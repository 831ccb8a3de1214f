import type { ErrorCode } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import type { SliceHeader } from './slice-header.js';

/** Defects of a series that a protocol may allow, and what the volume then is. */
export type GeometryAllowance =
  /** The volume is sheared as the slices are. */
  | 'gantry-tilt'
  /** Slices are taken as evenly spaced over the whole length. */
  | 'missing-slice'
  | 'uneven-spacing'
  /** The longest run without a wide gap is kept. */
  | 'distant-slice'
  /** The lowest InstanceNumber at a position is kept. */
  | 'duplicate-position'
  /** The most frequent kind is kept. */
  | 'mixed-orientation'
  | 'mixed-size'
  | 'mixed-pixel-spacing'
  | 'mixed-values'
  /** Two slices make a volume. */
  | 'too-few-slices';

export type GeometryCode = Extract<ErrorCode, `GEOMETRY-${string}`>;

/** In the order in which they are told: what makes the others meaningless comes first. */
export const REFUSALS: Record<GeometryCode, GeometryAllowance | null> = {
  'GEOMETRY-SEVERAL-SERIES': null,
  'GEOMETRY-NO-POSITION': null,
  'GEOMETRY-COLOUR': null,
  'GEOMETRY-MIXED-FRAME-OF-REFERENCE': null,
  'GEOMETRY-MIXED-ORIENTATION': 'mixed-orientation',
  'GEOMETRY-MIXED-SIZE': 'mixed-size',
  'GEOMETRY-MIXED-PIXEL-SPACING': 'mixed-pixel-spacing',
  'GEOMETRY-MIXED-VALUES': 'mixed-values',
  'GEOMETRY-SEVERAL-VOLUMES': null,
  'GEOMETRY-DUPLICATE-POSITION': 'duplicate-position',
  'GEOMETRY-DISTANT-SLICE': 'distant-slice',
  'GEOMETRY-MISSING-SLICE': 'missing-slice',
  'GEOMETRY-UNEVEN-SPACING': 'uneven-spacing',
  'GEOMETRY-GANTRY-TILT': 'gantry-tilt',
  'GEOMETRY-TOO-FEW-SLICES': 'too-few-slices',
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
  allow: readonly GeometryAllowance[],
): Finding[] {
  const allowance = REFUSALS[code];
  const isAllowed = allowance !== null && allow.includes(allowance);
  return defects.slice(0, NAMED_SLICES).map(({ slice, message, args = {} }) => ({
    code,
    severity: isAllowed ? 'warning' : 'error',
    path: slice.path,
    message: slice.frames > 1 ? `frame ${slice.frame + 1}: ${message}` : message,
    fix:
      allowance === null
        ? 'give one series of parallel slices with positions'
        : `complete the series at its source, or allow ${allowance} in the protocol`,
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
