import { affineOf, directionOf, type Grid } from '../imaging/grid.js';

/** The geometry of a volume as `inspect` prints it: LPS, mm, direction and affine row by row. */
export function volumeFacts(grid: Grid): Record<string, unknown> {
  return {
    size: [...grid.size],
    spacingMm: [...grid.spacingMm],
    origin: [...grid.origin],
    direction: directionOf(grid),
    affine: affineOf(grid),
  };
}
