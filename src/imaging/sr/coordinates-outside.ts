import type { ImageSeries } from '../check-against-images.js';
import { dot, minus } from '../grid.js';
import type { Grid, Vec3 } from '../grid.js';
import type { Report } from './measurement-report.js';

/** Half a voxel beside the outermost centres is the edge; this much more is rounding of single floats. */
const BEYOND_EDGE = 0.5 + 0.01;

/**
 * How many graphics have a point outside of the images: in pixels where the graphic names one of them, in the box of
 * the volume where it is in its frame of reference. What names other images is not looked at, it is missing anyway.
 */
export function coordinatesOutside(graphics: Report['coordinates'], images: ImageSeries): number {
  const { grid } = images;
  if (grid === null) return 0;
  return graphics.filter((graphic) => {
    if (graphic.type === 'SCOORD3D') {
      const { frameOfReferenceUid: frame } = graphic;
      const here = frame === null || frame === images.frameOfReferenceUid;
      return here && !inVolume(graphic.coordinates, grid);
    }
    const here = graphic.images.some(({ instanceUid }) => images.instanceUids.has(instanceUid));
    return here && !inImage(graphic.coordinates, grid);
  }).length;
}

/** Pixel coordinates have their origin at the upper left corner of the image (PS3.3 C.18.6.1.1). */
function inImage(coordinates: Float32Array, { size: [columns, rows] }: Grid): boolean {
  const most = [columns, rows];
  return coordinates.every((value, i) => value >= -0.01 && value <= most[i % 2]! + 0.01);
}

function inVolume(coordinates: Float32Array, { size, spacingMm, origin, axes }: Grid): boolean {
  for (let i = 0; i + 2 < coordinates.length; i += 3) {
    const point: Vec3 = [coordinates[i]!, coordinates[i + 1]!, coordinates[i + 2]!];
    const from = minus(point, origin);
    for (const axis of [0, 1, 2] as const) {
      const index = dot(from, axes[axis]) / spacingMm[axis];
      if (index < -BEYOND_EDGE || index > size[axis] - 1 + BEYOND_EDGE) return false;
    }
  }
  return true;
}
