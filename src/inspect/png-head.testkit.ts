/** The first bytes of a PNG: signature, IHDR with width and height. */
export function pngHead(columns: number, rows: number): Uint8Array {
  const head = Buffer.alloc(33);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  head.writeUInt32BE(columns, 16);
  head.writeUInt32BE(rows, 20);
  return head;
}
