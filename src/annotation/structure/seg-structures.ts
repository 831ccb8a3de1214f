import { checkAgainstImages } from '../../imaging/check-against-images.js';
import { isLabelBackground } from '../../imaging/seg/label-values.js';
import { segmentMask } from '../../imaging/seg/segment-mask.js';
import type { Segmentation } from '../../imaging/seg/segmentation.js';
import { gridOf, maskOnGrid, withoutGrid } from './on-grid.js';
import type { Structure, StructureFile } from './structure.js';

/**
 * Segments of a DICOM segmentation. Fractional ones are inside where their share is that of the rule or more;
 * segments without any frame are empty; slices that the segmentation leaves out are empty.
 * @param reader pseudonym of who made it
 */
export function segStructures(seg: Segmentation, path: string, reader: string | null): StructureFile {
  const numbers = [...new Set([...seg.segments.keys(), ...seg.framesOf.keys()])];
  const structures = numbers
    .filter((number) => !isLabelBackground(seg, number))
    .map((number): Structure => ({
      name: seg.segments.get(number)?.label ?? String(number),
      reader,
      onGrid(images, { fractionThreshold }) {
        const grid = gridOf(images, path);
        const own = seg.places.grid ?? withoutGrid(path);
        const mask = segmentMask(seg, number, fractionThreshold) ?? withoutGrid(path);
        return { mask: maskOnGrid(mask, own, grid, path), findings: [] };
      },
    }));
  return {
    path,
    structures,
    check: (images) => checkAgainstImages('SEG', seg.places.grid, seg.references, images, path),
  };
}
