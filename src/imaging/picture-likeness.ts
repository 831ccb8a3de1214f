import { CONTRAST, FIELD } from './picture-field.js';
import { centreOf, landmarkOf, LandmarkPlaces } from './picture-landmark.js';
import type { Landmark, Place } from './picture-landmark.js';
import { LEAST_SIGNS, readSignature, SIDE } from './picture-signature.js';

/** Likeness from which two pictures count as the same (docs/decisions/0012-near-duplicates.md has the distributions). */
export const NEAR_THRESHOLD = 0.96;
/** Furthest way of a border, as a share of the side, and a little for rounding. */
const REACH = 0.055;
/** Cells of a signature left out at each border: a crop has lost them. */
const MARGIN = 4;
/** Points of a first look; the agreement there that is worth a search, and after it one of all points. */
const GLANCE = 128;
const WORTH_A_SEARCH = 0.5;
const WORTH_ALL_POINTS = 0.9;
/** Starts that are searched from, the best first. */
const SEARCHES = 3;
/** Least mean strength of a field under the signs, and least share of the field's strength that lies under signs. */
const LEAST_STRENGTH = CONTRAST / 4;
const LEAST_SHARE = 0.25;
/** Width or height of the one picture against the other's: a crop of 5 % at both sides makes it 0.9 or 1.1. */
const ZOOMS = [0.9, 0.95, 1, 1.05, 1.1];

/** A picture that is laid beside known ones. */
export interface SeenPicture {
  field: Int8Array;
  /** Mean strength of the field, bright or dark. */
  strength: number;
  landmark: Landmark;
}

/** @returns null for a picture without structure in its middle */
export function seenPicture(field: Int8Array): SeenPicture | null {
  const landmark = landmarkOf(field);
  if (landmark === null) return null;
  return { field, strength: field.reduce((sum, value) => sum + Math.abs(value), 0) / field.length, landmark };
}

/** Both borders of a picture along one axis, in shares of a known one: 0 and 1 where both show the same. */
interface Axis {
  low: number;
  high: number;
  /** Where the field lies under each cell of the signature: its column, or the beginning of its row. */
  cells: Int32Array;
}

/** A picture laid on a known one. */
interface Overlay {
  across: Axis;
  down: Axis;
  agreement: number;
}

/** A known picture, from its signature. */
export class KnownPicture {
  readonly #places: LandmarkPlaces;
  /** Columns, rows and signs of all cells that are brighter or darker; any beginning of the list is spread evenly. */
  readonly #columns: Uint8Array;
  readonly #rows: Uint8Array;
  readonly #signs: Int8Array;

  constructor(signature: string) {
    const signs = readSignature(signature);
    this.#places = new LandmarkPlaces(signs);
    const points = SPREAD.filter((at) => signs[at] !== 0);
    this.#columns = Uint8Array.from(points, (at) => at % SIDE);
    this.#rows = Uint8Array.from(points, (at) => at / SIDE);
    this.#signs = Int8Array.from(points, (at) => signs[at]!);
  }

