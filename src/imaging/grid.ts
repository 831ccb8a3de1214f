/** A point or direction in the patient: left, posterior, superior (DICOM LPS), mm where it is a length. */
export type Vec3 = readonly [number, number, number];

/**
 * Where the voxels of a volume lie. Index order is column, row, slice: column index runs fastest in memory.
 * NIfTI's RAS and NRRD's other spaces are turned into LPS by their readers.
 */
export interface Grid {
  /** Columns, rows, slices. */
  size: Vec3;
  /** Distance of neighbouring columns, rows, slices. */
  spacingMm: Vec3;
  /** Centre of the first voxel. */
  origin: Vec3;
  /** Unit vectors along which column, row and slice index grow. */
  axes: readonly [Vec3, Vec3, Vec3];
}

/** Where nothing but the indices is known: 1 mm apart, along the axes of the patient. */
export function gridOfIndices(size: Vec3): Grid {
  return {
    size,
    spacingMm: [1, 1, 1],
    origin: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  };
}

/** Centre of a voxel in the patient; indices may be fractions. */
export function pointOf(grid: Grid, column: number, row: number, slice: number): Vec3 {
  const index = [column, row, slice] as const;
  const along = (k: 0 | 1 | 2): number =>
    grid.axes.reduce((sum, axis, i) => sum + axis[k] * grid.spacingMm[i]! * index[i]!, grid.origin[k]);
  return [along(0), along(1), along(2)];
}

/** Nine direction cosines, row by row, a column for each index: the form ITK and its readers use. */
export function directionOf({ axes: [column, row, slice] }: Grid): number[] {
  return [0, 1, 2].flatMap((k) => [column[k]!, row[k]!, slice[k]!]);
}

/** 4 × 4, row by row: (column, row, slice, 1) to mm in LPS. */
export function affineOf(grid: Grid): number[][] {
  const rows = [0, 1, 2].map((k) => [
    ...grid.axes.map((axis, i) => axis[k]! * grid.spacingMm[i]!),
    grid.origin[k]!,
  ]);
  return [...rows, [0, 0, 0, 1]];
}

export function voxelVolumeMm3({ spacingMm, axes: [a, b, c] }: Grid): number {
  return spacingMm[0] * spacingMm[1] * spacingMm[2] * Math.abs(dot(a, cross(b, c)));
}

export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function minus(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function lengthOf(a: Vec3): number {
  return Math.hypot(a[0], a[1], a[2]);
}
