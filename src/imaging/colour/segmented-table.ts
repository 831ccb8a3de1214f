import { AppError } from '../../core/error.js';

/**
 * Expands the data of a segmented palette (PS3.3 C.7.9.2): discrete segments hold entries, linear ones a ramp from the
 * entry before them, indirect ones repeat segments from an offset in bytes. Nothing grows beyond the descriptor.
 * @param data values of 8 or 16 bit, as `bits` says
 * @param count entries that the descriptor promises
 * @throws AppError IMAGE-INVALID
 */
export function expandSegments(
  data: Uint8Array | Uint16Array,
  bits: 8 | 16,
  count: number,
  place: string,
): Uint16Array {
  const table: Target = { entries: new Uint16Array(count), length: 0, place };
  walk(data, bits, 0, Infinity, table, true);
  if (table.length !== count) {
    throw refuse(`hold ${table.length} entries, the descriptor says ${count}`, place);
  }
  return table.entries;
}

interface Target {
  entries: Uint16Array;
  length: number;
  place: string;
}

const DISCRETE = 0;
const LINEAR = 1;
const INDIRECT = 2;

function walk(
  data: Uint8Array | Uint16Array,
  bits: 8 | 16,
  from: number,
  segments: number,
  table: Target,
  mayRepeat: boolean,
): void {
  let at = from;
  for (let segment = 0; segment < segments; segment += 1) {
    // Data of odd length is padded with one zero: too short for a segment.
    if (at + 1 >= data.length || (segments === Infinity && table.length === table.entries.length)) {
      if (segments === Infinity) return;
      throw refuse('repeat segments that are not there', table.place);
    }
    const opcode = data[at]!;
    const length = data[at + 1]!;
    at += 2;
    // Each segment adds an entry, so that work is bounded by the table.
    if (length === 0) throw refuse('have an empty segment', table.place);
    if (opcode === DISCRETE) {
      if (at + length > data.length) throw refuse('end inside a segment', table.place);
      append(data.subarray(at, at + length), table);
      at += length;
    } else if (opcode === LINEAR) {
      if (at >= data.length) throw refuse('end inside a segment', table.place);
      ramp(data[at]!, length, table);
      at += 1;
    } else if (opcode === INDIRECT) {
      const words = bits === 16 ? 2 : 4;
      // An indirect segment may not name another one, so that no circle can be drawn.
      if (!mayRepeat) throw refuse('repeat a segment that repeats', table.place);
      if (at + words > data.length) throw refuse('end inside a segment', table.place);
      let offset = 0;
      for (let i = words - 1; i >= 0; i -= 1) offset = offset * 2 ** bits + data[at + i]!;
      if (bits === 16 && offset % 2 !== 0) throw refuse('point into the middle of a word', table.place);
      walk(data, bits, (offset * 8) / bits, length, table, false);
      at += words;
    } else throw refuse(`have a segment of kind ${opcode}, not 0, 1 or 2`, table.place);
  }
}

function append(values: ArrayLike<number>, table: Target): void {
  if (table.length + values.length > table.entries.length) {
    throw refuse(`hold more than the ${table.entries.length} entries of the descriptor`, table.place);
  }
  table.entries.set(values, table.length);
  table.length += values.length;
}

/** `length` entries from the one before, which is not repeated, to `end`, which is reached. */
function ramp(end: number, length: number, table: Target): void {
  if (table.length === 0) throw refuse('begin with a ramp that starts nowhere', table.place);
  const start = table.entries[table.length - 1]!;
  append(
    Uint16Array.from({ length }, (_, i) => Math.round(start + ((end - start) * (i + 1)) / length)),
    table,
  );
}

function refuse(what: string, place: string): AppError {
  return new AppError('IMAGE-INVALID', `the segmented palette tables ${what}`, {
    place,
    hint: 'export the image again, as RGB if need be',
  });
}
