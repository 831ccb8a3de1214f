import { rounded } from './geometry-findings.js';
import type { Found } from './geometry-findings.js';
import type { Vec3 } from './grid.js';
import type { SliceHeader } from './slice-header.js';
import { drifting, gapKind, stepsOf, tolerance, usualDistance } from './slice-steps.js';

/**
 * Gaps between slices sorted along the normal, and shifts within their plane. Returns what is left when distant slices are
 * left out: the longest run without a wide gap.
 */
export function checkGaps(
  slices: SliceHeader[],
  normal: Vec3,
  mayLeaveOut: boolean,
  found: Found,
): SliceHeader[] {
  const steps = stepsOf(slices, normal);
  const usual = usualDistance(steps);
  if (usual === null) return slices;
  const runs: SliceHeader[][] = [slices.slice(0, 1)];
  const isEven = steps.every(({ alongMm }) => gapKind(alongMm, usual) === 'even');
  steps.forEach(({ alongMm, shiftMm }, i) => {
    const slice = slices[i + 1]!;
    const gap = gapKind(alongMm, usual);
    const far = `lies ${rounded(alongMm)} mm after the slice before, the usual distance is ${rounded(usual)} mm`;
    const args = { distanceMm: alongMm, usualMm: usual };
    if (gap === 'distant') {
      found('GEOMETRY-DISTANT-SLICE', slice, far, args);
      runs.push([slice]);
      return;
    }
    runs.at(-1)!.push(slice);
    const missing = Math.round(alongMm / usual) - 1;
    if (gap === 'missing')
      found('GEOMETRY-MISSING-SLICE', slice, `${far}: ${missing} missing between`, { ...args, missing });
    if (gap === 'uneven') found('GEOMETRY-UNEVEN-SPACING', slice, far, args);
    if (shiftMm > tolerance(Math.max(usual, alongMm))) {
      const degrees = rounded((Math.atan2(shiftMm, alongMm) * 180) / Math.PI);
      found(
        'GEOMETRY-GANTRY-TILT',
        slice,
        `is shifted by ${rounded(shiftMm)} mm within its plane against the slice before (${degrees}° from the normal)`,
        { shiftMm, degrees },
      );
    }
  });
  const drift = isEven ? drifting(slices, normal) : null;
  if (drift !== null) {
    found(
      'GEOMETRY-UNEVEN-SPACING',
      slices[drift.at]!,
      `lies ${rounded(drift.byMm)} mm off its place in an even grid`,
      { offMm: drift.byMm },
    );
  }
  if (!mayLeaveOut) return slices;
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest));
}
