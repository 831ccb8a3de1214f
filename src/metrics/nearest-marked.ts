import { squaredDistance } from './distance-transform.js';

/** Time of a visited row of the search and of a voxel of the distance transform, ns: only their ratio matters. */
const ROW_COST = 30;
const VOXEL_COST = 85;
/** Rows around a voxel that the search may visit before it asks the distance transform. */
const MOST_ROWS = 4096;
const PROBES = 64;

type Triple = readonly [number, number, number];

/**
 * Squared distance from each marked voxel of `from`, in memory order, to the nearest marked voxel of `to`. Near
 * surfaces are found by searching rows outward; where that would visit too many, by the distance transform. Both give
 * the same bits: squares are summed slowest axis first.
 * @param size [slices, rows, columns] of both, row-major
 * @returns mm²; Infinity when nothing of `to` is marked
 */
export function nearestMarked(from: Uint8Array, to: Uint8Array, size: Triple, spacing: Triple): Float64Array {
  const points = markedIn(from);
  const rows = rowsOf(to, size);
  const found = new Float64Array(points.length).fill(Infinity);
  if (rows.column.length === 0 || points.length === 0) return found;
  const rings = ringOffsets(size, spacing);
  let visited = 0;
  const probes = Math.min(PROBES, points.length);
  for (let k = 0; k < probes; k += 1)
    visited += search(points[Math.floor((k * points.length) / probes)]!, rows, rings, size, spacing).visited;
  const slow = (visited / probes) * points.length * ROW_COST > from.length * VOXEL_COST;
  let transform = slow ? squaredDistance(to, size, spacing) : null;
  for (let k = 0; k < points.length; k += 1) {
    const point = points[k]!;
    if (transform === null) {
      const { best, settled } = search(point, rows, rings, size, spacing);
      if (settled) {
        found[k] = best;
        continue;
      }
      transform = squaredDistance(to, size, spacing);
    }
    found[k] = transform[point]!;
  }
  return found;
}

function markedIn(voxels: Uint8Array): Uint32Array {
  let count = 0;
  for (const voxel of voxels) if (voxel !== 0) count += 1;
  const points = new Uint32Array(count);
  let k = 0;
  for (let i = 0; i < voxels.length; i += 1) {
    if (voxels[i] !== 0) {
      points[k] = i;
      k += 1;
    }
  }
  return points;
}

/** Columns of the marked voxels, row after row; row r holds entries start[r] … start[r + 1] - 1. */
interface Rows {
  start: Uint32Array;
  column: Uint32Array;
}

function rowsOf(voxels: Uint8Array, [slices, rows, columns]: Triple): Rows {
  const points = markedIn(voxels);
  const start = new Uint32Array(slices * rows + 1);
  const column = new Uint32Array(points.length);
  points.forEach((point, k) => {
    const row = Math.floor(point / columns);
    start[row + 1] = k + 1;
    column[k] = point - row * columns;
  });
  for (let row = 1; row < start.length; row += 1) start[row] = Math.max(start[row]!, start[row - 1]!);
  return { start, column };
}

/** Steps to other rows, nearest first, with their squared distance. */
interface Rings {
  slice: Int32Array;
  row: Int32Array;
  squared: Float64Array;
  /** mm²: every row nearer than this is in the list. */
  limit: number;
}

function ringOffsets([slices, rows]: Triple, [sliceMm, rowMm]: Triple): Rings {
  const reach = Math.sqrt((MOST_ROWS * sliceMm * rowMm) / Math.PI);
  const far = slices === 1 ? 0 : Math.min(slices - 1, Math.ceil(reach / sliceMm));
  const wide = Math.min(rows - 1, Math.ceil(reach / rowMm));
  const list: [number, number, number][] = [];
  for (let z = -far; z <= far; z += 1) {
    for (let y = -wide; y <= wide; y += 1) {
      const squared = (z * sliceMm) ** 2 + (y * rowMm) ** 2;
      list.push([squared, z, y]);
    }
  }
  const complete = far === slices - 1 && wide === rows - 1;
  // Beyond the nearest missing row the order would not be the order of distance.
  const limit = complete
    ? Infinity
    : Math.min(
        far === slices - 1 ? Infinity : (far + 1) * sliceMm,
        wide === rows - 1 ? Infinity : (wide + 1) * rowMm,
      ) ** 2;
  const kept = list.filter(([squared]) => squared < limit).sort((a, b) => a[0] - b[0]);
  return {
    slice: Int32Array.from(kept, ([, z]) => z),
    row: Int32Array.from(kept, ([, , y]) => y),
    squared: Float64Array.from(kept, ([squared]) => squared),
    limit,
  };
}

function search(
  point: number,
  { start, column }: Rows,
  rings: Rings,
  [slices, rows, columns]: Triple,
  spacing: Triple,
): { best: number; visited: number; settled: boolean } {
  const { slice, row, squared, limit } = rings;
  const line = Math.floor(point / columns);
  const x = point - line * columns;
  const z0 = Math.floor(line / rows);
  const y0 = line - z0 * rows;
  const step = spacing[2];
  let best = Infinity;
  let k = 0;
  for (; k < squared.length && squared[k]! < best; k += 1) {
    const z = z0 + slice[k]!;
    const y = y0 + row[k]!;
    if (z < 0 || z >= slices || y < 0 || y >= rows) continue;
    let low = start[z * rows + y]!;
    const end = start[z * rows + y + 1]!;
    if (low === end) continue;
    const begin = low;
    for (let high = end; low < high;) {
      const middle = (low + high) >>> 1;
      if (column[middle]! < x) low = middle + 1;
      else high = middle;
    }
    let gap = low < end ? column[low]! - x : Infinity;
    if (low > begin) gap = Math.min(gap, x - column[low - 1]!);
    const along = gap * step;
    const here = squared[k]! + along * along;
    if (here < best) best = here;
  }
  return { best, visited: k, settled: k < squared.length || best <= limit };
}
