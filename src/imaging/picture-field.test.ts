import { describe, expect, it } from 'vitest';
import { FIELD, pictureField } from './picture-field.js';
import { seenPicture } from './picture-likeness.js';
import { signatureOf } from './picture-signature.js';
import { picture } from './picture.testkit.js';
import type { StoredPixels } from './stored-pixels.js';

const pixels = (stored: ArrayLike<number>, rows: number, columns: number, more: object = {}): StoredPixels =>
  ({ stored, rows, columns, frames: 1, samplesPerPixel: 1, ...more }) as unknown as StoredPixels;

describe('the field of a picture', () => {
  it('of one grey value, or of fewer than 32 rows or columns, is none', () => {
    expect(pictureField(pixels(new Uint16Array(64 * 64).fill(7), 64, 64))).toBeNull();
    expect(
      pictureField(
        pixels(
          Float64Array.from({ length: 31 * 64 }, (_, i) => i % 9),
          31,
          64,
        ),
      ),
    ).toBeNull();
    expect(
      pictureField(
        pixels(
          Float64Array.from({ length: 64 * 31 }, (_, i) => i % 9),
          64,
          31,
        ),
      ),
    ).toBeNull();
  });

  it('of a slope is flat but for its borders', () => {
    const field = pictureField(
      pixels(
        Float64Array.from({ length: 256 * 256 }, (_, i) => i % 256),
        256,
        256,
      ),
    );
    for (let x = 20; x < FIELD - 20; x += 1) expect(Math.abs(field![64 * FIELD + x]!)).toBeLessThanOrEqual(1);
  });

  it('is that of the middle frame and the first sample', () => {
    const { stored, rows, columns } = picture(2, [64, 48]);
    const many = new Float64Array(3 * stored.length * 3);
    for (let i = 0; i < stored.length; i += 1) many[(stored.length + i) * 3] = stored[i]!;
    const field = pictureField(pixels(many, rows, columns, { frames: 3, samplesPerPixel: 3 }));
    expect(field).toEqual(pictureField(pixels(stored, rows, columns)));
  });

  it('survives values that are no numbers', () => {
    const stored = Float64Array.from(picture(2, [64, 48]).stored);
    stored.fill(Number.NaN, 0, 100);
    stored[2000] = Number.POSITIVE_INFINITY;
    stored[2001] = 1e308;
    const field = pictureField(pixels(stored, 48, 64));
    expect(field === null || signatureOf(field) === null || field.length === FIELD * FIELD).toBe(true);
  });

  it('of one bright point has too little structure for a signature and a landmark', () => {
    const stored = new Float64Array(128 * 128);
    stored[64 * 128 + 64] = 1;
    const field = pictureField(pixels(stored, 128, 128))!;
    expect(signatureOf(field)).toBeNull();
    expect(seenPicture(field)).toBeNull();
  });
});
