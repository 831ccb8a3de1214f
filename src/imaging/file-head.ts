import { open } from 'node:fs/promises';

/**
 * The first bytes of a file, to tell what it is without reading it.
 * @param most bytes at most; fewer where the file is shorter
 * @returns rejects with the error of the file system
 */
export async function readFileHead(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const head = new Uint8Array(most);
    const { bytesRead } = await file.read(head, 0, most, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
