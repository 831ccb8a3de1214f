import { FIELD } from './picture-field.js';
import { fieldSigns, SIDE, signsAt } from './picture-signature.js';

/*
 * A cheap sign that two pictures are not near, and where to lay one on the other if they may be. The landmark of a
 * picture is the piece of 16 × 16 cells in its middle that has the most signs. In a near-duplicate the same piece lies at
 * most so far away as a crop moves it. A row of 16 signs is a word of 32 bits, so 16 of them are compared at once.
 */

/** Cells of a landmark along one side. */
const SIZE = 16;
/** Positions of a landmark along one side of a signature. */
const PLACES = SIDE - SIZE + 1;
/** First and last position where a landmark is looked for: its centre stays in the middle third. */
const FROM = 12;
const TO = 36;
/** Largest crop at a side, as a share of it, and field cells beyond what it moves a landmark. */
const CROP = 0.05;
const SLACK = 0.75;
/** Sizes of the picture against the known one: half a crop of 5 % at both sides, of the one or of the other. */
const ZOOMS = [0.95, 1.05];
/** Fewer signs say nothing. */
const LEAST = 32;
/** Likeness of landmarks from which two pictures may be near. */
const MAY_BE = 0.4;
/** Rows compared first, those with the most signs, and the likeness they need for the rest to be compared. */
const FIRST = 4;
const FIRST_MAY_BE = 0.2;

/** The last cell of a row of a landmark. */
const LAST = 1 << (SIZE - 1);

/** Bits set in each number of 16 bits. */
const BITS = new Uint8Array(1 << 16);
for (let i = 1; i < BITS.length; i += 1) BITS[i] = BITS[i >> 1]! + (i & 1);

function bits(word: number): number {
  return BITS[word & 0xffff]! + BITS[word >>> 16]!;
}

/** Brighter signs of a row of cells in the lower half, darker ones in the upper. */
function rowWord(signs: Int8Array, at: number): number {
  let word = 0;
  for (let i = 0; i < SIZE; i += 1) {
    const sign = signs[at + i]!;
    if (sign !== 0) word |= 1 << (sign > 0 ? i : i + SIZE);
  }
  return word;
}

/** A landmark as the cells of a signature may show it. */
interface Piece {
  /** Words of the rows, those with the most signs first; and the same with the signs changed. */
  same: Int32Array;
  opposite: Int32Array;
  /** Number of each row. */
  rows: Uint8Array;
  signs: number;
  firstSigns: number;
}

/** A landmark as a picture shows it that is a crop of the known one, or the other way round. */
interface Look {
  /** Shifted by nothing, half a cell to the right, down, and both. */
  pieces: readonly [Piece, Piece, Piece, Piece];
  /** Where it may lie: ways in field cells, right and down. */
  across: readonly number[];
  down: readonly number[];
}

export interface Landmark {
  /** Cells from the left and upper border. */
  column: number;
  row: number;
  looks: readonly Look[];
}

/** @returns null for a picture without structure in the middle: nothing can be said of it */
export function landmarkOf(field: Int8Array): Landmark | null {
  const { counts } = new LandmarkPlaces(fieldSigns(field));
  let [most, column, row] = [LEAST - 1, 0, 0];
  for (let y = FROM; y <= TO; y += 4) {
    for (let x = FROM; x <= TO; x += 4) {
      const count = counts[y * PLACES + x]!;
      if (count > most) [most, column, row] = [count, x, y];
    }
  }
  if (most < LEAST) return null;
  const looks = ZOOMS.map((zoom): Look => {
    const piece = (right: number, down: number): Piece => {
      const along = (start: number, shift: number): number[] =>
        Array.from({ length: SIZE }, (_, i) => 2 * start + SIZE + (2 * i + 1 - SIZE + shift) / zoom);
      return pieceOf(signsAt(field, along(column, right), along(row, down)));
    };
    return {
      pieces: [piece(0, 0), piece(1, 0), piece(0, 1), piece(1, 1)],
      across: ways(column, zoom),
      down: ways(row, zoom),
    };
  });
  return { column, row, looks };
}

