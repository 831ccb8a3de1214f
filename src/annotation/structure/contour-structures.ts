import { checkAgainstImages } from '../../imaging/check-against-images.js';
import { rasterDoubts } from '../../imaging/rtstruct/raster-doubts.js';
import { rasterise } from '../../imaging/rtstruct/raster.js';
import type { Roi, StructureSet } from '../../imaging/rtstruct/structure-set.js';
import { gridOf } from './on-grid.js';
import type { StructureFile } from './structure.js';

/**
 * Regions of a structure set. A region without contours is empty; contours on no slice of the images are an error in
 * the findings of the mask, which lacks them.
 * @param readerOf pseudonym of who drew a region
 */
export function contourStructures(
  set: StructureSet,
  path: string,
  readerOf: (roi: Roi) => string | null,
): StructureFile {
  return {
    path,
    structures: set.rois.map((roi) => ({
      name: roi.name ?? String(roi.number),
      reader: readerOf(roi),
      onGrid(images) {
        const raster = rasterise(roi.contours, gridOf(images, path), path, roi.number);
        return { mask: raster.mask, findings: rasterDoubts(roi, raster, images.frameOfReferenceUid, path) };
      },
    })),
    check: (images) => checkAgainstImages('RTSTRUCT', null, set.references, images, path),
  };
}
