/** Samples of one component, row after row. */
export interface Plane {
  samples: Uint16Array;
  rows: number;
  columns: number;
  stride: number;
}

/**
 * A component of lower resolution brought to the size of the image. Half width, alone or with half height, is
 * interpolated with the triangle filter of the Independent JPEG Group, whose result dcmtk and GDCM give; other ratios,
 * and planes too narrow to interpolate, repeat samples.
 * @returns one row of `columns` samples at a time, the same array each time
 */
export function upsampledRow(
  plane: Plane,
  row: number,
  horizontal: number,
  vertical: number,
  to: Uint16Array,
): void {
  const { samples, stride } = plane;
  const near = Math.floor(row / vertical);
  if (horizontal === 2 && plane.columns > 2 && vertical === 1) {
    triangle(samples, near * stride, near * stride, plane.columns, to, 1);
  } else if (horizontal === 2 && plane.columns > 2 && vertical === 2) {
    const other = Math.min(plane.rows - 1, Math.max(0, row % 2 === 0 ? near - 1 : near + 1));
    triangle(samples, near * stride, other * stride, plane.columns, to, 2);
  } else {
    const from = near * stride;
    for (let i = 0; i < to.length; i += 1) to[i] = samples[from + Math.floor(i / horizontal)]!;
  }
}

/** Three parts of the nearer sample, one of the farther; rounding alternates so that no bias builds up. */
function triangle(
  samples: Uint16Array,
  near: number,
  far: number,
  columns: number,
  to: Uint16Array,
  dimensions: 1 | 2,
): void {
  const flat = dimensions === 1;
  const shift = flat ? 2 : 4;
  const [left, right] = flat ? [1, 2] : [8, 7];
  const sum = (i: number): number => (flat ? samples[near + i]! : 3 * samples[near + i]! + samples[far + i]!);
  let before = sum(0);
  let here = before;
  for (let i = 0; i < columns; i += 1) {
    const after = i + 1 < columns ? sum(i + 1) : here;
    to[2 * i] = (3 * here + before + left) >> shift;
    if (2 * i + 1 < to.length) to[2 * i + 1] = (3 * here + after + right) >> shift;
    before = here;
    here = after;
  }
}
