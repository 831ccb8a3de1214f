import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDct } from './encode-dct.testkit.js';
import type { DctImage } from './encode-dct.testkit.js';
import { decodeJpegDct } from './jpeg-dct.js';

const ONES = Array<number>(64).fill(1);

/** 11 rows × 13 columns: two blocks across and down, none of them whole. */
function image(precision: 8 | 12, components: Int16Array[], quantisation = ONES): DctImage {
  return { rows: 11, columns: 13, precision, components, quantisation };
}

function block(coefficients: Record<number, number>): number[] {
  return Array.from({ length: 64 }, (_, k) => coefficients[k] ?? 0);
}

describe.each([8, 12] as const)('%s bit by hand', (precision) => {
  const middle = 2 ** (precision - 1);
  // A block with the DC coefficient d alone is flat: the middle and d × quantisation / 8.
  const flat = Int16Array.from([0, 10, -4, 30].flatMap((dc) => block({ 0: dc })));
  const expected = (row: number, column: number): number =>
    middle + [0, 10, -4, 30][2 * Math.floor(row / 8) + Math.floor(column / 8)]! * 2;

  it.each(['sequential', 'progressive'] as const)('flat blocks, %s', (process) => {
    const { samples, frame } = decodeJpegDct(
      encodeDct(image(precision, [flat], Array<number>(64).fill(16)), process),
    );
    expect(frame.precision).toBe(precision);
    samples.forEach((value, i) => {
      expect(value).toBe(expected(Math.floor(i / 13), i % 13));
    });
  });

  it.each(['sequential', 'progressive'] as const)('one cosine across, %s', (process) => {
    const wave = Int16Array.from(Array.from({ length: 4 }, () => block({ 1: 100 })).flat());
    const { samples } = decodeJpegDct(encodeDct(image(precision, [wave]), process));
    for (let column = 0; column < 13; column += 1) {
      // A.3.3: a quarter of C(0) C(1) × 100 × cos((2x + 1) π / 16).
      const exact = middle + (25 / Math.SQRT2) * Math.cos(((2 * (column % 8) + 1) * Math.PI) / 16);
      expect(Math.abs(samples[column]! - exact)).toBeLessThanOrEqual(0.5 + 1e-2);
    }
  });

  it('values beyond the bits are kept at the ends', () => {
    const largest = 2 ** precision - 1;
    const extreme = Int16Array.from([2047, -2047, 0, 0].flatMap((dc) => block({ 0: dc })));
    const { samples } = decodeJpegDct(
      encodeDct(image(precision, [extreme], Array<number>(64).fill(32)), 'sequential'),
    );
    expect([samples[0], samples[12]]).toEqual([largest, 0]);
  });
});

describe('padding of the last byte', () => {
  const stream = encodeDct(image(8, [new Int16Array(256)]), 'sequential');
  /** The scan with more bytes before the end of the image. */
  const longer = (...bytes: number[]): Uint8Array =>
    Uint8Array.of(...stream.subarray(0, -2), ...bytes, ...stream.subarray(-2));

  it('may be a whole byte of ones, as some writers have it', () => {
    expect(decodeJpegDct(longer(0xff, 0x00)).samples).toEqual(decodeJpegDct(stream).samples);
  });

  it('is nothing else: zeros or two bytes are data that no block asked for', () => {
    expect(() => decodeJpegDct(longer(0x00))).toThrow('longer than the image');
    expect(() => decodeJpegDct(longer(0xff, 0x00, 0xff, 0x00))).toThrow('longer than the image');
  });
});

describe('the progressive process', () => {
  const coefficient = fc.oneof(
    { weight: 8, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: -2, max: 2 }) },
    { weight: 1, arbitrary: fc.integer({ min: -900, max: 900 }) },
  );
  const component = fc
    .array(coefficient, { minLength: 256, maxLength: 256 })
    .map((values) => Int16Array.from(values));

  it('gives what the sequential one gives for the same coefficients', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(8 as const, 12 as const),
        fc.constantFrom(1, 3).chain((count) => fc.array(component, { minLength: count, maxLength: count })),
        (precision, components) => {
          const whole = image(precision, components);
          const [a, b] = (['sequential', 'progressive'] as const).map((process) =>
            decodeJpegDct(encodeDct(whole, process)),
          );
          expect(b!.samples).toEqual(a!.samples);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('without its last scans is refused: it would be the image, only coarse', () => {
    const components = [Int16Array.from({ length: 256 }, (_, i) => i % 5)];
    const whole = encodeDct(image(12, components), 'progressive');
    const lastScan = Buffer.from(whole).lastIndexOf('ffda', undefined, 'hex');
    expect(() => decodeJpegDct(whole.subarray(0, lastScan))).toThrow('cut short');
  });
});

interface Vector {
  name: string;
  shape: number[];
  stream: string;
  samples: string;
}

describe('streams of other encoders', () => {
  const file = new URL('./jpeg-dct.vectors.json', import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };

  it.each(vectors)('$name: every sample as libjpeg-turbo decodes it', ({ shape, stream, samples }) => {
    const decoded = decodeJpegDct(Buffer.from(stream, 'base64'));
    const expected = Buffer.from(samples, 'base64');
    const { rows, columns, components } = decoded.frame;
    expect([rows, columns, components.length]).toEqual([shape[0], shape[1], shape[2] ?? 1]);
    decoded.samples.forEach((value, i) => {
      expect(value, `sample ${i}`).toBe(expected.readUInt16LE(2 * i));
    });
  });
});
