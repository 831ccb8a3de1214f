import { orderBetween } from './compare-grids.js';
import type { Grid } from './grid.js';
import { greyOf, shadesOf, type Picture, type Shades } from './picture.js';

/** Longest side of one of the three slices in a picture. */
const LONGEST = 640;
const SHORTEST = 256;
const GAP = 4;

const PATIENT: Grid['axes'] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/**
 * Axial, coronal and sagittal slice through the middle of a volume, side by side, to scale: the patient's left is on
 * the right, anterior on top (axial) or on the left (sagittal), head on top. An oblique volume is shown along its own
 * axes, each named after the nearest of the patient.
 * @param values the first index of `grid` fastest
 */
export function volumePicture(
  grid: Grid,
  values: ArrayLike<number>,
  shades: Shades = shadesOf(values),
): Picture {
  const middle = grid.size.map((count) => Math.floor(count / 2));
  return threeSlices(grid, middle, 1, (pixels, at, voxel) => {
    pixels[at] = greyOf(values[voxel]!, shades);
  });
}

/** Share of the label's colour where an image shows through. */
const TINT = 0.45;

/**
 * Labels in colours, cut through the middle of what is labelled.
 * @param labels a number for each voxel, 0 is background
 * @param colours RGB of 0 to 255 for labels; others take one of a palette
 * @param image values of the same voxels to show below; black where absent
 */
export function labelPicture(
  grid: Grid,
  labels: ArrayLike<number>,
  colours: ReadonlyMap<number, readonly [number, number, number]> = new Map(),
  image?: ArrayLike<number>,
): Picture {
  const shades = image === undefined ? null : shadesOf(image);
  return threeSlices(grid, middleOf(grid, labels), 3, (pixels, at, voxel) => {
    const label = labels[voxel]!;
    const grey = image === undefined || shades === null ? null : greyOf(image[voxel]!, shades);
    if (label === 0 || Number.isNaN(label)) {
      pixels.fill(grey ?? 0, at, at + 3);
      return;
    }
    const colour = colours.get(label) ?? paletteColour(label);
    for (let i = 0; i < 3; i += 1) {
      pixels[at + i] = grey === null ? colour[i]! : Math.round(TINT * colour[i]! + (1 - TINT) * grey);
    }
  });
}

/** Well apart from one label to the next: hue by the golden angle, never dark. */
export function paletteColour(label: number): [number, number, number] {
  const turn = (Math.abs(label) * 0.618034 + 0.96) % 1;
  const channel = (shift: number): number => {
    const k = (shift + turn * 6) % 6;
    return Math.round(255 * (0.95 - 0.7 * Math.max(0, Math.min(k, 4 - k, 1))));
  };
  return [channel(5), channel(3), channel(1)];
}

/** Middle of the box around all labels; of the volume where there are none. */
function middleOf({ size }: Grid, labels: ArrayLike<number>): number[] {
  const [low, high] = [[...size] as number[], [-1, -1, -1]];
  const [columns, rows, slices] = size;
  for (let z = 0, at = 0; z < slices; z += 1) {
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < columns; x += 1, at += 1) {
        if (labels[at] === 0) continue;
        if (x < low[0]!) low[0] = x;
        if (x > high[0]!) high[0] = x;
        if (y < low[1]!) low[1] = y;
        if (y > high[1]!) high[1] = y;
        if (z < low[2]!) low[2] = z;
        high[2] = z;
      }
    }
  }
  return size.map((count, i) => Math.floor(high[i] === -1 ? count / 2 : (low[i]! + high[i]!) / 2));
}

/** Right and down on the picture: indices 0 to 2 are left, posterior, superior of the patient. */
const VIEWS: readonly View[] = [
  { right: 0, down: 1, up: false },
  { right: 0, down: 2, up: true },
  { right: 1, down: 2, up: true },
];

interface View {
  right: Axis;
  down: Axis;
  up: boolean;
}

type Axis = 0 | 1 | 2;

type Paint = (pixels: Uint8Array, at: number, voxel: number) => void;

function threeSlices(grid: Grid, middle: readonly number[], samples: 1 | 3, paint: Paint): Picture {
  const { axisOf, flipped } = orderBetween(PATIENT, grid.axes);
  const count = axisOf.map((axis) => grid.size[axis]!);
  const step = axisOf.map((axis) => grid.spacingMm[axis]!);
  const stride = axisOf.map((axis) => [1, grid.size[0], grid.size[0] * grid.size[1]][axis]!);
  const views = count[2] === 1 ? VIEWS.slice(0, 1) : VIEWS;
  const longestMm = Math.max(...count.map((n, i) => n * step[i]!));
  const pixelMm = Math.max(longestMm / LONGEST, Math.min(longestMm / SHORTEST, Math.min(...step)));
  const pixelsOf = (axis: number): number => Math.max(1, Math.round((count[axis]! * step[axis]!) / pixelMm));
  const rows = Math.max(...views.map(({ down }) => pixelsOf(down)));
  const columns = views.reduce((sum, { right }) => sum + pixelsOf(right) + GAP, -GAP);
  const pixels = new Uint8Array(columns * rows * samples);
  let left = 0;
  for (const { right, down, up } of views) {
    const [width, height] = [pixelsOf(right), pixelsOf(down)];
    const through = ([0, 1, 2] as const).find((axis) => axis !== right && axis !== down)!;
    const base = middle[axisOf[through]]! * stride[through]!;
    const top = Math.floor((rows - height) / 2);
    for (let y = 0; y < height; y += 1) {
      const row = indexAt(y, height, count[down]!, up !== flipped[down]) * stride[down]!;
      for (let x = 0; x < width; x += 1) {
        const column = indexAt(x, width, count[right]!, flipped[right]) * stride[right]!;
        paint(pixels, ((top + y) * columns + left + x) * samples, base + row + column);
      }
    }
    left += width + GAP;
  }
  return { columns, rows, samples, pixels };
}

/** The voxel under the middle of a pixel. */
function indexAt(pixel: number, pixels: number, voxels: number, backwards: boolean): number {
  const index = Math.min(voxels - 1, Math.floor(((pixel + 0.5) * voxels) / pixels));
  return backwards ? voxels - 1 - index : index;
}
