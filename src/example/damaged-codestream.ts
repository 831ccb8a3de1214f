import { RandomStream } from '../core/random.js';

/**
 * A JPEG 2000 codestream whose beginning says what the image is (SOC and SIZ markers, ISO/IEC 15444-1 annex A) and whose
 * rest is rubbish: any decoder must give up at the first marker after SIZ. This is what a failed transfer leaves.
 */
export function damagedCodestream(rows: number, columns: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(2048);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xff4f);
  view.setUint16(2, 0xff51);
  view.setUint16(4, 41);
  view.setUint32(8, columns);
  view.setUint32(12, rows);
  view.setUint32(24, columns);
  view.setUint32(28, rows);
  view.setUint16(40, 1);
  // 12 bits, no sign, no subsampling.
  bytes.set([11, 1, 1], 42);
  const random = new RandomStream(seed, 2 ** 40);
  // Under 0x90, so that no accidental marker starts here.
  for (let at = 45; at < bytes.length; at += 1) bytes[at] = random.below(0x90);
  return bytes;
}
