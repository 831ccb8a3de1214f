import type { Finding } from '../../core/finding.js';
import type { Raster } from './raster.js';
import type { Roi } from './structure-set.js';

/**
 * What keeps the voxels of a region from being all that was drawn.
 * @param frameOfReferenceUid of the images; null where they have none
 */
export function rasterDoubts(
  { number, contours, frameOfReferenceUid: own }: Roi,
  raster: Raster,
  frameOfReferenceUid: string | null,
  path: string,
): Finding[] {
  const findings: Finding[] = [];
  const { offGrid, crossing, beyond, skipped } = raster;
  if (own !== null && frameOfReferenceUid !== null && own !== frameOfReferenceUid && contours.length > 0) {
    findings.push({
      code: 'RTSTRUCT-ROI-FRAME-DIFFERS',
      severity: 'error',
      path,
      message: `ROI ${number} was drawn in another frame of reference than that of the images`,
      fix: 'give the images it was drawn on: without a registration it has no place in these',
      args: { roi: number },
    });
  }
  if (offGrid.length > 0) {
    findings.push({
      code: 'RTSTRUCT-CONTOUR-OFF-GRID',
      severity: 'error',
      path,
      message: `${offGrid.length} of ${contours.length} contours of ROI ${number} lie on no slice of the images`,
      fix: 'give the series the contours were drawn on, complete',
      args: { roi: number, offGrid: offGrid.length, contours: contours.length },
    });
  }
  if (crossing.length > 0) {
    findings.push({
      code: 'RTSTRUCT-CONTOURS-CROSS',
      severity: 'warning',
      path,
      message: `${crossing.length} of ${contours.length} contours of ROI ${number} cross or repeat another of their slice; what they share is left out`,
      fix: 'look at the region: a hole lies inside of its outline, parts lie beside one another',
      args: { roi: number, crossing: crossing.length, contours: contours.length },
    });
  }
  if (beyond.length > 0) {
    findings.push({
      code: 'RTSTRUCT-CONTOUR-BEYOND',
      severity: 'warning',
      path,
      message: `${beyond.length} of ${contours.length} contours of ROI ${number} reach beyond the images; what lies there is left out`,
      fix: 'give the images the region was drawn on, not a part of their field of view',
      args: { roi: number, beyond: beyond.length, contours: contours.length },
    });
  }
  if (skipped > 0) {
    findings.push({
      code: 'RTSTRUCT-SLICES-SKIPPED',
      severity: 'info',
      path,
      message: `ROI ${number} has no contour on ${skipped} slices between its first and its last; nothing is filled in`,
      fix: 'make sure that the region has a gap there, and was not drawn on some slices only',
      args: { roi: number, skipped },
    });
  }
  return findings;
}
