/** Two JPEG writers for the benches: small, slow and right (ISO/IEC 10918-1). Codes of one length: nothing is tuned. */

class Bits {
  bytes = [];
  #word = 0;
  #held = 0;

  put(value, length) {
    for (let bit = length - 1; bit >= 0; bit -= 1) {
      this.#word = (this.#word << 1) | ((value >>> bit) & 1);
      this.#held += 1;
      if (this.#held === 8) this.#flush();
    }
  }

  /** Number of bits, then the bits of a signed number (figure F.12). */
  signed(value, length) {
    this.put(value < 0 ? value + 2 ** length - 1 : value, length);
  }

  end() {
    while (this.#held > 0) this.put(1, 1);
    return this.bytes;
  }

  #flush() {
    this.bytes.push(this.#word);
    if (this.#word === 0xff) this.bytes.push(0);
    this.#word = 0;
    this.#held = 0;
  }
}

const word = (value) => [value >> 8, value & 0xff];
const segment = (marker, bytes) => [0xff, marker, ...word(bytes.length + 2), ...bytes];
const lengthOf = (value) => 32 - Math.clz32(Math.abs(value));

/** First-order prediction, process 14; every length of difference has a code of five bits. */
export function losslessJpeg(values, side, bits) {
  const out = new Bits();
  for (let i = 0; i < values.length; i += 1) {
    const first = i === 0 ? 2 ** (bits - 1) : values[i % side === 0 ? i - side : i - 1];
    const difference = values[i] - first;
    const length = lengthOf(difference);
    out.put(length, 5);
    out.signed(difference, length);
  }
  const lengths = Array.from({ length: 16 }, (_, i) => (i === 4 ? 17 : 0));
  return Buffer.from(
    [
      ...[0xff, 0xd8],
      ...segment(0xc3, [bits, ...word(side), ...word(side), 1, 1, 0x11, 0]),
      ...segment(0xc4, [0, ...lengths, ...Array.from({ length: 17 }, (_, i) => i)]),
      ...segment(0xda, [1, 1, 0, 1, 0, 0]),
    ].concat(out.end(), [0xff, 0xd9]),
  );
}

const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
];
const STEP = 8;

/** Baseline, 8 bit, one component, one quantisation step; symbols below 128 have codes of 8 bits, others of 9. */
export function baselineJpeg(values, side) {
  const out = new Bits();
  const symbol = (one) => (one < 128 ? out.put(one, 8) : out.put(128 + one, 9));
  let before = 0;
  for (let y = 0; y < side; y += 8) {
    for (let x = 0; x < side; x += 8) {
      const block = forward(values, y * side + x, side);
      const length = lengthOf(block[0] - before);
      symbol(length);
      out.signed(block[0] - before, length);
      before = block[0];
      let zeros = 0;
      for (let k = 1; k < 64; k += 1) {
        const value = block[ZIGZAG[k]];
        if (value === 0) {
          zeros += 1;
          continue;
        }
        for (; zeros > 15; zeros -= 16) symbol(0xf0);
        symbol(16 * zeros + lengthOf(value));
        out.signed(value, lengthOf(value));
        zeros = 0;
      }
      if (zeros > 0) symbol(0);
    }
  }
  const lengths = Array.from({ length: 16 }, (_, i) => (i === 7 ? 128 : i === 8 ? 123 : 0));
  const symbols = Array.from({ length: 251 }, (_, i) => i);
  return Buffer.from(
    [
      ...[0xff, 0xd8],
      ...segment(0xdb, [0, ...Array(64).fill(STEP)]),
      ...segment(0xc0, [8, ...word(side), ...word(side), 1, 1, 0x11, 0]),
      ...segment(0xc4, [0, ...lengths, ...symbols]),
      ...segment(0xc4, [0x10, ...lengths, ...symbols]),
      ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    ].concat(out.end(), [0xff, 0xd9]),
  );
}

const COSINES = Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/** Quantised coefficients of one block, in natural order (A.3.3). */
function forward(values, at, side) {
  const rows = new Float64Array(64);
  for (let y = 0; y < 8; y += 1) {
    for (let u = 0; u < 8; u += 1) {
      let sum = 0;
      for (let x = 0; x < 8; x += 1) sum += COSINES[8 * u + x] * (values[at + y * side + x] - 128);
      rows[8 * y + u] = sum;
    }
  }
  const block = new Int16Array(64);
  for (let v = 0; v < 8; v += 1) {
    for (let u = 0; u < 8; u += 1) {
      let sum = 0;
      for (let y = 0; y < 8; y += 1) sum += COSINES[8 * v + y] * rows[8 * y + u];
      block[8 * v + u] = Math.round(sum / STEP);
    }
  }
  return block;
}
