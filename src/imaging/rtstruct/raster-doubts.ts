import type { Finding } from '../../core/finding.js';
import type { Raster } from './raster.js';
import type { Roi } from './structure-set.js';

/** What keeps the voxels of a region from being all that was drawn. */
export function rasterDoubts({ number, contours }: Roi, raster: Raster, path: string): Finding[] {
  const findings: Finding[] = [];
  const { offGrid, crossing } = raster;
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
  return findings;
}