  /**
   * Agreement of the signs with the picture's field, laid where they agree best: each border of the picture up to 5 %
   * inside or outside the known one's, bright and dark exchanged or not.
   * @returns 0 to 1; exact from `NEAR_THRESHOLD` on, else only less than that
   */
  likeness(seen: SeenPicture): number {
    const place = this.#places.find(seen.landmark);
    if (place === null || this.#signs.length < LEAST_SIGNS) return 0;
    const sign = place.inverted ? -1 : 1;
    let best = 0;
    for (const start of this.#starts(seen, place, sign)) {
      const glance = this.#climb(seen, start, sign, GLANCE, [0.01, 0.005]);
      if (glance.agreement >= WORTH_ALL_POINTS) {
        const all = this.#overlay(seen, glance.across, glance.down, sign, this.#signs.length);
        return Math.max(0, this.#climb(seen, all, sign, this.#signs.length, [0.005, 0.0025]).agreement);
      }
      best = Math.max(best, glance.agreement);
    }
    return best;
  }

  /** The landmark fixed at its place, the picture wider or narrower, higher or lower around it: the best first. */
  #starts(seen: SeenPicture, { right, down }: Place, sign: number): Overlay[] {
    const { x, y } = centreOf(seen.landmark);
    const zoomed = (centre: number, way: number, stride: number): Axis[] =>
      ZOOMS.map((zoom) => {
        const at = centre + way / FIELD;
        return axis(at - zoom * centre, at + zoom * (1 - centre), stride);
      }).filter(withinReach);
    const rows = zoomed(y, down, FIELD);
    return zoomed(x, right, 1)
      .flatMap((across) => rows.map((row) => this.#overlay(seen, across, row, sign, GLANCE)))
      .filter(({ agreement }) => agreement > WORTH_A_SEARCH)
      .sort((a, b) => b.agreement - a.agreement)
      .slice(0, SEARCHES);
  }

  /** Moves one border after the other as long as it helps. */
  #climb(seen: SeenPicture, from: Overlay, sign: number, points: number, steps: readonly number[]): Overlay {
    let best = from;
    for (const step of steps) {
      for (let moved = true, rounds = 0; moved && rounds < 6; rounds += 1) {
        moved = false;
        for (const [left, right, top, bottom] of MOVES) {
          const across = movedBy(best.across, step * left, step * right, 1);
          const down = movedBy(best.down, step * top, step * bottom, FIELD);
          if (!withinReach(across) || !withinReach(down)) continue;
          const next = this.#overlay(seen, across, down, sign, points);
          if (next.agreement <= best.agreement) continue;
          best = next;
          moved = true;
        }
      }
    }
    return best;
  }

  /**
   * Of the field under the signs, the share that has the same sign less the share that has the other: what is flat in
   * the one picture, because a window clips it, does not count. −1 to 1; lower where little of the one lies on
   * structure of the other, as two pictures of few edges agree easily.
   */
  #overlay(
    { field, strength }: SeenPicture,
    across: Axis,
    down: Axis,
    sign: number,
    points: number,
  ): Overlay {
    const count = Math.min(points, this.#signs.length);
    const [columns, rows, signs] = [this.#columns, this.#rows, this.#signs];
    const [acrossAt, downAt] = [across.cells, down.cells];
    let [agreeing, all] = [0, 0];
    for (let i = 0; i < count; i += 1) {
      const value = field[downAt[rows[i]!]! + acrossAt[columns[i]!]!]!;
      agreeing += value * signs[i]!;
      all += value < 0 ? -value : value;
    }
    const share = (LEAST_SHARE * strength * SPREAD.length * count) / signs.length;
    return { across, down, agreement: (sign * agreeing) / Math.max(all, LEAST_STRENGTH * count, share) };
  }
}

function axis(low: number, high: number, stride: number): Axis {
  const cells = new Int32Array(SIDE);
  const step = FIELD / SIDE / (high - low);
  for (let i = 0, at = step / 2 - (low * FIELD) / (high - low); i < SIDE; i += 1, at += step) {
    cells[i] = stride * (at < 0 ? 0 : at >= FIELD ? FIELD - 1 : Math.floor(at));
  }
  return { low, high, cells };
}

function movedBy(from: Axis, low: number, high: number, stride: number): Axis {
  return low === 0 && high === 0 ? from : axis(from.low + low, from.high + high, stride);
}

function withinReach({ low, high }: Axis): boolean {
  return Math.abs(low) <= REACH && Math.abs(high - 1) <= REACH;
}

/** Inner cells of a signature in an order whose every beginning is spread over all of them. */
const SPREAD = ((): Uint16Array => {
  const inner = Array.from({ length: SIDE * SIDE }, (_, at) => at).filter((at) =>
    [at % SIDE, Math.floor(at / SIDE)].every((i) => i >= MARGIN && i < SIDE - MARGIN),
  );
  // A step without a common divisor visits all; near the golden section it leaves no gaps.
  const step = 1201;
  return Uint16Array.from(inner, (_, i) => inner[(i * step) % inner.length]!);
})();

/** Left, right, upper and lower border alone, then shifts and a zoom of all. */
const MOVES = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
  [1, 1, 0, 0],
  [0, 0, 1, 1],
  [1, -1, 1, -1],
].flatMap((move) => [move, move.map((way) => -way)]) as [number, number, number, number][];
