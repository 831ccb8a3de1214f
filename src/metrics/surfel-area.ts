/**
 * Area (3D, mm²) or length (2D, mm) of the surface that passes between the 8 or 4 voxel centres of a neighbourhood,
 * by what is foreground: marching cubes and squares with edges cut in their middle. The areas are those of
 * DeepMind's surface-distance (Nikolov et al. 2021, doi:10.2196/26151), derived here from one rule:
 * the smaller side (with four of each, the side without the first voxel) falls into groups joined along edges, each
 * group has its own patch, and a patch that is not flat is cut so that each end of the group keeps its corner triangle.
 */

type Vector = readonly [number, number, number];

/** Voxel k of a 2 x 2 x 2 neighbourhood has bit 7 - k, k = 4 z + 2 y + x. @returns 256 areas */
export function surfelAreas3(spacing: Vector): Float64Array {
  const areas = new Float64Array(256);
  for (let code = 1; code < 255; code += 1) {
    let sum = 0;
    for (const group of groups(minority(code))) {
      for (const normal of patch(group)) sum += area(normal, spacing);
    }
    areas[code] = sum;
  }
  return areas;
}

/** Voxel k of a 2 x 2 neighbourhood has bit 3 - k, k = 2 y + x. @returns 16 lengths */
export function surfelLengths2([rowMm, columnMm]: readonly [number, number]): Float64Array {
  const corner = 0.5 * Math.sqrt(rowMm ** 2 + columnMm ** 2);
  const lengths = new Float64Array(16);
  for (let code = 1; code < 15; code += 1) {
    const bits = bitCount(code);
    if (bits !== 2) lengths[code] = corner;
    else if (code === 0b0011 || code === 0b1100) lengths[code] = columnMm;
    else if (code === 0b0101 || code === 0b1010) lengths[code] = rowMm;
    else lengths[code] = 2 * corner;
  }
  return lengths;
}

/** Half the cross product of two triangle edges in voxel units, scaled to mm². */
function area([z, y, x]: Vector, [sz, sy, sx]: Vector): number {
  return Math.sqrt((z * sy * sx) ** 2 + (y * sz * sx) ** 2 + (x * sz * sy) ** 2);
}

function bitCount(code: number): number {
  let count = 0;
  for (let rest = code; rest > 0; rest >>>= 1) count += rest & 1;
  return count;
}

/** Corners of the smaller side, each as a number with bits z, y, x. */
function minority(code: number): number[] {
  const bits = bitCount(code);
  const side = bits > 4 || (bits === 4 && code >= 128) ? 255 - code : code;
  return Array.from({ length: 8 }, (_, corner) => corner).filter((corner) => (side >>> (7 - corner)) & 1);
}

function joined(a: number, b: number): boolean {
  return bitCount(a ^ b) === 1;
}

/** Groups of corners joined along edges. */
function groups(corners: readonly number[]): number[][] {
  const left = new Set(corners);
  const found: number[][] = [];
  for (const start of corners) {
    if (!left.delete(start)) continue;
    const group = [start];
    for (const here of group) {
      for (const next of [...left]) {
        if (joined(here, next)) {
          left.delete(next);
          group.push(next);
        }
      }
    }
    found.push(group);
  }
  return found;
}

const CORNER = 1 / 8;

/** Triangle normals (absolute values, z y x) of the patch around one group. */
function patch(group: readonly number[]): Vector[] {
  const corner: Vector = [CORNER, CORNER, CORNER];
  if (group.length === 1) return [corner];
  if (group.length === 2) {
    const slope = across(axis(group[0]! ^ group[1]!));
    return [slope, slope];
  }
  const span = group.reduce((seen, member) => seen | (member ^ group[0]!), 0);
  const across3 = span === 7 ? undefined : axis(7 ^ span);
  if (group.length === 3) return [along(across3!), [2 * CORNER, 2 * CORNER, 2 * CORNER], corner];
  if (across3 !== undefined) return [along(across3), along(across3)];
  const degrees = group.map((member) => group.filter((other) => joined(member, other)).length);
  if (degrees.includes(3)) return [[6 * CORNER, 6 * CORNER, 6 * CORNER]];
  // A chain of four: its two ends leave along different axes.
  const ends = group
    .filter((_, k) => degrees[k] === 1)
    .map((end) => axis(end ^ group.find((other) => joined(end, other))!));
  return [corner, [3 * CORNER, 3 * CORNER, 3 * CORNER], across(ends[0]!), across(ends[1]!)];
}

/** Axis (0 z, 1 y, 2 x) of a number with one bit. */
function axis(bit: number): 0 | 1 | 2 {
  return bit === 4 ? 0 : bit === 2 ? 1 : 2;
}

function along(direction: number): Vector {
  return [0, 1, 2].map((k) => (k === direction ? 4 * CORNER : 0)) as unknown as Vector;
}

function across(direction: number): Vector {
  return [0, 1, 2].map((k) => (k === direction ? 0 : 2 * CORNER)) as unknown as Vector;
}
