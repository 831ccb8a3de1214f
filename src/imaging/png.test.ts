import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Grid } from './grid.js';
import { greyPicture, shadesOf } from './picture.js';
import { crc32, encodePng } from './png.js';
import { labelPicture, volumePicture } from './volume-picture.js';

describe('PNG', () => {
  it('has the checksum of its annex', () => {
    // The check value of CRC-32 in every catalogue; the IEND chunk of every PNG ends with AE 42 60 82.
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
    expect(crc32(Buffer.from('IEND'))).toBe(0xae426082);
  });

  it.each([1, 3] as const)('of %i samples comes back byte for byte', (samples) => {
    const pixels = Uint8Array.from({ length: 6 * samples }, (_, i) => 11 * i);
    const png = Buffer.from(encodePng({ columns: 3, rows: 2, samples, pixels }));
    expect([...png.subarray(16, 29)]).toEqual([0, 0, 0, 3, 0, 0, 0, 2, 8, samples === 3 ? 2 : 0, 0, 0, 0]);
    const length = png.readUInt32BE(33);
    const lines = inflateSync(png.subarray(41, 41 + length));
    expect(lines).toHaveLength(2 * (3 * samples + 1));
    expect([...lines.subarray(1, 1 + 3 * samples)]).toEqual([...pixels.subarray(0, 3 * samples)]);
    expect([...lines.subarray(2 + 3 * samples)]).toEqual([...pixels.subarray(3 * samples)]);
  });
});

describe('pictures', () => {
  it('shade from black to white, padding black, inverted where asked', () => {
    const options = { shades: { black: 0, white: 100 }, isPadding: (v: number) => v === -2000 };
    expect([...greyPicture([-2000, 0, 50, 200], 4, 1, options).pixels]).toEqual([0, 0, 128, 255]);
    expect([...greyPicture([-2000, 0, 50, 200], 4, 1, { ...options, inverted: true }).pixels]).toEqual([
      0, 255, 127, 0,
    ]);
  });

  it('shade a flat or an empty image without dividing by zero', () => {
    expect(shadesOf([7, 7])).toEqual({ black: 6, white: 8 });
    expect(shadesOf([NaN])).toEqual({ black: 0, white: 1 });
  });

  it('show a volume to scale and head up, however it is stored', () => {
    // 256 x 256 mm, 128 mm high; the top slice is bright.
    const grid: Grid = {
      size: [64, 64, 16],
      spacingMm: [4, 4, 8],
      origin: [0, 0, 0],
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    };
    const values = new Float32Array(64 * 64 * 16).fill(1).fill(100, 64 * 64 * 15);
    const { columns, rows, pixels } = volumePicture(grid, values, { black: 0, white: 100 });
    expect([columns, rows]).toEqual([3 * 256 + 8, 256]);
    const at = (x: number, y: number): number => pixels[y * columns + x]!;
    expect([at(388, 65), at(388, 190), at(388, 10)]).toEqual([255, 3, 0]);
    const labels = Uint8Array.from(values, (value) => (value > 50 ? 2 : 0));
    const coloured = labelPicture(grid, labels, new Map([[2, [1, 2, 3]]]));
    expect([...coloured.pixels.subarray(0, 3)]).toEqual([1, 2, 3]);
  });
});
