import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepStoredBits } from './stored-bits.js';

/** Bit by bit, as PS3.5 section 8.1.1 says it. */
function oneByOne(
  bytes: Uint8Array,
  bits: { bitsAllocated: number; bitsStored: number; highBit: number; signed: boolean },
): Uint8Array {
  const { bitsAllocated, bitsStored, highBit, signed } = bits;
  const width = bitsAllocated / 8;
  const result = new Uint8Array(bytes.length);
  for (let at = 0; at + width <= bytes.length; at += width) {
    const read = (bit: number): number => (bytes[at + (bit >> 3)]! >> (bit & 7)) & 1;
    for (let bit = 0; bit < bitsAllocated; bit += 1) {
      const lowest = highBit - bitsStored + 1;
      const value = bit < bitsStored ? read(lowest + bit) : signed ? read(highBit) : 0;
      result[at + (bit >> 3)]! |= value << (bit & 7);
    }
  }
  return result;
}

const images = fc
  .record({
    bitsAllocated: fc.constantFrom(8 as const, 16 as const, 32 as const),
    stored: fc.integer({ min: 1, max: 32 }),
    up: fc.integer({ min: 0, max: 31 }),
    signed: fc.boolean(),
    offset: fc.integer({ min: 0, max: 7 }),
    content: fc.uint8Array({ minLength: 0, maxLength: 80 }),
  })
  .map(({ bitsAllocated, stored, up, signed, offset, content }) => {
    const bitsStored = Math.min(stored, bitsAllocated);
    const highBit = Math.min(bitsAllocated - 1, bitsStored - 1 + up);
    const length = content.length - (content.length % (bitsAllocated / 8));
    const bytes = new Uint8Array(offset + length).fill(0xa5).subarray(offset);
    bytes.set(content.subarray(0, length));
    return { bytes, bits: { bitsAllocated, bitsStored, highBit, signed } };
  });

describe('stored bits', () => {
  it('are those from HighBit down, at the bottom, the rest filled with 0 or the sign: any width, place and alignment', () => {
    fc.assert(
      fc.property(images, ({ bytes, bits }) => {
        const before = new Uint8Array(bytes);
        expect(new Uint8Array(keepStoredBits(bytes, bits))).toEqual(oneByOne(bytes, bits));
        expect(bytes).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it('are not copied where nothing changes', () => {
    fc.assert(
      fc.property(images, ({ bytes, bits }) => {
        const low = { ...bits, highBit: bits.bitsStored - 1 };
        const clean = keepStoredBits(bytes, low);
        const even = new Uint8Array(clean);
        if (even.length >= 4) expect(keepStoredBits(even, low)).toBe(even);
      }),
    );
  });

  it('one foreign bit anywhere in a large image is found', () => {
    const bits = { bitsAllocated: 16, bitsStored: 12, highBit: 11, signed: false } as const;
    const signed = { ...bits, signed: true };
    const values = new Uint16Array(40_001).map((_, i) => i % 4096);
    const wide = values.map((value) => (value << 20) >> 20);
    const same = (spoiled: Uint16Array, image: typeof bits | typeof signed, expected: Uint16Array): boolean =>
      Buffer.compare(
        keepStoredBits(new Uint8Array(spoiled.buffer), image),
        new Uint8Array(expected.buffer),
      ) === 0;
    for (const at of [0, 1, 20_000, 39_999, 40_000]) {
      const spoiled = values.slice();
      spoiled[at]! |= 0x1000;
      expect(same(spoiled, bits, values)).toBe(true);
      const turned = wide.slice();
      turned[at]! ^= 0x8000;
      expect(same(turned, signed, wide)).toBe(true);
    }
  });
});
