import { AppError } from '../../core/error.js';
import type { Finding } from '../../core/finding.js';
import type { DataSet } from '../data-set.js';
import { LIMITS } from '../limits.js';
import { OBJECT_TAG } from '../object-tags.js';

/** One contour of a region of interest (PS3.3 C.8.8.6). */
export interface Contour {
  /** CLOSED_PLANAR, CLOSEDPLANAR_XOR, OPEN_PLANAR, OPEN_NONPLANAR, POINT. */
  type: string;
  /** x, y, z of each point in mm, LPS. */
  points: Float64Array;
  /** Images the contour was drawn on. */
  imageUids: string[];
}

/** CLOSED_PLANAR_XOR is one letter too long for its VR, and written all the same. */
const CLOSED = new Set(['CLOSED_PLANAR', 'CLOSEDPLANAR_XOR', 'CLOSED_PLANAR_XOR']);
const TYPES = new Set([...CLOSED, 'OPEN_PLANAR', 'OPEN_NONPLANAR', 'POINT']);

const BACKSLASH = 0x5c;

/**
 * @param roi, ordinal what to name in findings
 * @throws AppError IMAGE-INVALID for an unknown type, and coordinates that are no triples of numbers or no place in a
 *   patient; IMAGE-UNSUPPORTED for more points than are read
 */
export function readContour(
  item: DataSet,
  roi: number,
  ordinal: number,
  place: string,
  findings: Finding[],
): Contour {
  const type = item.code(OBJECT_TAG.ContourGeometricType);
  if (type === null || !TYPES.has(type)) {
    throw item.invalid(
      OBJECT_TAG.ContourGeometricType,
      `of contour ${ordinal} of ROI ${roi} ${type === null ? 'is missing' : `is "${type.slice(0, 24)}"`}`,
    );
  }
  holdPointCount(item, roi, ordinal, place);
  const points = Float64Array.from(item.decimals(OBJECT_TAG.ContourData));
  if (points.some((mm) => Math.abs(mm) > LIMITS.coordinateMm)) {
    throw item.invalid(
      OBJECT_TAG.ContourData,
      `of contour ${ordinal} of ROI ${roi} has a point more than ${LIMITS.coordinateMm} mm away`,
    );
  }
  if (points.length % 3 !== 0) {
    throw item.invalid(
      OBJECT_TAG.ContourData,
      `of contour ${ordinal} of ROI ${roi} has ${points.length} numbers, not three a point`,
    );
  }
  const count = points.length / 3;
  const said = item.integers(OBJECT_TAG.NumberOfContourPoints)[0];
  if (said !== undefined && said !== count) {
    findings.push(doubt('RTSTRUCT-POINT-COUNT', `has ${count} points, but says ${said}`, { said, count }));
  }
  if (isClosed(type) && count < 3) {
    findings.push(
      doubt('RTSTRUCT-CONTOUR-OPEN', `is closed, but has ${count} points: it marks nothing`, { count }),
    );
  }
  const imageUids: string[] = [];
  for (const image of item.items(OBJECT_TAG.ContourImageSequence)) {
    const uid = image.text(OBJECT_TAG.ReferencedSOPInstanceUID);
    if (uid !== null) imageUids.push(uid);
  }
  return { type, points, imageUids };

  function doubt(code: string, what: string, args: Record<string, number>): Finding {
    return {
      code,
      severity: 'warning',
      path: place,
      message: `contour ${ordinal} of ROI ${roi} ${what}`,
      fix: 'compare the structure set with its source',
      args: { roi, contour: ordinal, ...args },
    };
  }
}

/** Before the text is taken apart: numbers are separated by backslashes. */
function holdPointCount(item: DataSet, roi: number, ordinal: number, place: string): void {
  let numbers = 1;
  for (const byte of item.bytes(OBJECT_TAG.ContourData) ?? []) if (byte === BACKSLASH) numbers += 1;
  if (numbers <= 3 * LIMITS.contourPoints) return;
  throw new AppError('IMAGE-UNSUPPORTED', `contour ${ordinal} of ROI ${roi} has ${numbers / 3} points`, {
    place,
    hint: `contours of up to ${LIMITS.contourPoints} points are read`,
  });
}

/** Contours that enclose an area. */
export function isClosed(type: string): boolean {
  return CLOSED.has(type);
}

/** Enclosed area without sign, of a plane polygon in any orientation; 0 for points and open lines. */
export function areaMm2({ type, points }: Contour): number {
  if (!isClosed(type)) return 0;
  const [x0, y0, z0] = [points[0] ?? 0, points[1] ?? 0, points[2] ?? 0];
  let [nx, ny, nz] = [0, 0, 0];
  // Measured from the first point, so that far-off coordinates do not eat up the digits.
  for (let i = 3; i + 5 < points.length; i += 3) {
    const [ax, ay, az] = [points[i]! - x0, points[i + 1]! - y0, points[i + 2]! - z0];
    const [bx, by, bz] = [points[i + 3]! - x0, points[i + 4]! - y0, points[i + 5]! - z0];
    nx += ay * bz - az * by;
    ny += az * bx - ax * bz;
    nz += ax * by - ay * bx;
  }
  return Math.hypot(nx, ny, nz) / 2;
}

/** Mean of the z coordinates, to 0.001 mm: tells axial planes apart. */
export function meanZ({ points }: Contour): number {
  let sum = 0;
  for (let i = 2; i < points.length; i += 3) sum += points[i]!;
  return Math.round((sum / (points.length / 3)) * 1000) / 1000;
}
