import { cutShort, damaged } from './damage.js';

/** By the next 16 bits: length of the code in the upper, its symbol in the lower byte; 0 where no code fits. */
export type HuffmanTable = Uint16Array;

/**
 * @param counts codes of length 1 to 16
 * @param symbols in the order of their codes (ISO/IEC 10918-1 annex C)
 * @throws AppError IMAGE-INVALID when the codes do not fit
 */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = new Uint16Array(65536);
  let code = 0;
  let symbol = 0;
  for (let length = 1; length <= 16; length += 1) {
    const span = 1 << (16 - length);
    for (let i = 0; i < counts[length - 1]!; i += 1) {
      if (code + span > 65536) throw damaged('a Huffman table has more codes than fit');
      table.fill((length << 8) | symbols[symbol++]!, code, code + span);
      code += span;
    }
  }
  return table;
}

/** Bits of entropy-coded JPEG data, byte stuffing removed; stops at a marker. */
export class BitReader {
  /** Next byte to read. */
  position: number;
  readonly #bytes: Uint8Array;
  #bits = 0;
  #count = 0;

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes;
    this.position = position;
  }

  /** @throws AppError IMAGE-INVALID for a code the table does not have, IMAGE-TRUNCATED at the end of the data */
  symbol(table: HuffmanTable): number {
    if (this.#count < 16) this.#fill();
    const next = this.#count >= 16 ? this.#bits >>> (this.#count - 16) : this.#bits << (16 - this.#count);
    const entry = table[next & 0xffff]!;
    const length = entry >>> 8;
    if (length > this.#count) throw cutShort('the entropy-coded data ends before the image');
    if (length === 0) {
      throw this.#count < 16
        ? cutShort('the entropy-coded data ends before the image')
        : damaged('a code that no Huffman table has');
    }
    this.#count -= length;
    return entry & 0xff;
  }

  /** @param length 0 to 16 */
  bits(length: number): number {
    if (length === 0) return 0;
    if (this.#count < length) this.#fill();
    if (this.#count < length) throw cutShort('the entropy-coded data ends before the image');
    this.#count -= length;
    return (this.#bits >>> this.#count) & ((1 << length) - 1);
  }

  /** A signed number of `length` bits (ISO/IEC 10918-1 figure F.12). */
  signed(length: number): number {
    if (length === 0) return 0;
    const value = this.bits(length);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  /**
   * Steps over the restart marker that has to stand here.
   * @param index number of restarts before this one
   */
  restart(index: number): void {
    this.#drop();
    const bytes = this.#bytes;
    while (bytes[this.position] === 0xff && bytes[this.position + 1] === 0xff) this.position += 1;
    if (bytes[this.position] !== 0xff || bytes[this.position + 1] !== 0xd0 + (index & 7)) {
      throw damaged('a restart marker is missing');
    }
    this.position += 2;
  }

  /** Ends the scan: whole bytes that were read ahead cannot be there, since a marker follows. */
  finish(): number {
    this.#drop();
    return this.position;
  }

  #drop(): void {
    this.#fill();
    // Fewer than eight bits pad the last byte, and some writers add a byte of padding more, of ones (F.1.2.3) as well;
    // anything else is data that nothing asked for.
    const ones = this.#count < 16 && ~this.#bits << (32 - this.#count) === 0;
    if (this.#count >= 8 && !ones) throw damaged('the entropy-coded data is longer than the image');
    this.#bits = 0;
    this.#count = 0;
  }

  #fill(): void {
    const bytes = this.#bytes;
    while (this.#count <= 24 && this.position < bytes.length) {
      const byte = bytes[this.position]!;
      if (byte === 0xff) {
        if (bytes[this.position + 1] !== 0) return;
        this.position += 1;
      }
      this.position += 1;
      this.#bits = (this.#bits << 8) | byte;
      this.#count += 8;
    }
  }
}
