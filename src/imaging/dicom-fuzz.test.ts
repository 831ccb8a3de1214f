import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../core/error.js';
import { readDicom, salvageIdentity } from './dicom.js';
import {
  BIG_ENDIAN,
  DEFLATED,
  dicomFile,
  EXPLICIT,
  fragments,
  IMPLICIT,
  JPEG_2000,
  row,
} from './dicom-writer.testkit.js';
import { LIMITS } from './limits.js';
import { modalityValues } from './modality-values.js';
import { encodeDct } from './codec/encode-dct.testkit.js';
import { compressedRadiograph, encode } from './codec/encode.testkit.js';
import { rgbFrame } from './colour/to-rgb.js';
import type { Row } from './dicom-writer.testkit.js';
import { readFramePlanes } from './frame-planes.js';
import { radiograph, radiographRows } from './radiograph.testkit.js';
import { readVoiPresentation } from './voi-presentation.js';

const enhanced = {
  0x52009230: row(
    0x52009230,
    'SQ',
    [
      [
        row(0x00289145, 'SQ', [[row(0x00281052, 'DS', '1'), row(0x00281053, 'DS', '2')]], {
          openEnded: true,
        }),
      ],
    ],
    { openEnded: true },
  ),
};

/** A picture with something for each coder to do: 16 × 16, twice, of 12 bit. */
const SIDE = 16;
const values = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => (i * i * 7 + 31 * (i % SIDE)) % 4096);
const sized: Record<number, Row> = {
  0x00280008: row(0x00280008, 'IS', '2'),
  0x00280010: row(0x00280010, 'US', [SIDE]),
  0x00280011: row(0x00280011, 'US', [SIDE]),
};
const eightBit: Record<number, Row> = {
  0x00280100: row(0x00280100, 'US', [8]),
  0x00280101: row(0x00280101, 'US', [8]),
  0x00280102: row(0x00280102, 'US', [7]),
};
const colour: Record<number, Row> = {
  ...eightBit,
  0x00280002: row(0x00280002, 'US', [3]),
  0x00280004: row(0x00280004, 'CS', 'YBR_FULL'),
  0x00280006: row(0x00280006, 'US', [0]),
};

/** Two frames of DCT coefficients that fall off as those of pictures do. */
function dct(process: 'sequential' | 'progressive', precision: 8 | 12, count: 1 | 3): Uint8Array {
  const blocks = Int16Array.from({ length: 4 * 64 }, (_, i) =>
    Math.trunc((((i * 37) % 41) - 20) / (1 + (i % 8))),
  );
  const picture = {
    ...{ rows: SIDE, columns: SIDE, precision, quantisation: Array<number>(64).fill(precision) },
    components: Array.from({ length: count }, () => blocks),
  };
  const frame = encodeDct(picture, process);
  const changes = { ...sized, ...(count === 3 ? colour : precision === 8 ? eightBit : {}) };
  return compressedRadiograph(precision === 8 ? 'jpeg-baseline' : 'jpeg-extended', [frame, frame], changes);
}

const COMPRESSED = [
  ...(await Promise.all(
    (['rle', 'deflate', 'jpeg-lossless', 'jpeg-ls', 'jpeg-2000', 'htj2k'] as const).map(async (coding) => {
      const frame = await encode(coding, values, SIDE, SIDE);
      return compressedRadiograph(coding, [frame, frame], sized);
    }),
  )),
  dct('sequential', 8, 1),
  dct('sequential', 8, 3),
  dct('sequential', 12, 1),
  dct('progressive', 8, 3),
  dct('progressive', 12, 1),
];

/** A palette image: its tables are struck, too. */
const PALETTE = radiograph({
  ...eightBit,
  0x00280004: row(0x00280004, 'CS', 'PALETTE COLOR'),
  ...Object.fromEntries(
    [0, 1, 2]
      .flatMap((i) => [
        row(0x00281101 + i, 'US', [8, 0, 16]),
        row(0x00281221 + i, 'OW', [0, 2, 0, 9, 1, 2, 900, 2, 2, 0, 0]),
      ])
      .map((one) => [one.tag, one]),
  ),
  0x7fe00010: row(0x7fe00010, 'OB', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
});

const ORIGINALS = [
  radiograph(enhanced, EXPLICIT),
  radiograph(enhanced, IMPLICIT),
  radiograph(enhanced, BIG_ENDIAN),
  radiograph({}, DEFLATED),
  new Uint8Array(
    Buffer.concat([
      dicomFile(radiographRows({ 0x7fe00010: null }), JPEG_2000),
      fragments([Uint8Array.of(1, 2, 3, 4), Uint8Array.of(5, 6)]),
    ]),
  ),
  PALETTE,
  ...COMPRESSED,
];

const NATIVE = ORIGINALS.filter((one) => !COMPRESSED.includes(one));

type Mutation =
  | { kind: 'set'; at: number; value: number }
  | { kind: 'cut'; at: number }
  | { kind: 'drop' | 'repeat'; at: number; count: number }
  | { kind: 'word'; at: number; value: number };

const at = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at, value: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at }),
  fc.record({ kind: fc.constantFrom('drop' as const, 'repeat' as const), at, count: fc.nat(64) }),
  fc.record({
    kind: fc.constant('word' as const),
    at,
    value: fc.constantFrom(0xffffffff, 0x7fffffff, 0x80000000, 0, 0xffff, 0xfffee000, 0xe00dfffe),
  }),
);

