import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

export interface FileMd5 {
  /** Of the bytes. */
  md5Bytes: string;
  /** With CRLF turned into LF where the file looks like text; else of the bytes. */
  md5Dos2unix: string;
  size: number;
}

const CHUNK = 2 ** 20;
const SAMPLE = 512;

/**
 * Both digests DVC has had. Before DVC 3 text was hashed with CRLF as LF, chunk after chunk of 1 MiB: a pair that two
 * chunks share is left alone, as DVC does (dvc_data/hashfile/hash.py).
 */
export async function fileMd5(path: string): Promise<FileMd5> {
  const handle = await open(path, 'r');
  try {
    const bytes = createHash('md5');
    const unix = createHash('md5');
    const chunk = Buffer.allocUnsafe(CHUNK);
    let size = 0;
    let text = true;
    for (;;) {
      const filled = await fill(handle, chunk, size);
      if (filled === 0) break;
      const part = chunk.subarray(0, filled);
      if (size === 0) text = looksLikeText(part.subarray(0, SAMPLE));
      bytes.update(part);
      unix.update(text ? unixLines(part) : part);
      size += filled;
    }
    return { md5Bytes: bytes.digest('hex'), md5Dos2unix: unix.digest('hex'), size };
  } finally {
    await handle.close();
  }
}

async function fill(
  handle: { read: (b: Buffer, o: number, n: number, p: number) => Promise<{ bytesRead: number }> },
  chunk: Buffer,
  position: number,
): Promise<number> {
  let filled = 0;
  while (filled < chunk.length) {
    const { bytesRead } = await handle.read(chunk, filled, chunk.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

/** DVC's rule: no NUL, and at most 30 % of the first 512 bytes outside printable ASCII and \b \t \n \f \r. */
export function looksLikeText(sample: Uint8Array): boolean {
  let other = 0;
  for (const byte of sample) {
    if (byte === 0) return false;
    const isText = (byte >= 32 && byte < 127) || (byte >= 8 && byte <= 13 && byte !== 11);
    if (!isText) other += 1;
  }
  return other <= 0.3 * sample.length;
}

function unixLines(part: Buffer): Buffer {
  if (!part.includes(13)) return part;
  const out = Buffer.allocUnsafe(part.length);
  let to = 0;
  for (let i = 0; i < part.length; i += 1) {
    if (part[i] === 13 && part[i + 1] === 10) continue;
    out[to++] = part[i] ?? 0;
  }
  return out.subarray(0, to);
}
