import { describe, expect, it } from 'vitest';
import { readDicom } from './dicom.js';
import { BIG_ENDIAN, EXPLICIT, row } from './dicom-writer.testkit.js';
import type { Row, WriterSyntax } from './dicom-writer.testkit.js';
import { radiograph } from './radiograph.testkit.js';
import type { StoredPixels } from './stored-pixels.js';

interface Image {
  rows: number;
  columns: number;
  bits: [allocated: number, stored: number, high: number];
  signed?: boolean;
  colour?: { photometric: string; planar: number };
  frames?: number;
  pixels: Row;
}

/** Images of 3 × 4 are too large to write down by hand: small ones of every kind. */
function pixelsOf(image: Image, syntax: WriterSyntax = EXPLICIT): Promise<StoredPixels> {
  const us = (tag: number, value: number): Record<number, Row> => ({ [tag]: row(tag, 'US', [value]) });
  const bytes = radiograph(
    {
      ...us(0x00280010, image.rows),
      ...us(0x00280011, image.columns),
      ...us(0x00280100, image.bits[0]),
      ...us(0x00280101, image.bits[1]),
      ...us(0x00280102, image.bits[2]),
      ...us(0x00280103, image.signed === true ? 1 : 0),
      ...us(0x00280002, image.colour === undefined ? 1 : 3),
      ...(image.colour === undefined
        ? {}
        : {
            ...us(0x00280006, image.colour.planar),
            0x00280004: row(0x00280004, 'CS', image.colour.photometric),
          }),
      0x00280008: row(0x00280008, 'IS', String(image.frames ?? 1)),
      0x7fe00010: image.pixels,
    },
    syntax,
  );
  return readDicom(bytes, 'x.dcm').then((file) => file.pixels());
}

const data = (vr: string, values: number[]): Row => row(0x7fe00010, vr, values);

