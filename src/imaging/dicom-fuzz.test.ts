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
import { modalityValues } from './modality-values.js';
import { compressedRadiograph, encode } from './codec/encode.testkit.js';
import { radiograph, radiographRows, STORED } from './radiograph.testkit.js';

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

const values = Uint16Array.from(STORED);
const COMPRESSED = [
  compressedRadiograph('rle', [await encode('rle', values, 3, 4)]),
  compressedRadiograph('jpeg-lossless', [await encode('jpeg-lossless', values, 3, 4)]),
];

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
  ...COMPRESSED,
];

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
  it(
    'are read or refused with a code, and never need more memory than their size allows',
    { timeout: 120_000 },
    async () => {
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...ORIGINALS),
          fc.array(mutation, { minLength: 1, maxLength: 4 }),
          async (original, mutations) => {
            const bytes = mutate(original, mutations);
            try {
              const file = await readDicom(bytes, 'x.dcm');
              file.identifiers();
              const pixels = await file.pixels();
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
          },
        ),
        { seed: 20261123, numRuns: RUNS },
      );
      // The mutations must reach the structure, or the test proves nothing.
      expect(refused).toBeGreaterThan(RUNS / 4);
      expect(refused).toBeLessThan(RUNS);
    },
  );
});
