import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CodestreamHeader } from '../codec/codestream-header.js';
import { readDicom } from '../dicom.js';
import { row } from '../dicom-writer.testkit.js';
import type { Row } from '../dicom-writer.testkit.js';
import { radiograph } from '../radiograph.testkit.js';
import { colourDoubt, colourSpaceOf } from './colour-space.js';
import { expandSegments } from './segmented-table.js';
import { rgbFrame } from './to-rgb.js';

/** 1 row × 4 columns of `bits`, with these stored values. */
function image(photometric: string, bits: 8 | 16, values: number[], changes: Record<number, Row> = {}) {
  const samples = photometric === 'PALETTE COLOR' ? 1 : 3;
  return radiograph({
    0x00280002: row(0x00280002, 'US', [samples]),
    0x00280004: row(0x00280004, 'CS', photometric),
    ...(samples === 3 ? { 0x00280006: row(0x00280006, 'US', [0]) } : {}),
    0x00280010: row(0x00280010, 'US', [1]),
    0x00280100: row(0x00280100, 'US', [bits]),
    0x00280101: row(0x00280101, 'US', [bits]),
    0x00280102: row(0x00280102, 'US', [bits - 1]),
    0x00281052: null,
    0x00281053: null,
    0x7fe00010: row(0x7fe00010, bits === 8 ? 'OB' : 'OW', values),
    ...changes,
  });
}

async function rgbOf(bytes: Uint8Array): Promise<number[]> {
  const pixels = await (await readDicom(bytes, 'x.dcm')).pixels();
  return [...(rgbFrame(pixels, 0) ?? [])];
}

function tables(first: number, bits: number, entries: number[][], count = entries[0]!.length) {
  const rows = [0, 1, 2].flatMap((i) => [
    row(0x00281101 + i, 'US', [count, first, bits]),
    row(0x00281201 + i, 'OW', entries[i]!),
  ]);
  return Object.fromEntries(rows.map((one) => [one.tag, one]));
}

describe('YBR by hand', () => {
  it('YBR_FULL: black, white, red and blue of BT.601', async () => {
    const ybr = [0, 128, 128, 255, 128, 128, 76, 85, 255, 29, 255, 107];
    expect(await rgbOf(image('YBR_FULL', 8, ybr))).toEqual([0, 0, 0, 255, 255, 255, 254, 0, 0, 0, 0, 254]);
  });

  it('YBR_FULL of 16 bit', async () => {
    const ybr = [0, 32768, 32768, 65535, 32768, 32768, 1000, 32768, 32768, 40000, 32768, 42768];
    const rgb = [0, 0, 0, 65535, 65535, 65535, 1000, 1000, 1000, 54020, 32859, 40000];
    expect(await rgbOf(image('YBR_FULL', 16, ybr))).toEqual(rgb);
  });

  it('YBR_FULL_422: two pixels share chrominance', async () => {
    const ybr = [10, 20, 128, 128, 30, 40, 128, 228];
    expect(await rgbOf(image('YBR_FULL_422', 8, ybr))).toEqual([
      ...[10, 10, 10, 20, 20, 20],
      ...[170, 0, 30, 180, 0, 40],
    ]);
  });

  it('YBR_PARTIAL_422: 16 is black and 235 white', async () => {
    const ybr = [16, 235, 128, 128, 0, 255, 128, 128];
    const pair = [0, 0, 0, 255, 255, 255];
    expect(await rgbOf(image('YBR_PARTIAL_422', 8, ybr))).toEqual([...pair, ...pair]);
  });

  it('turns RGB back to within one unit', () => {
    const byte = fc.nat(255);
    fc.assert(
      fc.property(byte, byte, byte, (r, g, b) => {
        const y = 0.299 * r + 0.587 * g + 0.114 * b;
        const ybr = [y, (b - y) / 1.772 + 128, (r - y) / 1.402 + 128].map(Math.round);
        const whole = { rows: 1, columns: 1, bitsStored: 8, colourSpace: 'ybr-full' as const, palette: null };
        const rgb = rgbFrame({ ...whole, stored: ybr }, 0)!;
        [r, g, b].forEach((value, i) => expect(Math.abs(rgb[i]! - value)).toBeLessThanOrEqual(2));
      }),
    );
  });
});

