import { NEAR_THRESHOLD } from './picture-likeness.js';
import type { Picture } from './picture-signature.js';
import { AS_IT_IS, axisSamples, CORE, REACH, SIDE, warp, warpColumns, warpRows } from './picture-warp.js';
import type { AxisSamples } from './picture-warp.js';

/*
 * A cheap sign that two pictures are not near, so that few pairs need the search of `likeness`.
 *
 * The core of a picture less its mean, over its length, is a point of the unit sphere; the correlation r of two is
 * their scalar product, so their distance is √(2 − 2r). An outline is what such a point has in the lowest cosine waves,
 * which are orthonormal: no outlines of two points lie farther apart than the points (Bessel's inequality). So where
 * the outline of the one lies farther than √(2 − 2 · NEAR_THRESHOLD) from every outline the other can have with moved
 * borders, the likeness is below the threshold.
 *
 * What outlines it can have is held in boxes: one for all positions of the four borders, 16 for half the way of each,
 * 256 for a quarter. They are taken at 5 positions of each border; `SLACK` is for the positions between.
 */

/** Highest sum of the two frequencies of a wave. */
const WAVES = 7;
const PAIRS = Array.from({ length: WAVES + 1 }, (_, u) => u).flatMap((u) =>
  Array.from({ length: WAVES + 1 - u }, (_, v): [number, number] => [u, v]),
);
/** Every wave but the constant one, which is the first. */
const LENGTH = PAIRS.length - 1;
const CELLS = 4;
const POSITIONS = CELLS + 1;
const LEAVES = CELLS ** 4;
/** Leaves, then 16 boxes of 16 leaves each, then the box of all. */
const NODES = LEAVES + 16 + 1;
/** Farthest that an outline was seen outside its box: 0.056 in 47,000 (docs/decisions/0012-near-duplicates.md). */
const SLACK = 0.06;
const LIMIT = (Math.sqrt(2 - 2 * NEAR_THRESHOLD) + SLACK) ** 2;

const COSINES = Array.from({ length: WAVES + 1 }, (_, u) =>
  Float64Array.from(
    { length: CORE },
    (_, i) => Math.sqrt((u === 0 ? 1 : 2) / CORE) * Math.cos((Math.PI * u * (i + 0.5)) / CORE),
  ),
);

/** Outline of a picture as it is; null for one whose core is of one grey, which is like nothing. */
export function outlineOf(picture: Picture): Float64Array | null {
  const core = warp(picture.grey, AS_IT_IS);
  const waves = new Float64Array((WAVES + 1) * CORE);
  for (let u = 0; u <= WAVES; u += 1) project(COSINES[u]!, core, CORE, waves, u * CORE);
  const outline = new Float64Array(LENGTH);
  const squares = core.reduce((sum, value) => sum + value * value, 0);
  return writeOutline(squares, waves, outline, 0) ? outline : null;
}

/** All outlines that a picture can have. */
export class Outlines {
  readonly #low = new Float64Array(NODES * LENGTH);
  readonly #high = new Float64Array(NODES * LENGTH);
  /** Within some borders the picture is of one grey: nothing can be said. */
  readonly #open: boolean;

  constructor(picture: Picture) {
    const corners = sample(picture);
    this.#open = corners === null;
    this.#low.fill(Infinity);
    this.#high.fill(-Infinity);
    if (corners === null) return;
    for (let leaf = 0; leaf < LEAVES; leaf += 1) {
      for (const corner of CORNERS_OF[leaf]!) this.#enclose(leaf, corners, corner);
    }
    for (let leaf = 0; leaf < LEAVES; leaf += 1) this.#join(leaf, parentOf(leaf));
    for (let node = LEAVES; node < NODES - 1; node += 1) this.#join(node, NODES - 1);
  }

