import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { philox4x32, RandomStream } from './random.js';

describe('philox4x32', () => {
  // Random123 1.14 (D. E. Shaw Research), tests/kat_vectors, lines "philox4x32 10".
  it.each([
    [
      'zeros',
      '00000000 00000000 00000000 00000000',
      '00000000 00000000',
      '6627e8d5 e169c58d bc57ac4c 9b00dbd8',
    ],
    [
      'ones',
      'ffffffff ffffffff ffffffff ffffffff',
      'ffffffff ffffffff',
      '408f276d 41c83b0e a20bc7c6 6d5451fd',
    ],
    [
      'digits of pi',
      '243f6a88 85a308d3 13198a2e 03707344',
      'a4093822 299f31d0',
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    ],
  ])('gives the known answer for %s', (_, counter, key, expected) => {
    const words = (text: string): number[] => text.split(' ').map((word) => Number.parseInt(word, 16));
    const [key0, key1] = words(key);
    const out = new Uint32Array(4);
    philox4x32(Uint32Array.from(words(counter)), key0!, key1!, out);
    expect([...out]).toEqual(words(expected));
  });
});

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('RandomStream', () => {
  it('draws block after block of counter (0, 0, stream) under key (seed)', () => {
    const stream = new RandomStream(2 ** 32 + 5, 2 ** 33 + 7);
    const block = new Uint32Array(4);
    const expected: number[] = [];
    for (const index of [0, 1]) {
      philox4x32(Uint32Array.of(index, 0, 7, 2), 5, 1, block);
      expected.push(...block);
    }
    expect(Array.from({ length: 8 }, () => stream.uint32())).toEqual(expected);
  });

  it('is fixed by seed and stream and differs for another of either', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, stream) => {
        const draw = (s: number, t: number): number[] => {
          const random = new RandomStream(s, t);
          return Array.from({ length: 4 }, () => random.uint32());
        };
        const first = draw(seed, stream);
        expect(draw(seed, stream)).toEqual(first);
        expect(draw(seed === 0 ? 1 : seed - 1, stream)).not.toEqual(first);
        expect(draw(seed, stream === 0 ? 1 : stream - 1)).not.toEqual(first);
      }),
    );
  });

  it('stays below n, and reaches every value', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 32 - 1 }), (seed, n) => {
        const value = new RandomStream(seed).below(n);
        expect(Number.isInteger(value) && value >= 0 && value < n).toBe(true);
      }),
    );
    const random = new RandomStream(1);
    expect(new Set(Array.from({ length: 300 }, () => random.below(6))).size).toBe(6);
  });

  it('is uniform over six values: chi-square below its 99.9 % point of 20.515 (5 degrees of freedom)', () => {
    const counts = new Array<number>(6).fill(0);
    const random = new RandomStream(20261123);
    for (let draw = 0; draw < 60_000; draw += 1) counts[random.below(6)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(20.515);
  });

  it('has uniform numbers in [0, 1) with mean 1/2 and normal ones with mean 0 and variance 1', () => {
    const random = new RandomStream(3);
    const n = 100_000;
    let sum = 0;
    let normalSum = 0;
    let squares = 0;
    for (let draw = 0; draw < n; draw += 1) {
      const uniform = random.uniform();
      if (uniform < 0 || uniform >= 1) expect.fail(`${uniform} is outside [0, 1)`);
      sum += uniform;
      const normal = random.normal();
      normalSum += normal;
      squares += normal * normal;
    }
    // Four standard errors each.
    expect(Math.abs(sum / n - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(normalSum / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  it.each([[-1], [0.5], [2 ** 53], [Number.NaN]])('refuses %s as seed and as stream', (value) => {
    expect(() => new RandomStream(value)).toThrow(RangeError);
    expect(() => new RandomStream(1, value)).toThrow(RangeError);
  });
});
