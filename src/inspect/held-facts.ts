import type { ImageSeries } from '../imaging/check-against-images.js';
import type { Grid } from '../imaging/grid.js';
import { placeWithin } from '../imaging/part-of-grid.js';
import type { GivenImages, Held } from './inspector.js';

/** Which series an annotation was held against, and how its own grid, where it has one, lies in that of the images. */
export function heldFacts(
  own: Grid | null,
  series: ImageSeries,
  images: GivenImages,
): Pick<Held, 'series' | 'facts' | 'lines'> {
  const placement = own === null || series.grid === null ? null : placeWithin(own, series.grid);
  const inside = placement?.inside === true ? placement : null;
  const imageVoxels = series.grid === null ? null : [...series.grid.size];
  return {
    series,
    facts: {
      heldAgainst: {
        series: images.series.indexOf(series) + 1,
        ofSeries: images.series.length,
        instances: series.instanceUids.size,
        imageSize: imageVoxels,
        sameLattice: placement === null ? null : placement.inside,
        firstVoxel: inside?.offset ?? null,
        displacementMm: inside?.displacementMm ?? null,
        // Axes flipped or in another order than in the images: masks are compared by place, never by index.
        reordered:
          inside === null
            ? null
            : !inside.order.axisOf.every((axis, i) => axis === i && !inside.order.flipped[i]),
      },
    },
    lines: [
      `held against series ${images.series.indexOf(series) + 1} of ${images.series.length}` +
        (imageVoxels === null ? ', which is no even volume' : `, ${imageVoxels.join(' × ')} voxels`),
    ],
  };
}
