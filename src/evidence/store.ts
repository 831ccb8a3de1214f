import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSha256, sha256, type Sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import { claimFile, codeOf } from './atomic.js';
import { listProjectFiles } from './project-files.js';

export const STORE_FOLDER = 'evidence/store/sha256';

/** Path of an object relative to the project: the first two digits are a folder. */
export function storePath(digest: Sha256): string {
  return `${STORE_FOLDER}/${digest.slice(0, 2)}/${digest.slice(2)}`;
}

/** Digest that a store path promises; null when the path is none of an object. */
export function digestOfStorePath(path: string): Sha256 | null {
  if (!path.startsWith(`${STORE_FOLDER}/`)) return null;
  const [folder = '', rest = '', ...more] = path.slice(STORE_FOLDER.length + 1).split('/');
  const digest = folder + rest;
  return folder.length === 2 && more.length === 0 && isSha256(digest) ? digest : null;
}

/** Content-addressed copies: the name is the digest, checked on each read. Nothing is ever changed or removed. */
export class Store {
  private readonly projectDir: string;

  constructor(projectDir: string) {
    this.projectDir = projectDir;
  }

  /** Keep the bytes; the same bytes again cost nothing. */
  async put(bytes: Uint8Array): Promise<Sha256> {
    const digest = sha256(bytes);
    const path = storePath(digest);
    if (!(await claimFile(join(this.projectDir, path), bytes, { place: path }))) await this.get(digest);
    return digest;
  }

  /** @throws AppError INTEGRITY-STORE when the object is missing or its bytes are not those of its name */
  async get(digest: Sha256): Promise<Buffer> {
    const bytes = await this.find(digest);
    if (bytes === null) throw damaged(digest, 'is missing from the store');
    if (sha256(bytes) !== digest) throw damaged(digest, 'has other bytes than its name says');
    return bytes;
  }

  /** Like `get`, but null for an object that is missing or damaged. */
  async getIfIntact(digest: Sha256): Promise<Buffer | null> {
    const bytes = await this.find(digest);
    return bytes !== null && sha256(bytes) === digest ? bytes : null;
  }

  /** Digests of all objects, sorted. */
  async list(): Promise<Sha256[]> {
    const files = await listProjectFiles(this.projectDir, STORE_FOLDER);
    return files.flatMap(({ path }) => digestOfStorePath(path) ?? []);
  }

  private async find(digest: Sha256): Promise<Buffer | null> {
    if (!isSha256(digest)) return null;
    try {
      return await readFile(join(this.projectDir, storePath(digest)));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
      throw damaged(digest, 'cannot be read');
    }
  }
}

function damaged(digest: Sha256, what: string): AppError {
  return new AppError('INTEGRITY-STORE', `object ${what}`, {
    place: storePath(digest),
    hint: 'restore the evidence folder from a backup; veritome verify lists all that is damaged',
    details: { digest },
  });
}
