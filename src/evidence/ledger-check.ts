import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../core/canonical.js';
import { isSha256, sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import type { Finding } from '../core/finding.js';
import type { LedgerEntry } from '../schema/types.js';
import { codeOf } from './atomic.js';
import { checkChain } from './ledger-chain.js';
import { HEAD_PATH, LEDGER_FOLDER, type LedgerFile, type LedgerHead } from './ledger-format.js';

export interface LedgerInspection {
  /** In order of their numbers. */
  files: LedgerFile[];
  head: LedgerHead | null;
  findings: Finding[];
}

/** Read the whole ledger and check it. Never throws for what the files hold: doubts are findings. */
export function inspectLedger(projectDir: string): LedgerInspection {
  const folder = join(projectDir, LEDGER_FOLDER);
  // HEAD before the list: a writer at work between the two makes HEAD look old (harmless), never too new.
  let headBytes = readIfThere(join(projectDir, HEAD_PATH));
  let names = entryNames(folder);
  if (headBytes === null && names.length > 1) {
    headBytes = readIfThere(join(projectDir, HEAD_PATH));
    names = entryNames(folder);
  }
  const files = names.map((name) => readEntry(folder, name));
  const head = headBytes === null ? null : parseHead(headBytes);
  const findings = checkChain(files, head, headBytes !== null);
  return { files, head, findings };
}

function entryNames(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d{6,}\.json$/.test(name))
      .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  } catch (error) {
    // A file where a folder should be is found by whoever writes there; for reading there is no ledger.
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw new AppError('INPUT-FILE-UNREADABLE', `cannot read the ledger: ${codeOf(error)}`, {
      place: LEDGER_FOLDER,
      hint: 'check the permissions of the folder',
      cause: error,
    });
  }
}

function readEntry(folder: string, name: string): LedgerFile {
  const bytes = readIfThere(join(folder, name)) ?? Buffer.alloc(0);
  const parsed = parseExactly(bytes);
  return {
    number: Number.parseInt(name, 10),
    path: `${LEDGER_FOLDER}/${name}`,
    bytes,
    sha256: sha256(bytes),
    entry: isEntry(parsed) ? parsed : null,
  };
}

function parseHead(bytes: Buffer): LedgerHead | null {
  const value = parseExactly(bytes);
  if (typeof value !== 'object' || value === null) return null;
  const head = value as Partial<Record<keyof LedgerHead, unknown>>;
  const sound =
    head.kind === 'ledger-head' &&
    head.schemaVersion === 1 &&
    Object.keys(head).length === 5 &&
    Number.isSafeInteger(head.size) &&
    isSha256(head.head) &&
    isSha256(head.root);
  return sound ? (value as LedgerHead) : null;
}

/** JSON value whose canonical form and a newline are exactly these bytes; undefined otherwise. */
function parseExactly(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return Buffer.from(`${canonicalJson(value)}\n`, 'utf8').equals(bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is LedgerEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<Record<keyof LedgerEntry, unknown>>;
  return (
    entry.kind === 'ledger-entry' &&
    entry.schemaVersion === 1 &&
    Number.isSafeInteger(entry.sequence) &&
    isSha256(entry.previous) &&
    typeof entry.at === 'string' &&
    Number.isFinite(Date.parse(entry.at)) &&
    typeof entry.action === 'string' &&
    typeof entry.actor === 'object' &&
    entry.actor !== null &&
    typeof entry.facts === 'object' &&
    entry.facts !== null &&
    Array.isArray(entry.subjects) &&
    entry.subjects.every((subject: unknown) => isSubject(subject))
  );
}

function isSubject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const subject = value as { name?: unknown; sha256?: unknown };
  return typeof subject.name === 'string' && isSha256(subject.sha256);
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
