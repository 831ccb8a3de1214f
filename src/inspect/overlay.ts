import type { ImageSeries } from '../imaging/check-against-images.js';
import type { Grid } from '../imaging/grid.js';
import { placeWithin, spreadMask } from '../imaging/part-of-grid.js';
import type { Picture } from '../imaging/picture.js';
import type { ScalarValues } from '../imaging/scalar-values.js';
import { labelPicture } from '../imaging/volume-picture.js';
import type { GivenImages } from './inspector.js';

/** What is drawn over an image: a number for each voxel, 0 for nothing, and a colour for numbers that have one. */
export interface Marks {
  labels: ScalarValues;
  colours: ReadonlyMap<number, readonly [number, number, number]>;
}

/** Marks over the values of a series, or over black where those cannot be read. */
export async function overlay(
  { labels, colours }: Marks,
  own: Grid,
  series: ImageSeries,
  images: GivenImages,
): Promise<Picture> {
  const values = await images.values(series);
  if (values === null || series.grid === null) return labelPicture(own, labels, colours);
  const placement = placeWithin(own, series.grid);
  if (!placement.inside) return labelPicture(own, labels, colours);
  return labelPicture(series.grid, spreadMask(labels, own, series.grid, placement), colours, values);
}
