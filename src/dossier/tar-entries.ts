export interface TarEntry {
  /** Relative, forward slashes. */
  path: string;
  bytes: Uint8Array;
}

const BLOCK = 512;

/**
 * Regular files of a tar archive (POSIX.1-1988 ustar headers: name at 0, size in octal at 124, type at 156). Enough
 * for the archives that the bundled browser comes with; links, long names and devices are skipped.
 */
export function tarEntries(archive: Uint8Array): TarEntry[] {
  const entries: TarEntry[] = [];
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    const path = textAt(header, 0, 100);
    if (path === '') break;
    const size = Number.parseInt(textAt(header, 124, 12).trim(), 8);
    const type = String.fromCharCode(header[156] ?? 0);
    const start = at + BLOCK;
    const isFile = type === '0' || type === '\0';
    if (isFile && !path.startsWith('/') && !path.split('/').includes('..')) {
      entries.push({ path, bytes: archive.subarray(start, start + size) });
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

function textAt(header: Uint8Array, from: number, length: number): string {
  return Buffer.from(header.subarray(from, from + length))
    .toString('utf8')
    .replace(/\0[\s\S]*$/, '');
}
