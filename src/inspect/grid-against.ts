import { checkGrid } from '../annotation/structure/label-structures.js';
import type { Grid } from '../imaging/grid.js';
import type { GivenImages, Held } from './inspector.js';
import { heldFacts } from './held-facts.js';
import { overlay } from './overlay.js';
import type { Marks } from './overlay.js';

/**
 * Holds an image or label map without references against images: all that can be compared is where the voxels lie. Of
 * several series the one that fits is taken.
 * @param own null where it is no volume
 * @param part what may be missing of the images
 */
export function gridAgainst(
  own: Grid | null,
  part: 'nothing' | 'box',
  marks: (() => Marks) | null,
  images: GivenImages,
  path: string,
): Held {
  const fits = images.series.find((one) => checkGrid(own, one, part, path).length === 0);
  const series = fits ?? images.series.find(({ grid }) => grid !== null) ?? images.series[0];
  const findings = checkGrid(own, series, part, path);
  const drawn = own === null || marks === null ? null : { own, marks };
  return {
    ...heldFacts(own, series, images),
    findings,
    ...(drawn === null ? {} : { picture: () => overlay(drawn.marks(), drawn.own, series, images) }),
  };
}
