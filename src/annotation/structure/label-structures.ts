import { gridDifference } from '../../imaging/check-against-images.js';
import type { Grid } from '../../imaging/grid.js';
import type { ScalarValues } from '../../imaging/scalar-values.js';
import type { Finding } from '../../core/finding.js';
import { gridOf, maskOnGrid, withoutGrid } from './on-grid.js';
import type { MaskTarget, StructureFile } from './structure.js';

/** One label of a label map. */
export interface Label {
  name: string | null;
  number: number;
  /** Samples of the map it is in; segmentations whose segments overlap have several layers. */
  values: () => ScalarValues;
}

/**
 * Labels of a NIfTI or NRRD label map or 3D Slicer segmentation. Such files name no reader.
 * @param own null where the file is no volume
 * @param part what a map may lack of the images: a 3D Slicer segmentation may be cut to what is marked
 */
export function labelStructures(
  labels: readonly Label[],
  own: Grid | null,
  part: 'nothing' | 'box',
  path: string,
  reader: string | null,
): StructureFile {
  return {
    path,
    structures: labels.map(({ name, number, values }) => ({
      name: name ?? String(number),
      reader,
      onGrid(images) {
        const grid = gridOf(images, path);
        const from = own ?? withoutGrid(path);
        const mask = Uint8Array.from(values(), (value) => (value === number ? 1 : 0));
        return { mask: maskOnGrid(mask, from, grid, path), findings: [] };
      },
    })),
    check: (images) => checkGrid(own, images, part, path),
  };
}

/** Files without references can be held against images by their voxels alone. */
export function checkGrid(
  own: Grid | null,
  { grid }: Pick<MaskTarget, 'grid'>,
  part: 'nothing' | 'box',
  path: string,
): Finding[] {
  const finding = (code: string, message: string, fix: string): Finding[] => [
    { code, severity: 'error', path, message, fix, args: {} },
  ];
  if (own === null || grid === null) {
    const message = own === null ? 'it is no volume' : 'the images are no even volume';
    return finding(
      'IMAGE-WITHOUT-GRID',
      `${message}: whether it belongs to the images cannot be told`,
      'give the complete series, and a volume with spacing and position',
    );
  }
  const difference = gridDifference(own, grid, part);
  if (difference === null) return [];
  return finding(
    'IMAGE-GRID-DIFFERS',
    `its grid is not that of the images: ${difference}`,
    'give the image it belongs to; resample nothing by hand',
  );
}
