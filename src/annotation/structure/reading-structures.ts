import { gridOfIndices, type Grid } from '../../imaging/grid.js';
import { LIMITS } from '../../imaging/limits.js';
import { rasterise } from '../../imaging/rtstruct/raster.js';
import type { Annotation, AnnotationSet, Contour } from '../annotation.js';
import { entryDoubts } from '../entry-doubts.js';
import { gridOf } from './on-grid.js';
import type { StructureFile, StructureMask } from './structure.js';

/** A contour lies on a slice when it is this near, in slice distances. */
const ON_SLICE = 0.1;
/** A z position tells the slice only of slices that lie across the patient. */
const ACROSS = 0.99;

/**
 * Nodules of a reading in the form of LIDC-IDRI, a structure for each nodule and reader. The pixels of an outline lie
 * just outside of what they surround: a pixel is of the nodule when it is enclosed and not on the outline; holes are
 * taken out in the same way. Marks of a single pixel (nodules below 3 mm, what is no nodule) have no extent and are no
 * structures. Slices are told by their z position.
 */
export function readingStructures(set: AnnotationSet, path: string): StructureFile {
  const nodules = set.annotations.filter(hasExtent);
  return {
    path,
    structures: nodules.map((nodule, i) => ({
      name: nodule.label,
      reader: nodule.reader,
      instance: String(nodule.attributes['id'] ?? ''),
      onGrid: (images) => maskOf(nodule, `mark ${i + 1}`, gridOf(images, path), path),
    })),
    check: ({ seriesUid }) =>
      set.images.some(({ id }) => id === seriesUid)
        ? []
        : [
            {
              code: 'ANNOTATION-WITHOUT-IMAGE',
              severity: 'error',
              path,
              message: 'the reading is of another series',
              fix: 'give the series that was read',
              args: {},
            },
          ],
  };
}

function hasExtent({ shape }: Annotation): boolean {
  return shape.type === 'contours' && shape.contours.some(({ pixels }) => pixels.length > 2);
}

function maskOf({ shape }: Annotation, entry: string, grid: Grid, path: string): StructureMask {
  const [columns, rows, slices] = grid.size;
  const mask = new Uint8Array(columns * rows * slices);
  const contours = shape.type === 'contours' ? shape.contours : [];
  const budget = { left: LIMITS.contourCrossings };
  let offSlice = false;
  // Holes last: they are taken out of all that is around them.
  for (const inclusion of [true, false]) {
    for (const contour of contours.filter((one) => one.inclusion === inclusion)) {
      const slice = sliceOf(contour, grid);
      if (slice === null) {
        offSlice = true;
        continue;
      }
      const within = enclosed(contour, columns, rows, path, budget);
      const plane = mask.subarray(slice * columns * rows, (slice + 1) * columns * rows);
      within.forEach((inside, i) => {
        if (inside === 1) plane[i] = inclusion ? 1 : 0;
      });
    }
  }
  const findings = entryDoubts(
    {
      code: 'ANNOTATION-SLICE-MISSING',
      severity: 'error',
      what: 'on a slice that is not there',
      fix: 'give the complete series that was read',
    },
    path,
    offSlice ? [entry] : [],
  );
  return { mask, findings };
}

function sliceOf({ zMm }: Contour, { origin, spacingMm, axes, size }: Grid): number | null {
  const across = axes[2][2];
  if (zMm === null || Math.abs(across) < ACROSS) return null;
  const at = (zMm - origin[2]) / (across * spacingMm[2]);
  const slice = Math.round(at);
  return Math.abs(at - slice) <= ON_SLICE && slice >= 0 && slice < size[2] ? slice : null;
}

/** Pixels inside of an outline, those of the outline left out. */
function enclosed(
  { pixels }: Contour,
  columns: number,
  rows: number,
  path: string,
  budget: { left: number },
): Uint8Array {
  const count = pixels.length / 2;
  const points = new Float64Array(3 * count);
  for (let i = 0; i < count; i += 1) points.set([pixels[2 * i]!, pixels[2 * i + 1]!, 0], 3 * i);
  const outline = { type: 'CLOSED_PLANAR', points, imageUids: [] };
  const { mask } = rasterise([outline], gridOfIndices([columns, rows, 1]), path, 1, budget);
  for (let i = 0; i < count; i += 1) {
    const next = (i + 1) % count;
    const [x, y] = [pixels[2 * i]!, pixels[2 * i + 1]!];
    const [dx, dy] = [pixels[2 * next]! - x, pixels[2 * next + 1]! - y];
    const steps = Math.max(Math.abs(dx), Math.abs(dy), 1);
    for (let step = 0; step < steps; step += 1) {
      const column = x + Math.round((dx * step) / steps);
      const row = y + Math.round((dy * step) / steps);
      if (column >= 0 && column < columns && row >= 0 && row < rows) mask[row * columns + column] = 0;
    }
  }
  return mask;
}
