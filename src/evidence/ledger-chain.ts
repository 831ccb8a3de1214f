import type { Finding, Severity } from '../core/finding.js';
import { entryPath, HEAD_PATH, headOf, type LedgerFile, type LedgerHead } from './ledger-format.js';

/** Clocks of two machines may differ this much before an entry counts as going back in time. */
const CLOCK_TOLERANCE_MS = 1000;
const ZERO = '0'.repeat(64);

/**
 * What is wrong with the ledger, each kind of damage told apart: an edited entry, one inserted, entries out of order,
 * a gap, a cut-off tail, a changed HEAD, a clock that went back.
 */
export function checkChain(
  files: readonly LedgerFile[],
  head: LedgerHead | null,
  headExists: boolean,
): Finding[] {
  const findings: Finding[] = [];
  const suspects = new Set<LedgerFile>();
  const blame = (file: LedgerFile, code: string, message: string): void => {
    suspects.add(file);
    findings.push(ledgerFinding(code, 'error', file.path, message));
  };

  const inserted = insertedEntry(files, head);
  if (inserted !== undefined) {
    blame(inserted, 'LEDGER-ENTRY-INSERTED', 'was put into the ledger later: no entry chains to it');
  }
  const chain = files.filter((file) => file !== inserted);
  for (const file of chain) {
    if (file.entry === null) {
      blame(file, 'LEDGER-ENTRY-EDITED', 'was changed: it is not a ledger entry in canonical form');
    } else if (inserted === undefined && file.entry.sequence !== file.number) {
      blame(file, 'LEDGER-ENTRY-MOVED', `holds entry ${file.entry.sequence}: entries were moved or copied`);
    }
  }
  const complete = inserted !== undefined || gapsIn(chain, findings);
  checkLinks(chain, head, suspects, blame);
  checkHead(chain, head, headExists, suspects.size === 0 && complete, findings);
  findings.push(...clockFindings(chain));
  return findings;
}

/** An entry put between others shifts the numbers after it; one put at the end does not chain to what HEAD vouches for. */
function insertedEntry(files: readonly LedgerFile[], head: LedgerHead | null): LedgerFile | undefined {
  const firstShifted = files.findIndex((file) => file.entry?.sequence === file.number - 1);
  if (firstShifted >= 1) {
    const shifted = files.slice(firstShifted);
    const chainsPast = shifted[0]?.entry?.previous === (files[firstShifted - 2]?.sha256 ?? ZERO);
    if (chainsPast && shifted.every((file) => file.entry?.sequence === file.number - 1)) return files[firstShifted - 1];
  }
  const last = files.at(-1);
  if (last === undefined || head?.size !== files.length - 1) return undefined;
  const before = files.at(-2);
  const chained = last.entry?.previous === (before?.sha256 ?? ZERO) && last.entry.sequence === last.number;
  return !chained && before?.sha256 === head.head ? last : undefined;
}

/** @returns false when numbers are missing before the last one */
function gapsIn(chain: readonly LedgerFile[], findings: Finding[]): boolean {
  const present = new Set(chain.map((file) => file.number));
  const last = chain.at(-1)?.number ?? 0;
  let complete = true;
  for (let number = 1; number < last; number += 1) {
    if (present.has(number)) continue;
    complete = false;
    findings.push(ledgerFinding('LEDGER-GAP', 'error', entryPath(number), 'is missing, later entries are there'));
  }
  return complete;
}

/**
 * From the end backwards: HEAD vouches for the last entry, each sound entry for the one before it. What an entry
 * already under suspicion says about the one before proves nothing against that one.
 */
function checkLinks(
  chain: readonly LedgerFile[],
  head: LedgerHead | null,
  suspects: ReadonlySet<LedgerFile>,
  blame: (file: LedgerFile, code: string, message: string) => void,
): void {
  const all = headOf(chain);
  for (let index = chain.length - 1; index >= 0; index -= 1) {
    const file = chain[index];
    if (file === undefined || suspects.has(file)) continue;
    const next = chain[index + 1];
    const edited = (): void => blame(file, 'LEDGER-ENTRY-EDITED', 'was changed after it was written');
    if (next !== undefined) {
      const vouches = !suspects.has(next) && next.number === file.number + 1;
      if (vouches && next.entry?.previous !== file.sha256) edited();
    } else if (head?.size === file.number && head.head !== file.sha256 && head.root !== all.root) edited();
    const isFirst = index === 0 && file.number === 1;
    if (isFirst && !suspects.has(file) && file.entry?.previous !== ZERO) edited();
  }
}

function checkHead(
  chain: readonly LedgerFile[],
  head: LedgerHead | null,
  headExists: boolean,
  entriesSound: boolean,
  findings: Finding[],
): void {
  const size = chain.length;
  const edited = (): void => {
    findings.push(ledgerFinding('LEDGER-HEAD-EDITED', 'error', HEAD_PATH, 'does not fit the entries: it was changed'));
  };
  if (!headExists) {
    // The very first writer may have been stopped between its entry and HEAD; nobody writes a second entry before it.
    if (size > 1) findings.push(ledgerFinding('LEDGER-HEAD-MISSING', 'error', HEAD_PATH, 'is missing'));
    else if (size === 1) findings.push(behind(0, size));
    return;
  }
  if (head === null) {
    edited();
    return;
  }
  const now = headOf(chain);
  const fits = head.head === now.head && head.root === now.root;
  if (head.size > (chain.at(-1)?.number ?? 0)) {
    if (fits) {
      edited();
      return;
    }
    for (let number = (chain.at(-1)?.number ?? 0) + 1; number <= head.size; number += 1) {
      findings.push(
        ledgerFinding('LEDGER-TRUNCATED', 'error', entryPath(number), `is missing: HEAD says ${head.size} entries`),
      );
      if (number - size >= 1000) break;
    }
    return;
  }
  if (!entriesSound) return;
  const vouched = headOf(chain.slice(0, head.size));
  if (head.size < 1 || head.head !== vouched.head || head.root !== vouched.root) edited();
  else if (head.size < size) findings.push(behind(head.size, size));
}

function behind(headSize: number, size: number): Finding {
  return ledgerFinding(
    'LEDGER-HEAD-BEHIND',
    'warning',
    HEAD_PATH,
    `vouches for ${headSize} of ${size} entries: a writer was stopped before it could update it`,
    'the next command that writes to the ledger brings it up to date',
  );
}

function clockFindings(chain: readonly LedgerFile[]): Finding[] {
  return chain.flatMap((file, index) => {
    const before = chain[index - 1]?.entry;
    if (file.entry === null || before === null || before === undefined) return [];
    const backMs = Date.parse(before.at) - Date.parse(file.entry.at);
    if (backMs <= CLOCK_TOLERANCE_MS) return [];
    return [
      ledgerFinding(
        'LEDGER-CLOCK-BACKWARD',
        'warning',
        file.path,
        `is dated ${Math.round(backMs / 1000)} s before the entry ahead of it`,
        'say in the report why the clock went back',
      ),
    ];
  });
}

function ledgerFinding(
  code: string,
  severity: Severity,
  path: string,
  message: string,
  fix = 'restore the ledger from a backup: entries are never edited, moved or removed',
): Finding {
  return { code, severity, path, message, fix, args: { file: path } };
}