/** How far the centre of a landmark can be moved by a crop: on the left the most by one at the left, and so on. */
function ways(start: number, zoom: number): number[] {
  const share = (start + SIZE / 2) / SIDE;
  const [low, high] = zoom < 1 ? [-share, 1 - share] : [share - 1, share];
  const first = Math.ceil(CROP * FIELD * low - SLACK);
  const last = Math.floor(CROP * FIELD * high + SLACK);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** @param signs of `SIZE` × `SIZE` cells */
function pieceOf(signs: Int8Array): Piece {
  const words = Int32Array.from({ length: SIZE }, (_, i) => rowWord(signs, i * SIZE));
  const rows = Uint8Array.from(words.keys()).sort((a, b) => bits(words[b]!) - bits(words[a]!));
  const same = Int32Array.from(rows, (i) => words[i]!);
  const count = (list: Int32Array): number => list.reduce((sum, word) => sum + bits(word), 0);
  return {
    same,
    opposite: same.map((word) => (word << SIZE) | (word >>> SIZE)),
    rows,
    signs: count(same),
    firstSigns: count(same.subarray(0, FIRST)),
  };
}

/** Where a landmark was found. */
export interface Place {
  /** Way of the landmark from where it lies in its own picture, in field cells. */
  right: number;
  down: number;
  /** The known picture is dark where the other is bright. */
  inverted: boolean;
}

/** All places of a signature where a landmark may lie. */
export class LandmarkPlaces {
  /** Signs of the piece at each place. */
  readonly counts = new Uint16Array(PLACES * PLACES);
  readonly #words = new Int32Array(SIDE * PLACES);

  constructor(signs: Int8Array) {
    for (let y = 0; y < SIDE; y += 1) {
      let [brighter, darker] = [0, 0];
      for (let x = 0; x < SIDE; x += 1) {
        const sign = signs[y * SIDE + x]!;
        brighter = (brighter >> 1) | (sign > 0 ? LAST : 0);
        darker = (darker >> 1) | (sign < 0 ? LAST : 0);
        if (x >= SIZE - 1) this.#words[y * PLACES + x - SIZE + 1] = brighter | (darker << SIZE);
      }
    }
    for (let x = 0; x < PLACES; x += 1) {
      let count = 0;
      for (let y = 0; y < SIDE; y += 1) {
        count += bits(this.#words[y * PLACES + x]!);
        if (y >= SIZE) count -= bits(this.#words[(y - SIZE) * PLACES + x]!);
        if (y >= SIZE - 1) this.counts[(y - SIZE + 1) * PLACES + x] = count;
      }
    }
  }

  /** Where the landmark lies most likely; null where it lies nowhere. */
  find({ column, row, looks }: Landmark): Place | null {
    let [best, right, down, inverted] = [MAY_BE * MAY_BE, 0, 0, false];
    let found = false;
    for (const look of looks) {
      for (const dy of look.down) {
        const oddY = dy & 1;
        const y = row + ((dy + oddY) >> 1);
        for (const dx of look.across) {
          const oddX = dx & 1;
          const x = column + ((dx + oddX) >> 1);
          const piece = look.pieces[oddX + 2 * oddY]!;
          const agreement = this.#agreement(piece, y * PLACES + x);
          const signs = Math.max(LEAST, this.counts[y * PLACES + x]!) * piece.signs;
          if (agreement * agreement <= best * signs) continue;
          best = (agreement * agreement) / signs;
          [right, down, inverted] = [dx, dy, agreement < 0];
          found = true;
        }
      }
    }
    return found ? { right, down, inverted } : null;
  }

  /** Signs that are the same less those that are opposite; 0 where the first rows show that it comes to little. */
  #agreement({ same, opposite, rows, firstSigns }: Piece, at: number): number {
    const words = this.#words;
    let sum = 0;
    for (let i = 0; i < SIZE; i += 1) {
      if (i === FIRST && Math.abs(sum) < FIRST_MAY_BE * firstSigns) return 0;
      const word = words[at + rows[i]! * PLACES]!;
      const agree = word & same[i]!;
      const differ = word & opposite[i]!;
      sum += BITS[agree & 0xffff]! + BITS[agree >>> 16]! - BITS[differ & 0xffff]! - BITS[differ >>> 16]!;
    }
    return sum;
  }
}

/** Centre of a landmark, as shares of the width and height. */
export function centreOf({ column, row }: Landmark): { x: number; y: number } {
  return { x: (column + SIZE / 2) / SIDE, y: (row + SIZE / 2) / SIDE };
}
