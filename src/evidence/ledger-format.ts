import { canonicalJson } from '../core/canonical.js';
import type { Sha256 } from '../core/digest.js';
import { merkleRoot } from '../core/merkle.js';
import type { LedgerEntry } from '../schema/types.js';

export const LEDGER_FOLDER = 'evidence/ledger';
export const HEAD_PATH = `${LEDGER_FOLDER}/HEAD.json`;

/** What HEAD.json says: how long the ledger is and what its end must be, so that a cut-off tail is noticed. */
export interface LedgerHead {
  kind: 'ledger-head';
  schemaVersion: 1;
  /** Number of entries. */
  size: number;
  /** SHA-256 of the last entry's file. */
  head: Sha256;
  /** Merkle root (RFC 6962) over the bytes of all entry files. */
  root: Sha256;
}

/** One entry file as it was read. */
export interface LedgerFile {
  /** From the file's name. */
  number: number;
  path: string;
  bytes: Buffer;
  sha256: Sha256;
  /** Null when the bytes are not an entry in canonical form. */
  entry: LedgerEntry | null;
}

/** An entry whose bytes are in canonical form. */
export type RecordedEntry = LedgerFile & { entry: LedgerEntry };

export function entryPath(number: number): string {
  return `${LEDGER_FOLDER}/${String(number).padStart(6, '0')}.json`;
}

/** Canonical JSON and a newline: the digest that chains is that of the file, so `sha256sum` can check it. */
export function entryBytes(entry: LedgerEntry): Buffer {
  return Buffer.from(`${canonicalJson(entry)}\n`, 'utf8');
}

export function headOf(files: readonly { bytes: Uint8Array; sha256: Sha256 }[]): LedgerHead {
  return {
    kind: 'ledger-head',
    schemaVersion: 1,
    size: files.length,
    head: files.at(-1)?.sha256 ?? '0'.repeat(64),
    root: merkleRoot(files.map((file) => file.bytes)),
  };
}

export function headBytes(head: LedgerHead): Buffer {
  return Buffer.from(`${canonicalJson(head)}\n`, 'utf8');
}

