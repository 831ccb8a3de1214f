import { pictureField } from './picture-field.js';
import { KnownPicture, seenPicture } from './picture-likeness.js';
import type { SeenPicture } from './picture-likeness.js';
import { signatureOf } from './picture-signature.js';
import type { StoredPixels } from './stored-pixels.js';

/** A grey picture, row after row. */
export interface Grey {
  stored: ArrayLike<number>;
  rows: number;
  columns: number;
}

/** Sum of blurred discs on a slope, as many as a body has parts: its texture is its own. Values from 0 to about 1000. */
export function picture(seed: number, [columns, rows] = [200, 240], discs = 160): Grey {
  let state = Math.imul(seed, 2654435761) >>> 0;
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const stored = Float64Array.from(
    { length: rows * columns },
    (_, i) => 200 + (100 * (i % columns)) / columns,
  );
  for (let disc = 0; disc < discs; disc += 1) {
    const [x, y] = [random() * columns, random() * rows];
    const radius = (0.01 + 0.03 * random()) * columns;
    const grey = 400 * (random() - 0.4);
    const reach = Math.ceil(2 * radius);
    for (let v = Math.max(0, Math.floor(y) - reach); v < Math.min(rows, y + reach); v += 1) {
      for (let u = Math.max(0, Math.floor(x) - reach); u < Math.min(columns, x + reach); u += 1) {
        const away = Math.hypot(u - x, v - y) / radius;
        stored[v * columns + u]! += grey / (1 + Math.exp(6 * (away - 1)));
      }
    }
  }
  return { stored, rows, columns };
}

/** The part of a picture within these borders, in shares: left, right, top, bottom; on a matrix so many times as fine. */
export function within(
  { stored, rows, columns }: Grey,
  [left, right, top, bottom]: readonly [number, number, number, number],
  scale = 1,
): Grey {
  const [x0, x1] = [Math.round(left * columns), Math.round(right * columns)];
  const [y0, y1] = [Math.round(top * rows), Math.round(bottom * rows)];
  const out = { columns: Math.round((x1 - x0) * scale), rows: Math.round((y1 - y0) * scale) };
  // Linear between the pixels.
  const at = (i: number, from: number, size: number): [number, number] => {
    const place = Math.max(0, Math.min(size - 1.001, from + (i + 0.5) / scale - 0.5));
    return [Math.floor(place), place - Math.floor(place)];
  };
  const values = Array.from({ length: out.columns * out.rows }, (_, i) => {
    const [x, right] = at(i % out.columns, x0, columns);
    const [y, down] = at(Math.floor(i / out.columns), y0, rows);
    const value = (u: number, v: number): number => stored[(y + v) * columns + x + u]!;
    const upper = value(0, 0) * (1 - right) + value(1, 0) * right;
    const lower = value(0, 1) * (1 - right) + value(1, 1) * right;
    return upper * (1 - down) + lower * down;
  });
  return { ...out, stored: values };
}

/** Another grey for every value. */
export function regreyed(one: Grey, grey: (value: number) => number): Grey {
  return { ...one, stored: Array.from(one.stored, grey) };
}

function fieldOf(one: Grey): Int8Array {
  const field = pictureField({ ...one, frames: 1, samplesPerPixel: 1 } as unknown as StoredPixels);
  if (field === null) throw new Error('of one grey value');
  return field;
}

export function signed(one: Grey): string {
  const signature = signatureOf(fieldOf(one));
  if (signature === null) throw new Error('no signature');
  return signature;
}

export function seen(one: Grey): SeenPicture {
  const picture = seenPicture(fieldOf(one));
  if (picture === null) throw new Error('no landmark');
  return picture;
}

export function likeness(one: Grey, known: Grey): number {
  return new KnownPicture(signed(known)).likeness(seen(one));
}
