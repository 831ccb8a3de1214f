/**
 * Counter-based random streams: Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, doi:10.1145/2063384.2063405).
 * A stream is fixed by (seed, stream): resample 417 draws the same bits on any worker thread, in any order.
 */
const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** One Philox4x32-10 block: counter (4 words) and key (2 words) give four 32-bit words in `out`. */
export function philox4x32(counter: Uint32Array, key0: number, key1: number, out: Uint32Array): void {
  let c0 = counter[0]!;
  let c1 = counter[1]!;
  let c2 = counter[2]!;
  let c3 = counter[3]!;
  let k0 = key0 >>> 0;
  let k1 = key1 >>> 0;
  for (let round = 0; round < 10; round += 1) {
    const hi0 = highWord(M0, c0);
    const lo0 = Math.imul(M0, c0) >>> 0;
    const hi1 = highWord(M1, c2);
    const lo1 = Math.imul(M1, c2) >>> 0;
    c0 = (hi1 ^ c1 ^ k0) >>> 0;
    c1 = lo1;
    c2 = (hi0 ^ c3 ^ k1) >>> 0;
    c3 = lo0;
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** Upper 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function highWord(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = aLow * bLow;
  const mid1 = aHigh * bLow + (low >>> 16);
  const mid2 = aLow * bHigh + (mid1 & 0xffff);
  return (aHigh * bHigh + Math.floor(mid1 / 65536) + Math.floor(mid2 / 65536)) >>> 0;
}

export class RandomStream {
  private readonly counter = new Uint32Array(4);
  private readonly block = new Uint32Array(4);
  private used = 4;
  private readonly key0: number;
  private readonly key1: number;

  /**
   * @param seed integer in [0, 2^53)
   * @param stream integer in [0, 2^53): number of the resample, case or other unit of work
   */
  constructor(seed: number, stream = 0) {
    for (const value of [seed, stream]) {
      if (!Number.isSafeInteger(value) || value < 0)
        throw new RangeError('seed and stream are integers from 0');
    }
    this.key0 = seed >>> 0;
    this.key1 = Math.floor(seed / 2 ** 32) >>> 0;
    this.counter[2] = stream >>> 0;
    this.counter[3] = Math.floor(stream / 2 ** 32) >>> 0;
  }

  /** Uniform on 0 … 2^32-1. */
  uint32(): number {
    if (this.used === 4) {
      philox4x32(this.counter, this.key0, this.key1, this.block);
      this.counter[0] = (this.counter[0]! + 1) >>> 0;
      if (this.counter[0] === 0) this.counter[1] = (this.counter[1]! + 1) >>> 0;
      this.used = 0;
    }
    const word = this.block[this.used]!;
    this.used += 1;
    return word;
  }

  /** Uniform on [0, 1) with 53 bits. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Uniform integer on 0 … n-1 without modulo bias (Lemire 2019, doi:10.1145/3230636). @param n 1 … 2^32 - 1 */
  below(n: number): number {
    let word = this.uint32();
    let low = Math.imul(word, n) >>> 0;
    if (low < n) {
      const floor = (2 ** 32 - n) % n;
      while (low < floor) {
        word = this.uint32();
        low = Math.imul(word, n) >>> 0;
      }
    }
    return highWord(word, n);
  }

  /** Standard normal by Box and Muller; one draw of the pair is dropped, so each call costs the same draws. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }
}
