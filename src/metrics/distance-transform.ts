/**
 * Exact squared Euclidean distance from every voxel to the nearest marked voxel, anisotropic spacing, by lower
 * envelopes of parabolas, one axis after the other (Felzenszwalb & Huttenlocher 2012, doi:10.4086/toc.2012.v008a019).
 * Axes are taken slowest first, so the three squares are summed in the order numpy sums them.
 * @param seed not 0 where the distance is 0; row-major [slices, rows, columns]
 * @param size [slices, rows, columns]
 * @param spacing mm a step along each axis
 * @returns mm²; Infinity everywhere when nothing is marked
 */
export function squaredDistance(
  seed: Uint8Array,
  size: readonly [number, number, number],
  spacing: readonly [number, number, number],
): Float64Array {
  const [slices, rows, columns] = size;
  const distance = new Float64Array(seed.length);
  const longest = Math.max(rows, columns);
  const work = {
    line: new Float64Array(longest),
    site: new Int32Array(longest),
    edge: new Float64Array(longest + 1),
  };
  const plane = rows * columns;
  if (slices > 1) {
    scan(seed, distance, slices, plane, spacing[0]);
    for (let z = 0; z < slices; z += 1) {
      for (let x = 0; rows > 1 && x < columns; x += 1)
        along(distance, z * plane + x, columns, rows, spacing[1], work);
    }
  } else scan(seed, distance, rows, columns, spacing[1]);
  for (let start = 0; columns > 1 && start < seed.length; start += columns)
    along(distance, start, 1, columns, spacing[2], work);
  return distance;
}

/**
 * The first axis holds only seeds and nothing: squared distance along it by counting steps there and back, whole
 * sections of `section` voxels at a time, in the order they lie in memory.
 */
function scan(
  seed: Uint8Array,
  distance: Float64Array,
  sections: number,
  section: number,
  step: number,
): void {
  const end = sections * section;
  for (let i = 0; i < end; i += 1)
    distance[i] = seed[i] !== 0 ? 0 : i < section ? Infinity : distance[i - section]! + 1;
  for (let i = end - section - 1; i >= 0; i -= 1) {
    const back = distance[i + section]! + 1;
    if (back < distance[i]!) distance[i] = back;
  }
  for (let i = 0; i < end; i += 1) {
    const gap = distance[i]! * step;
    distance[i] = gap * gap;
  }
}

interface Work {
  line: Float64Array;
  site: Int32Array;
  edge: Float64Array;
}

/** One line: d(q) = min over p of f(p) + (step (q - p))². */
function along(
  values: Float64Array,
  start: number,
  stride: number,
  count: number,
  step: number,
  { line, site, edge }: Work,
): void {
  const square = step * step;
  let top = -1;
  for (let q = 0, i = start; q < count; q += 1, i += stride) {
    const f = values[i]!;
    line[q] = f;
    if (f === Infinity) continue;
    let from = -Infinity;
    while (top >= 0) {
      const p = site[top]!;
      // Where the parabola at q falls below the one at p.
      from = ((f - line[p]!) / square + (q * q - p * p)) / (2 * (q - p));
      if (from > edge[top]!) break;
      top -= 1;
    }
    if (top < 0) from = -Infinity;
    top += 1;
    site[top] = q;
    edge[top] = from;
  }
  if (top < 0) return;
  edge[top + 1] = Infinity;
  let k = 0;
  for (let q = 0, i = start; q < count; q += 1, i += stride) {
    while (edge[k + 1]! < q) k += 1;
    const gap = (q - site[k]!) * step;
    values[i] = line[site[k]!]! + gap * gap;
  }
}
