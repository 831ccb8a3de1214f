import { cross, dot, lengthOf, type Grid, type Vec3 } from './grid.js';

/** Axes whose cosine is larger than this are not at right angles. */
const SHEAR = 1e-3;

/**
 * A grid from the steps between voxels.
 * @param steps mm in LPS from one voxel to the next along each index
 * @returns null when a number is missing, a step is 0 or the steps lie in one plane
 */
export function gridFromSteps(size: Vec3, steps: readonly [Vec3, Vec3, Vec3], origin: Vec3): Grid | null {
  const [a, b, c] = steps;
  if (![...a, ...b, ...c, ...origin].every(Number.isFinite)) return null;
  const spacingMm: Vec3 = [lengthOf(a), lengthOf(b), lengthOf(c)];
  if (!spacingMm.every((length) => length > 0 && Number.isFinite(length))) return null;
  const unit = (step: Vec3, length: number): Vec3 => [step[0] / length, step[1] / length, step[2] / length];
  const axes = [unit(a, spacingMm[0]), unit(b, spacingMm[1]), unit(c, spacingMm[2])] as const;
  if (Math.abs(dot(axes[0], cross(axes[1], axes[2]))) < SHEAR) return null;
  return { size, spacingMm, origin, axes };
}

/** Whether the axes are not at right angles: distances along such a grid are not those of its spacing. */
export function isSheared({ axes: [a, b, c] }: Grid): boolean {
  return [dot(a, b), dot(a, c), dot(b, c)].some((cosine) => Math.abs(cosine) > SHEAR);
}

/** Between RAS and LPS, both ways: x and y change sign. */
export function turnedRasLps([x, y, z]: Vec3): Vec3 {
  // 0 - x, so that 0 does not become -0.
  return [0 - x, 0 - y, z];
}