describe('palettes', () => {
  it('of 16 bit: values below the first and above the last take the first and the last entry', async () => {
    const entries = [
      [0, 256, 65535],
      [1, 2, 3],
      [9, 8, 7],
    ];
    expect(await rgbOf(image('PALETTE COLOR', 8, [0, 10, 11, 200], tables(10, 16, entries)))).toEqual([
      ...[0, 1, 9, 0, 1, 9],
      ...[256, 2, 8, 65535, 3, 7],
    ]);
  });

  it('first value mapped may be negative where pixels are signed', async () => {
    const signed = { 0x00280103: row(0x00280103, 'US', [1]) };
    const ramp = Array.from({ length: 4 }, (_, i) => 1000 * i);
    const changes = { ...signed, ...tables(-2, 16, [ramp, ramp, ramp]) };
    expect(await rgbOf(image('PALETTE COLOR', 16, [-2, -1, 0, 1], changes))).toEqual(
      ramp.flatMap((value) => [value, value, value]),
    );
  });

  it('0 entries mean 65536', async () => {
    const ramp = Array.from({ length: 65536 }, (_, i) => i);
    const changes = tables(0, 16, [ramp, ramp, ramp], 0);
    expect(await rgbOf(image('PALETTE COLOR', 16, [0, 300, 65535, 7], changes))).toEqual(
      [0, 300, 65535, 7].flatMap((value) => [value, value, value]),
    );
  });

  it('of 8 bit, two entries a word or one', async () => {
    const packed = [
      [0x0201, 0x0403],
      [0x0605, 0x0807],
      [0x0a09, 0x0c0b],
    ];
    const colours = [1, 5, 9, 2, 6, 10, 3, 7, 11, 4, 8, 12];
    const plain = [
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10, 11, 12],
    ];
    for (const entries of [packed, plain]) {
      const changes = tables(0, 8, entries, 4);
      expect(await rgbOf(image('PALETTE COLOR', 8, [0, 1, 2, 3], changes))).toEqual(colours);
    }
    // 16 bit are promised, 8 are there.
    const pixels = await (
      await readDicom(image('PALETTE COLOR', 8, [0, 1, 2, 3], tables(0, 16, plain)), 'x.dcm')
    ).pixels();
    expect(pixels.palette?.bits).toBe(8);
  });

  it('without tables the stored values are read, with a doubt', async () => {
    const file = await readDicom(image('PALETTE COLOR', 8, [1, 2, 3, 4]), 'x.dcm');
    const pixels = await file.pixels();
    expect([...pixels.stored]).toEqual([1, 2, 3, 4]);
    expect(rgbFrame(pixels, 0)).toBeNull();
    expect(file.findings.map(({ code }) => code)).toEqual(['IMAGE-PALETTE-MISSING']);
  });

  it.each([
    [
      'fewer entries than promised',
      tables(
        0,
        16,
        [
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        3,
      ),
      'has 2 entries',
    ],
    [
      'tables of different length',
      {
        ...tables(0, 16, [
          [1, 2],
          [1, 2],
          [1, 2],
        ]),
        0x00281102: row(0x00281102, 'US', [3, 0, 16]),
      },
      'differs from that of the red table',
    ],
    [
      '12 bit',
      tables(0, 12, [
        [1, 2],
        [1, 2],
        [1, 2],
      ]),
      'not 8 or 16',
    ],
  ])('%s are refused', async (_, changes, message) => {
    await expect(readDicom(image('PALETTE COLOR', 8, [0, 1, 0, 1], changes), 'x.dcm')).rejects.toThrow(
      message,
    );
  });
});

