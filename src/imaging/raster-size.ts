/** Width and height of a picture in pixels. */
export interface RasterSize {
  columns: number;
  rows: number;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Size of a PNG (ISO/IEC 15948, IHDR) or JPEG (ISO/IEC 10918-1, B.2.2: the first frame header), from its first bytes.
 * @returns null for another format, and where the header is not within the bytes given
 */
export function rasterSize(head: Uint8Array): RasterSize | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length >= 24 && PNG.every((byte, i) => head[i] === byte) && view.getUint32(12) === 0x49484452)
    return sized(view.getUint32(16), view.getUint32(20));
  return head[0] === 0xff && head[1] === 0xd8 ? jpegSize(head, view) : null;
}

function jpegSize(head: Uint8Array, view: DataView): RasterSize | null {
  let at = 2;
  while (at + 9 <= head.length) {
    if (head[at] !== 0xff) return null;
    const marker = head[at + 1]!;
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    // A scan, or the end, before any frame header.
    else if (marker === 0xda || marker === 0xd9) return null;
    // Frame headers are C0 to CF without C4 (tables), C8 (reserved) and CC (arithmetic conditioning).
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return sized(view.getUint16(at + 7), view.getUint16(at + 5));
    else {
      const length = view.getUint16(at + 2);
      if (length < 2) return null;
      at += 2 + length;
    }
  }
  return null;
}

function sized(columns: number, rows: number): RasterSize | null {
  return columns > 0 && rows > 0 ? { columns, rows } : null;
}
