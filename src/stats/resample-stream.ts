import { philox4x32 } from '../core/random.js';
import { drawBinomial } from './binomial-draw.js';

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
   * Draws `draws` of `n` units with replacement and writes their counts to `counts[offset … offset + n - 1]`. Blocks of
   * 256 units get their share as one binomial draw, so that a draw inside a block is one byte; the last block, not full,
   * draws by multiplication without bias (Lemire 2019, ACM Trans Model Comput Simul 29:3).
   */
  countDraws(draws: number, n: number, counts: Uint32Array, offset = 0): void {
    let left = draws;
    let at = offset;
    let units = n;
    while (units > BLOCK) {
      const share = drawBinomial(this, left, BLOCK / units);
      this.countBytes(share);
      counts.set(blockCounts, at);
      left -= share;
      at += BLOCK;
      units -= BLOCK;
    }
    counts.fill(0, at, at + units);
    this.countHalfWords(left, units, counts, at);
  }

  /**
   * Four draws a word over 256 units. The steps of `bits` are written out: the state stays in local variables, and the
   * rest of a word is drawn apart, so that the loop has no branch. The counts have a fixed length that any byte is below,
   * so no index has to be checked.
   */
  private countBytes(draws: number): void {
    blockCounts.fill(0);
    let { a, b, c, d } = this;
    const words = draws >>> 2;
    for (let i = 0; i < words; i += 1) {
      const sum = (a + d) | 0;
      const word = (((sum << 7) | (sum >>> 25)) + a) | 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      blockCounts[word & 0xff]! += 1;
      blockCounts[(word >>> 8) & 0xff]! += 1;
      blockCounts[(word >>> 16) & 0xff]! += 1;
      blockCounts[word >>> 24]! += 1;
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    const rest = draws & 3;
    if (rest === 0) return;
    const word = this.bits();
    for (let i = 0; i < rest; i += 1) blockCounts[(word >>> (8 * i)) & 0xff]! += 1;
  }

  /** Few units: both halves of a word, the upper first, the rejected ones without a count. */
  private countHalfWords(draws: number, n: number, counts: Uint32Array, offset: number): void {
    const threshold = 65536 % n;
    for (let left = draws; left > 0;) {
      const word = this.bits();
      const upper = (word >>> 16) * n;
      if ((upper & 0xffff) >= threshold) {
        counts[offset + (upper >>> 16)]! += 1;
        left -= 1;
      }
      const lower = (word & 0xffff) * n;
      if (left > 0 && (lower & 0xffff) >= threshold) {
        counts[offset + (lower >>> 16)]! += 1;
        left -= 1;
      }
    }
  }
}

/** Units of a block: as many as a byte tells apart. */
const BLOCK = 256;
/** Working space of `countBytes`: nothing else can run while it is in use. */
const blockCounts = new Uint32Array(BLOCK);