/** Mutations fall on the data set: the 128 bytes of the preamble hold nothing. */
function mutate(original: Uint8Array, mutations: readonly Mutation[]): Uint8Array {
  let bytes = Buffer.from(original);
  for (const one of mutations) {
    const place = Math.floor(128 + one.at * Math.max(0, bytes.length - 128));
    if (one.kind === 'set') {
      if (place < bytes.length) bytes[place] = one.value;
    } else if (one.kind === 'cut') bytes = bytes.subarray(0, place);
    else if (one.kind === 'word') {
      if (place + 4 <= bytes.length) bytes.writeUInt32LE(one.value, place);
    } else {
      const part = one.kind === 'repeat' ? bytes.subarray(place, place + one.count) : Buffer.alloc(0);
      const rest = bytes.subarray(one.kind === 'drop' ? place + one.count : place);
      bytes = Buffer.concat([bytes.subarray(0, place), part, rest]);
    }
  }
  return new Uint8Array(bytes);
}

const RUNS = Number(process.env['VERITOME_FUZZ_RUNS'] ?? 5000);

describe('damaged files', () => {
  it('come from whole ones, of every coding', async () => {
    const codings = new Set<string>();
    for (const original of ORIGINALS.filter((_, i) => i !== 4)) {
      const file = await readDicom(original, 'x.dcm');
      await file.pixels();
      codings.add(`${file.facts.transferSyntaxUid} ${file.facts.bitsStored}`);
    }
    // Native, palette, without loss, DCT of 8 and 12 bit (sequential and progressive have one syntax here).
    expect(codings.size).toBe(4 + 1 + 6 + 2);
  });

  it(
    'are read or refused with a code, and never need more memory than their size allows',
    { timeout: 120_000 },
    async () => {
      let refused = 0;
      let longestMs = 0;
      await fc.assert(
        fc.asyncProperty(
          // Decoders live in another thread and cost more than all the rest.
          fc.oneof(
            { weight: 3, arbitrary: fc.constantFrom(...NATIVE) },
            { weight: 4, arbitrary: fc.constantFrom(...COMPRESSED) },
          ),
          fc.array(mutation, { minLength: 1, maxLength: 4 }),
          async (original, mutations) => {
            const bytes = mutate(original, mutations);
            const started = performance.now();
            try {
              const file = await readDicom(bytes, 'x.dcm');
              file.identifiers();
              const pixels = await file.pixels();
              rgbFrame(pixels, pixels.frames - 1);
              readVoiPresentation(file.dataSet, 0, false, 'x.dcm', file.findings);
              readFramePlanes(file.dataSet, pixels.frames);
              // One bit a pixel becomes one byte: eight times the value is the most native pixels can ask for.
              if (original !== ORIGINALS[3] && !COMPRESSED.includes(original))
                expect(pixels.pixelsLe.length).toBeLessThanOrEqual(8 * bytes.length);
              expect(modalityValues(pixels).length).toBe(pixels.stored.length);
            } catch (thrown) {
              if (!(thrown instanceof AppError)) throw thrown;
              expect(thrown.code).toMatch(/^IMAGE-/);
              refused += 1;
            }
            salvageIdentity(bytes, 'x.dcm');
            longestMs = Math.max(longestMs, performance.now() - started);
          },
        ),
        { seed: 20261123, numRuns: RUNS },
      );
      // No decoder broods over a small image: `LIMITS.decodeMsLeast` is the worst, and time to spare.
      expect(longestMs).toBeLessThan(2 * LIMITS.decodeMsLeast);
      // The mutations must reach the structure, or the test proves nothing.
      expect(refused).toBeGreaterThan(RUNS / 4);
      expect(refused).toBeLessThan(RUNS);
    },
  );
});