describe('stored values', () => {
  it('8 bit, odd count, padded to even length', async () => {
    const { stored } = await pixelsOf({
      rows: 1,
      columns: 3,
      bits: [8, 8, 7],
      pixels: data('OB', [1, 2, 255, 0]),
    });
    expect(stored).toEqual(Uint8Array.of(1, 2, 255));
  });

  it('8 bit signed', async () => {
    const image: Image = {
      rows: 1,
      columns: 2,
      bits: [8, 8, 7],
      signed: true,
      pixels: data('OB', [255, 127]),
    };
    expect((await pixelsOf(image)).stored).toEqual(Int8Array.of(-1, 127));
  });

  it('the sign bit is HighBit, not bit 15: 12 bit, 0xFFF is -1, 0x800 is -2048', async () => {
    const pixels = data('OW', [0xfff, 0x800, 0x7ff, 1]);
    const { stored, pixelsLe } = await pixelsOf({
      rows: 2,
      columns: 2,
      bits: [16, 12, 11],
      signed: true,
      pixels,
    });
    expect(stored).toEqual(Int16Array.of(-1, -2048, 2047, 1));
    expect(Buffer.from(pixelsLe).toString('hex')).toBe('ffff00f8ff070100');
  });

  it('bits above HighBit are rubbish or overlays, and left out', async () => {
    const image: Image = { rows: 1, columns: 2, bits: [16, 12, 11], pixels: data('OW', [0xf123, 0x8fff]) };
    expect((await pixelsOf(image)).stored).toEqual(Uint16Array.of(0x123, 0xfff));
  });

  it('bits stored high up are moved down: 12 of 16 with HighBit 15', async () => {
    const image: Image = { rows: 1, columns: 2, bits: [16, 12, 15], pixels: data('OW', [0x123f, 0xfff0]) };
    expect((await pixelsOf(image)).stored).toEqual(Uint16Array.of(0x123, 0xfff));
  });

  it('32 bit in big endian words: one sample of four bytes, with a doubt', async () => {
    const changes = {
      0x00280010: row(0x00280010, 'US', [1]),
      0x00280011: row(0x00280011, 'US', [1]),
      0x00280100: row(0x00280100, 'US', [32]),
      0x00280101: row(0x00280101, 'US', [32]),
      0x00280102: row(0x00280102, 'US', [31]),
      0x7fe00010: row(0x7fe00010, 'OW', Uint8Array.of(0, 1, 0, 2)),
    };
    const file = await readDicom(radiograph(changes, BIG_ENDIAN), 'x.dcm');
    expect([...(await file.pixels()).stored]).toEqual([65538]);
    expect(file.findings.map(({ code }) => code)).toEqual(['IMAGE-BIG-ENDIAN-WORDS']);
  });

  it('32 bit, signed and not, both byte orders', async () => {
    const image: Image = { rows: 1, columns: 2, bits: [32, 32, 31], pixels: data('OL', [0xfffffffe, 70000]) };
    expect((await pixelsOf(image)).stored).toEqual(Uint32Array.of(0xfffffffe, 70000));
    expect((await pixelsOf({ ...image, signed: true }, BIG_ENDIAN)).stored).toEqual(Int32Array.of(-2, 70000));
  });

  it('1 bit: least significant first, running over row and frame borders', async () => {
    const image: Image = {
      rows: 1,
      columns: 5,
      frames: 2,
      bits: [1, 1, 0],
      pixels: data('OB', [0b0110_0101, 0b10]),
    };
    const { stored } = await pixelsOf(image);
    expect(stored).toEqual(Uint8Array.of(1, 0, 1, 0, 0, 1, 1, 0, 0, 1));
  });

  it('big endian: words of OW are swapped, also under 8-bit samples; OB is not', async () => {
    const image: Image = { rows: 1, columns: 4, bits: [8, 8, 7], pixels: data('OB', [1, 2, 3, 4]) };
    expect((await pixelsOf(image, BIG_ENDIAN)).stored).toEqual(Uint8Array.of(1, 2, 3, 4));
    const inWords = { ...image, pixels: row(0x7fe00010, 'OW', Uint8Array.of(2, 1, 4, 3)) };
    expect((await pixelsOf(inWords, BIG_ENDIAN)).stored).toEqual(Uint8Array.of(1, 2, 3, 4));
  });

  it('colour by plane becomes colour by pixel, frame by frame', async () => {
    const planar = [1, 2, 11, 12, 21, 22, 3, 4, 13, 14, 23, 24];
    const image: Image = {
      rows: 1,
      columns: 2,
      frames: 2,
      bits: [8, 8, 7],
      colour: { photometric: 'RGB', planar: 1 },
      pixels: data('OB', planar),
    };
    expect((await pixelsOf(image)).stored).toEqual(Uint8Array.of(1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24));
    const byPixel = await pixelsOf({ ...image, colour: { photometric: 'RGB', planar: 0 } });
    expect(byPixel.stored).toEqual(Uint8Array.from(planar));
  });

  it.each([
    ['16 bit', 16, EXPLICIT],
    ['16 bit, big endian', 16, BIG_ENDIAN],
    ['32 bit', 32, EXPLICIT],
  ])('colour by plane of %s becomes colour by pixel', async (_name, bits, syntax) => {
    const { stored } = await pixelsOf(
      {
        rows: 1,
        columns: 2,
        bits: [bits, bits, bits - 1],
        colour: { photometric: 'RGB', planar: 1 },
        pixels: data(bits === 16 ? 'OW' : 'OL', [1, 65_000, 11, 12, 21, 513]),
      },
      syntax,
    );
    expect([...stored]).toEqual([1, 11, 21, 65_000, 12, 513]);
  });

  it('YBR_FULL_422 shares its chrominance between two pixels', async () => {
    const image: Image = {
      rows: 1,
      columns: 2,
      bits: [8, 8, 7],
      colour: { photometric: 'YBR_FULL_422', planar: 0 },
      pixels: data('OB', [10, 20, 128, 130]),
    };
    expect((await pixelsOf(image)).stored).toEqual(Uint8Array.of(10, 128, 130, 20, 128, 130));
  });

  it('float pixels keep their bits', async () => {
    const floats = new Uint8Array(Float32Array.of(0.5, -1.25).buffer);
    const bytes = radiograph({
      0x00280010: row(0x00280010, 'US', [1]),
      0x00280011: row(0x00280011, 'US', [2]),
      0x00280100: row(0x00280100, 'US', [32]),
      0x7fe00008: row(0x7fe00008, 'OF', floats),
      0x7fe00010: null,
    });
    expect((await (await readDicom(bytes, 'x.dcm')).pixels()).stored).toEqual(Float32Array.of(0.5, -1.25));
  });

  it('never changes the bytes it was given', async () => {
    const bytes = radiograph({ 0x00280103: row(0x00280103, 'US', [1]) }, BIG_ENDIAN);
    const before = Buffer.from(bytes);
    await (await readDicom(bytes, 'x.dcm')).pixels();
    expect(Buffer.compare(Buffer.from(bytes), before)).toBe(0);
  });
});
