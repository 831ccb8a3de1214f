import { gridDifference } from '../imaging/check-against-images.js';
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
  const volumes = images.series.flatMap((series) =>
    series.grid === null ? [] : [{ series, grid: series.grid }],
  );
  const [first] = volumes;
  if (own === null || first === undefined) {
    const message = own === null ? 'it is no volume' : 'the images are no even volume';
    return {
      facts: {},
      lines: [],
      findings: [
        {
          code: 'IMAGE-WITHOUT-GRID',
          severity: 'error',
          path,
          message: `${message}: whether it belongs to the images cannot be told`,
          fix: 'give the complete series, and a volume with spacing and position',
          args: {},
        },
      ],
    };
  }
  const fits = volumes.find(({ grid }) => gridDifference(own, grid, part) === null);
  const { series, grid } = fits ?? first;
  const difference = gridDifference(own, grid, part);
  return {
    ...heldFacts(own, series, images),
    findings:
      difference === null
        ? []
        : [
            {
              code: 'IMAGE-GRID-DIFFERS',
              severity: 'error',
              path,
              message: `its grid is not that of the images: ${difference}`,
              fix: 'give the image it belongs to; resample nothing by hand',
              args: {},
            },
          ],
    ...(marks === null ? {} : { picture: () => overlay(marks(), own, series, images) }),
  };
}
