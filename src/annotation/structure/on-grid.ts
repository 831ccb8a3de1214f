import { AppError } from '../../core/error.js';
import type { Grid } from '../../imaging/grid.js';
import { LIMITS } from '../../imaging/limits.js';
import { placeWithin, spreadMask } from '../../imaging/part-of-grid.js';
import type { MaskTarget } from './structure.js';

/** @throws AppError GEOMETRY-NO-POSITION when the images are no even volume, IMAGE-UNSUPPORTED for too many voxels */
export function gridOf({ grid }: MaskTarget, path: string): Grid {
  if (grid === null) {
    throw new AppError('GEOMETRY-NO-POSITION', 'the images are no even volume: there is no grid for a mask', {
      place: path,
      hint: 'give the complete series it was drawn on',
    });
  }
  const voxels = grid.size[0] * grid.size[1] * grid.size[2];
  if (voxels <= LIMITS.maskVoxels) return grid;
  throw new AppError('IMAGE-UNSUPPORTED', `the images have ${voxels} voxels`, {
    place: path,
    hint: `masks of up to ${LIMITS.maskVoxels} voxels are made: give a part of the series`,
  });
}

/**
 * A mask of another grid on that of the images, voxel for voxel.
 * @throws AppError INPUT-FINDINGS when a voxel of the mask is none of the images
 */
export function maskOnGrid(mask: Uint8Array, own: Grid, images: Grid, path: string): Uint8Array {
  const placement = placeWithin(own, images);
  if (placement.inside) return spreadMask(mask, own, images, placement);
  throw new AppError('INPUT-FINDINGS', `its grid is not that of the images: ${placement.message}`, {
    place: path,
    hint: 'give the images it was drawn on; no mask is resampled',
  });
}

/** @throws AppError GEOMETRY-NO-POSITION always */
export function withoutGrid(path: string): never {
  throw new AppError('GEOMETRY-NO-POSITION', 'it has no place in the patient: there is no mask of it', {
    place: path,
    hint: 'export it with spacing, orientation and position',
  });
}