describe('segmented palettes', () => {
  const expand = (words: number[], count: number): number[] => [
    ...expandSegments(Uint16Array.from(words), 16, count, 'x.dcm'),
  ];

  it('discrete, linear and indirect segments by hand', () => {
    // 0 10; a ramp to 40 in three steps; then both again from byte 0: the ramp starts at 10 again.
    const words = [0, 2, 0, 10, 1, 3, 40, 2, 2, 0, 0];
    expect(expand(words, 10)).toEqual([0, 10, 20, 30, 40, 0, 10, 20, 30, 40]);
    const bytes = Uint8Array.from([0, 1, 255, 1, 5, 0, 2, 1, 3, 0, 0, 0]);
    expect([...expandSegments(bytes, 8, 11, 'x.dcm')]).toEqual([255, 204, 153, 102, 51, 0, 0, 0, 0, 0, 0]);
  });

  it.each([
    ['fewer entries', [0, 2, 1, 2], 3, 'hold 2 entries'],
    ['more entries', [0, 3, 1, 2, 3], 2, 'hold more than the 2 entries'],
    ['a ramp from nowhere', [1, 2, 9], 2, 'starts nowhere'],
    ['a segment cut short', [0, 5, 1], 5, 'end inside a segment'],
    ['a circle', [0, 1, 1, 2, 1, 6, 0], 9, 'repeat a segment that repeats'],
    ['an offset past the end', [0, 1, 1, 2, 1, 0xffff, 0xffff], 9, 'not there|middle of a word'],
    ['an empty segment', [0, 0, 0, 1, 1], 1, 'empty segment'],
    ['an unknown segment', [3, 1, 1], 1, 'of kind 3'],
  ])('%s are refused', (_, words, count, message) => {
    expect(() => expand(words, count)).toThrow(new RegExp(message));
  });

  it('whatever the words, the table never grows beyond the descriptor', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(4), fc.nat(65535)), { maxLength: 60 }),
        fc.integer({ min: 1, max: 300 }),
        (words, count) => {
          try {
            expect(expand(words, count)).toHaveLength(count);
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'IMAGE-INVALID' });
          }
        },
      ),
    );
  });

  it('are read from the file', async () => {
    const rows = [0, 1, 2].flatMap((i) => [
      row(0x00281101 + i, 'US', [4, 0, 16]),
      row(0x00281221 + i, 'OW', [0, 1, 0, 1, 3, 300 * (i + 1)]),
    ]);
    const changes = Object.fromEntries(rows.map((one) => [one.tag, one]));
    expect(await rgbOf(image('PALETTE COLOR', 8, [0, 1, 2, 3], changes))).toEqual([
      ...[0, 0, 0, 100, 200, 300],
      ...[200, 400, 600, 300, 600, 900],
    ]);
  });
});

describe('a codestream and PhotometricInterpretation', () => {
  const stream = (
    coding: CodestreamHeader['coding'],
    colour: CodestreamHeader['colour'],
  ): CodestreamHeader => ({
    ...{ coding, colour, rows: 1, columns: 1, components: 3, precision: 8, signed: null },
    ...{ sameSize: true, samePrecision: true },
  });

  it.each([
    ['RGB', stream('jpeg-dct', null), 'rgb', false],
    ['RGB', stream('jpeg-dct', 'rgb'), 'rgb', false],
    ['RGB', stream('jpeg-dct', 'ybr'), 'ybr-full', true],
    ['YBR_FULL_422', stream('jpeg-dct', 'ybr'), 'ybr-full', false],
    ['YBR_FULL_422', stream('jpeg-dct', null), 'ybr-full', false],
    ['YBR_FULL_422', stream('jpeg-dct', 'rgb'), 'rgb', true],
    ['YBR_RCT', stream('jpeg-2000', 'rgb'), 'rgb', false],
    ['YBR_ICT', stream('htj2k', 'rgb'), 'rgb', false],
    ['RGB', stream('jpeg-2000', 'rgb'), 'rgb', false],
    ['RGB', stream('jpeg-2000', null), 'rgb', false],
    ['YBR_RCT', stream('jpeg-2000', null), 'rgb', true],
    ['YBR_FULL', stream('jpeg-2000', null), 'ybr-full', false],
    ['YBR_FULL', stream('jpeg-2000', 'rgb'), 'rgb', true],
    ['YBR_FULL', stream('jpeg-ls', null), 'ybr-full', false],
    ['YBR_PARTIAL_420', stream('jpeg-ls', null), 'ybr-partial', false],
  ] as const)('%s over %o is %s', (photometric, header, space, doubt) => {
    expect(colourSpaceOf(photometric, header)).toBe(space);
    expect(colourDoubt(photometric, header) !== null).toBe(doubt);
  });
});
