import { philox4x32 } from '../core/random.js';

/**
 * The random numbers of one resample: xoshiro128++ (Blackman and Vigna 2021, ACM Trans Math Softw 47:36) started from the
 * Philox4x32-10 block of (seed, resample). The start depends on nothing but these two, so resample 417 has the same bits
 * on any thread and in any order; the steps are a few 32-bit operations, which Philox itself is not in JavaScript.
 */
export class ResampleStream {
  private a = 0;
  private b = 0;
  private c = 0;
  private d = 0;
  private readonly counter = new Uint32Array(4);
  private readonly block = new Uint32Array(4);
  private readonly key0: number;
  private readonly key1: number;

  /** @param seed integer in [0, 2^53) */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError('the seed is an integer from 0');
    this.key0 = seed >>> 0;
    this.key1 = Math.floor(seed / 2 ** 32) >>> 0;
  }

  /** Goes to the start of a resample. @param resample integer in [0, 2^53) */
  start(resample: number): void {
    this.counter[2] = resample >>> 0;
    this.counter[3] = Math.floor(resample / 2 ** 32) >>> 0;
    philox4x32(this.counter, this.key0, this.key1, this.block);
    this.a = this.block[0]! | 0;
    this.b = this.block[1]! | 0;
    this.c = this.block[2]! | 0;
    this.d = this.block[3]! | 0;
    // The all-zero state would stay zero.
    if ((this.a | this.b | this.c | this.d) === 0) this.a = 1;
  }

  /** 32 random bits as a signed integer. */
  bits(): number {
    const sum = (this.a + this.d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + this.a) | 0;
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  /** Uniform on (0, 1), 53 bits, never 0. */
  uniform(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 67108864 + low + 0.5) / 9007199254740992;
  }

  /**
   * Draws `draws` of `n` units with replacement and counts them into `counts[offset …]`. Unbiased (Lemire 2019, ACM Trans
   * Model Comput Simul 29:3): two draws a word while n is small, one otherwise.
   */
  countDraws(draws: number, n: number, counts: Uint32Array, offset = 0): void {
    if (n <= HALF_WORD_UNITS) this.countHalfWords(draws, n, counts, offset);
    else this.countWords(draws, n, counts, offset);
  }

  private countHalfWords(draws: number, n: number, counts: Uint32Array, offset: number): void {
    let { a, b, c, d } = this;
    const threshold = 65536 % n;
    let left = draws;
    while (left > 0) {
      const sum = (a + d) | 0;
      const word = (((sum << 7) | (sum >>> 25)) + a) | 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      // 1 for a draw that counts, 0 for one that is rejected: a branch here would be mispredicted.
      const first = Math.imul(word >>> 16, n);
      const one = ((threshold - 1 - (first & 0xffff)) >>> 31) & 1;
      counts[offset + (first >>> 16)]! += one;
      left -= one;
      if (left === 0) break;
      const second = Math.imul(word & 0xffff, n);
      const two = ((threshold - 1 - (second & 0xffff)) >>> 31) & 1;
      counts[offset + (second >>> 16)]! += two;
      left -= two;
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  private countWords(draws: number, n: number, counts: Uint32Array, offset: number): void {
    const threshold = 2 ** 32 % n;
    for (let left = draws; left > 0;) {
      const word = this.bits() >>> 0;
      if (Math.imul(word, n) >>> 0 < threshold) continue;
      // word × n is exact below 2^53.
      counts[offset + Math.floor((word * n) / 4294967296)]! += 1;
      left -= 1;
    }
  }
}

/** Up to here less than a quarter of the half-word draws is rejected. */
const HALF_WORD_UNITS = 16384;
