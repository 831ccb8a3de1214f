import type { Finding } from '../core/finding.js';
import { normalOf } from './frame-planes.js';
import { spacingDoubt } from './geometry-findings.js';
import { lengthOf, minus } from './grid.js';
import type { Grid } from './grid.js';
import type { SliceHeader } from './slice-header.js';
import { tolerance } from './slice-steps.js';

/**
 * The grid of slices in order of position: its slice axis is the mean step from the first slice to the last, the other
 * axes are those of the header. Null for fewer than two positions.
 */
export function gridOf(slices: readonly SliceHeader[]): Grid | null {
  const [first, last] = [slices[0], slices.at(-1)];
  if (first === undefined || last === undefined || slices.length < 2) return null;
  const whole = minus(last.position!, first.position!);
  const length = lengthOf(whole);
  if (length === 0) return null;
  const [rowMm, columnMm] = first.pixelSpacingMm!;
  return {
    size: [first.columns, first.rows, slices.length],
    spacingMm: [columnMm, rowMm, length / (slices.length - 1)],
    origin: first.position!,
    axes: [...first.axes!, [whole[0] / length, whole[1] / length, whole[2] / length]],
  };
}

/** The plane of one slice as a grid one voxel deep, 1 mm where the header states no thickness; null without a place. */
export function planeGrid(slice: SliceHeader): Grid | null {
  const { position, axes, pixelSpacingMm, sliceThicknessMm, columns, rows } = slice;
  if (position === null || axes === null || pixelSpacingMm === null) return null;
  const depthMm = sliceThicknessMm !== null && sliceThicknessMm > 0 ? sliceThicknessMm : 1;
  return {
    size: [columns, rows, 1],
    spacingMm: [pixelSpacingMm[1], pixelSpacingMm[0], depthMm],
    origin: position,
    axes: [...axes, normalOf(axes)],
  };
}

/** SpacingBetweenSlices is the gap between slices for some vendors; SliceThickness may be more or less than the distance. */
export function statedSpacings(
  [first]: readonly SliceHeader[],
  { spacingMm: [, , distanceMm] }: Grid,
): Finding[] {
  const { spacingBetweenSlicesMm: between, sliceThicknessMm: thickness } = first!;
  const differs = (mm: number | null): mm is number =>
    mm !== null && Math.abs(Math.abs(mm) - distanceMm) > tolerance(distanceMm);
  return [
    ...(differs(between) ? [spacingDoubt(first!, 'SpacingBetweenSlices', between, distanceMm)] : []),
    ...(differs(thickness) ? [spacingDoubt(first!, 'SliceThickness', thickness, distanceMm)] : []),
  ];
}