  /** False only where `likeness` of that outline's picture and this one stays below `NEAR_THRESHOLD`. */
  mayBeNear(outline: Float64Array): boolean {
    if (this.#open) return true;
    if (!this.#reaches(NODES - 1, outline)) return false;
    for (let parent = 0; parent < 16; parent += 1) {
      if (!this.#reaches(LEAVES + parent, outline)) continue;
      for (const leaf of CHILDREN[parent]!) if (this.#reaches(leaf, outline)) return true;
    }
    return false;
  }

  #reaches(node: number, outline: Float64Array): boolean {
    const low = this.#low;
    const high = this.#high;
    let square = 0;
    for (let i = 0, at = node * LENGTH; i < LENGTH; i += 1, at += 1) {
      const value = outline[i]!;
      const away = value < low[at]! ? low[at]! - value : value > high[at]! ? value - high[at]! : 0;
      square += away * away;
      if (square > LIMIT) return false;
    }
    return true;
  }

  /** Widens the box of a leaf to hold one outline. */
  #enclose(leaf: number, outlines: Float64Array, index: number): void {
    for (let i = 0; i < LENGTH; i += 1) {
      const value = outlines[index * LENGTH + i]!;
      const at = leaf * LENGTH + i;
      if (value < this.#low[at]!) this.#low[at] = value;
      if (value > this.#high[at]!) this.#high[at] = value;
    }
  }

  #join(child: number, parent: number): void {
    for (let i = 0; i < LENGTH; i += 1) {
      const from = child * LENGTH + i;
      const to = parent * LENGTH + i;
      this.#low[to] = Math.min(this.#low[to]!, this.#low[from]!);
      this.#high[to] = Math.max(this.#high[to]!, this.#high[from]!);
    }
  }
}

/** Four digits of a number to a base, the highest first: left, right, upper and lower border. */
function digits(value: number, base: number): number[] {
  return [3, 2, 1, 0].map((power) => Math.floor(value / base ** power) % base);
}

function parentOf(leaf: number): number {
  return LEAVES + digits(leaf, CELLS).reduce((sum, digit) => sum * 2 + (digit >> 1), 0);
}

const CHILDREN = Array.from({ length: 16 }, (_, parent) =>
  Array.from({ length: LEAVES }, (_, leaf) => leaf).filter((leaf) => parentOf(leaf) === LEAVES + parent),
);

/** The 16 corners of each leaf, as numbers of four digits to the base `POSITIONS`. */
const CORNERS_OF = Array.from({ length: LEAVES }, (_, leaf) =>
  Array.from({ length: 16 }, (_, corner) =>
    digits(leaf, CELLS).reduce((sum, digit, i) => sum * POSITIONS + digit + ((corner >> i) & 1), 0),
  ),
);

/** Samples of one axis for each pair of positions of its two borders. */
const AXES = Array.from({ length: POSITIONS ** 2 }, (_, pair) => {
  const away = (position: number): number => (position / CELLS) * 2 * REACH - REACH;
  return axisSamples(away(Math.floor(pair / POSITIONS)), 1 + away(pair % POSITIONS));
});

/**
 * Outlines at all positions: (left, right, upper, lower) × LENGTH; null where the picture is of one grey within some
 * borders.
 */
function sample({ grey }: Picture): Float64Array | null {
  const samples = new Float64Array(AXES.length ** 2 * LENGTH);
  const rows = new Float64Array(CORE * SIDE);
  const rowWaves = new Float64Array((WAVES + 1) * SIDE);
  const waves = new Float64Array((WAVES + 1) * CORE);
  for (const [down, vertical] of AXES.entries()) {
    warpRows(grey, vertical, rows);
    // Neither the waves along y nor the products of columns depend on the borders in x.
    for (let u = 0; u <= WAVES; u += 1) project(COSINES[u]!, rows, SIDE, rowWaves, u * SIDE);
    const products = columnProducts(rows);
    for (const [across, horizontal] of AXES.entries()) {
      warpColumns(rowWaves, WAVES + 1, horizontal, waves);
      const squares = squaresBetween(products, horizontal);
      if (!writeOutline(squares, waves, samples, (across * AXES.length + down) * LENGTH)) return null;
    }
  }
  return samples;
}

/** Scalar product of each column of CORE rows with itself, and with the next. */
interface ColumnProducts {
  own: Float64Array;
  next: Float64Array;
}

function columnProducts(rows: Float64Array): ColumnProducts {
  const own = new Float64Array(SIDE);
  const next = new Float64Array(SIDE);
  for (let i = 0; i < CORE; i += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const value = rows[i * SIDE + x]!;
      own[x]! += value * value;
      if (x + 1 < SIDE) next[x]! += value * rows[i * SIDE + x + 1]!;
    }
  }
  return { own, next };
}

/** Sum of the squares of all values between the columns: (1 − f) a + f b, squared and summed. */
function squaresBetween({ own, next }: ColumnProducts, { before, share }: AxisSamples): number {
  let sum = 0;
  for (let j = 0; j < CORE; j += 1) {
    const x = before[j]!;
    const f = share[j]!;
    sum += (1 - f) * (1 - f) * own[x]! + 2 * f * (1 - f) * next[x]! + f * f * own[x + 1]!;
  }
  return sum;
}

/** Scalar products of a wave along y with every column of CORE rows. */
function project(wave: Float64Array, rows: Float64Array, width: number, out: Float64Array, at: number): void {
  out.fill(0, at, at + width);
  for (let i = 0; i < CORE; i += 1) {
    const weight = wave[i]!;
    for (let x = 0; x < width; x += 1) out[at + x]! += weight * rows[i * width + x]!;
  }
}

/**
 * @param squares sum over the core
 * @param waves along y, of the columns of the core
 * @returns false for a core of one grey
 */
function writeOutline(squares: number, waves: Float64Array, out: Float64Array, at: number): boolean {
  const constant = along(waves, 0, COSINES[0]!);
  const length = Math.sqrt(squares - constant * constant);
  if (!(length > 1e-6)) return false;
  for (let i = 0; i < LENGTH; i += 1) {
    const [u, v] = PAIRS[i + 1]!;
    out[at + i] = along(waves, u * CORE, COSINES[v]!) / length;
  }
  return true;
}

function along(waves: Float64Array, from: number, wave: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < CORE; j += 1) sum += waves[from + j]! * wave[j]!;
  return sum;
}
