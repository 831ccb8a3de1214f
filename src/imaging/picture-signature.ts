import { CONTRAST, FIELD } from './picture-field.js';

/*
 * What is kept of a development picture, for finding others like it. It cannot be a keyed hash, since near means close,
 * not equal. It is the sign of the field at 64 × 64 places: brighter than the surroundings, darker, or neither. No grey
 * value can be told from it, and nothing smaller than a sixtieth of the picture's side.
 */

/** Stands beside every stored signature: others are not compared. */
export const SIGNATURE_METHOD = 'detail-signs-64/1';

/** Cells of a signature along one side: two field cells each. */
export const SIDE = 64;
/** Share of the usual contrast from which a place is brighter or darker. */
const SIGN_FROM = 0.7;
/** Fewer signs are no signature. */
export const LEAST_SIGNS = 64;
/** Three signs are one digit to the base 27. */
const DIGITS = Math.ceil((SIDE * SIDE) / 3);
const PATTERN = new RegExp(`^[0-9a-q]{${DIGITS}}$`);

export function isSignature(text: unknown): text is string {
  return typeof text === 'string' && PATTERN.test(text);
}

/**
 * @returns 1366 digits to the base 27, each three signs: 0 darker, 1 neither, 2 brighter; null for a picture with so
 *   little structure that others would agree with it by chance
 */
export function signatureOf(field: Int8Array): string | null {
  const signs = fieldSigns(field);
  if (signs.reduce((count, sign) => count + Math.abs(sign), 0) < LEAST_SIGNS) return null;
  // The last digit has signs left over.
  const step = (at: number): number => (signs[at] ?? 0) + 1;
  return Array.from({ length: DIGITS }, (_, i) =>
    (9 * step(3 * i) + 3 * step(3 * i + 1) + step(3 * i + 2)).toString(27),
  ).join('');
}

/** @returns signs, −1, 0 or 1, row after row */
export function readSignature(text: string): Int8Array {
  const signs = new Int8Array(3 * DIGITS);
  for (let i = 0; i < DIGITS; i += 1) {
    const digit = Number.parseInt(text.charAt(i), 27);
    signs[3 * i] = Math.floor(digit / 9) - 1;
    signs[3 * i + 1] = (Math.floor(digit / 3) % 3) - 1;
    signs[3 * i + 2] = (digit % 3) - 1;
  }
  return signs.subarray(0, SIDE * SIDE);
}

/** Signs of all cells, row after row. */
export function fieldSigns(field: Int8Array): Int8Array {
  const centres = Array.from({ length: SIDE }, (_, i) => 2 * i + 1);
  return signsAt(field, centres, centres);
}

/** Signs of cells, each the mean of 2 × 2 field cells, at these distances from the left and upper border. */
export function signsAt(field: Int8Array, across: readonly number[], down: readonly number[]): Int8Array {
  const signs = new Int8Array(across.length * down.length);
  const least = 4 * SIGN_FROM * CONTRAST;
  const before = (at: number): number => Math.max(0, Math.min(FIELD - 2, Math.round(at) - 1));
  const columns = across.map(before);
  down.forEach((centre, y) => {
    const row = before(centre) * FIELD;
    columns.forEach((column, x) => {
      const at = row + column;
      const sum = field[at]! + field[at + 1]! + field[at + FIELD]! + field[at + FIELD + 1]!;
      signs[y * columns.length + x] = sum >= least ? 1 : sum <= -least ? -1 : 0;
    });
  });
  return signs;
}
