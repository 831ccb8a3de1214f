import { sha256 } from '../core/digest.js';
import type { LockedFile } from '../schema/types.js';

/** Which part of a changed image file still is what the lock says. */
export type ImageDamage = 'header' | 'pixels' | 'both' | 'unknown';

/** Tag (7FE0,0010) in little endian. */
const PIXEL_DATA = Buffer.from([0xe0, 0x7f, 0x10, 0x00]);

/**
 * Tell an edited header from changed pixels without a DICOM reader: wherever the pixel data tag stands, the bytes before
 * it are tried as the header and the bytes after its length as the native pixels (explicit and implicit little endian,
 * DICOM PS3.5 section 7.1). `unknown` when the lock holds no separate digests.
 */
export function imageDamage(bytes: Buffer, locked: LockedFile): ImageDamage {
  const header = locked['sha256-header'] ?? null;
  const pixels = locked['sha256-pixels-le'] ?? null;
  if (header === null) return 'unknown';
  let headerSame = false;
  let pixelsSame = false;
  for (let at = bytes.indexOf(PIXEL_DATA); at >= 0; at = bytes.indexOf(PIXEL_DATA, at + 1)) {
    headerSame ||= sha256(bytes.subarray(0, at)) === header;
    pixelsSame ||= pixels !== null && pixelCandidates(bytes, at).some((part) => sha256(part) === pixels);
  }
  if (headerSame) return 'pixels';
  if (pixels === null) return 'unknown';
  return pixelsSame ? 'header' : 'both';
}

export function imageDamageText(damage: ImageDamage): string | null {
  switch (damage) {
    case 'header':
      return 'the header differs, the pixels are the same';
    case 'pixels':
      return 'the pixels differ, the header is the same';
    case 'both':
      return 'header and pixels differ';
    case 'unknown':
      return null;
  }
}

function pixelCandidates(bytes: Buffer, at: number): Buffer[] {
  const candidates: Buffer[] = [];
  for (const valueAt of [at + 12, at + 8]) {
    if (valueAt > bytes.length) continue;
    const length = bytes.readUInt32LE(valueAt - 4);
    if (length > bytes.length - valueAt) continue;
    // A value of odd length is padded by one byte, which is no pixel.
    candidates.push(bytes.subarray(valueAt, valueAt + length), bytes.subarray(valueAt, valueAt + length - 1));
  }
  return candidates;
}
