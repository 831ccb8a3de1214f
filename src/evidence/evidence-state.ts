import { sha256 } from '../core/digest.js';
import type { Finding } from '../core/finding.js';
import type { Lock, Results } from '../schema/types.js';
import { attestationPath, openAttestation } from './attestation.js';
import type { CheckedLock, CheckedRun, CheckedSignature } from './integrity-report.js';
import { registeredKeys, type RegisteredKey } from './keys.js';
import type { LedgerAnchor } from './ledger.js';
import { headOf, type LedgerFile, type RecordedEntry } from './ledger-format.js';
import { lockPaths, openLockEnvelope } from './lock-record.js';
import { readProjectFile } from './project-files.js';
import { openSignature, SIGNATURE_FOLDER } from './signature.js';
import { subjectsOf } from './statement.js';
import type { Store } from './store.js';
import { ledgerVouchers, type Voucher } from './vouchers.js';

/** The signed records of a project, opened: what vouches for everything else. */
export interface EvidenceState {
  keys: RegisteredKey[];
  vouchers: Map<string, Voucher>;
  locks: CheckedLock[];
  runs: CheckedRun[];
  unfinishedRuns: number[];
  signatures: CheckedSignature[];
  /** Results of the last finished run, as attested. */
  results: Results | null;
  findings: Finding[];
}

/** Where a record on disk is damaged, its copy in the store stands in, so that the rest can still be checked. */
export async function openEvidence(
  projectDir: string,
  store: Store,
  entries: readonly RecordedEntry[],
  ledgerSound: boolean,
): Promise<EvidenceState> {
  const keys = registeredKeys(entries);
  const vouchers = ledgerVouchers(entries);
  const findings: Finding[] = [];
  const asRecorded = async (path: string): Promise<Buffer | null> => {
    const voucher = vouchers.get(path);
    if (voucher === undefined) return null;
    const bytes = await readProjectFile(projectDir, path);
    return bytes !== null && sha256(bytes) === voucher.sha256 ? bytes : store.getIfIntact(voucher.sha256);
  };
  const anchored = (path: string, anchor: LedgerAnchor): void => {
    if (ledgerSound && !matchesAnchor(entries, anchor)) findings.push(rewritten(path, anchor));
  };

  const locks: CheckedLock[] = [];
  for (const number of numbersOf(entries, 'locked', 'lock')) {
    const paths = lockPaths(number);
    const bytes = await asRecorded(paths.lock);
    const envelope = await asRecorded(paths.envelope);
    const lock = bytes === null ? null : (JSON.parse(bytes.toString('utf8')) as Lock);
    if (bytes === null || lock === null) continue;
    const digest = sha256(bytes);
    const opened = envelope === null ? null : openLockEnvelope(envelope, number, digest, keys);
    if (opened?.ok === false) findings.push(invalid(paths.envelope, opened.problem));
    const signedBy = opened?.ok === true ? opened.signer.id : null;
    locks.push({ number, path: paths.lock, sha256: digest, lock, signedBy });
  }

  const runs: CheckedRun[] = [];
  let results: Results | null = null;
  const finished = numbersOf(entries, 'run-attested', 'run');
  for (const number of finished) {
    const path = attestationPath(number);
    const bytes = await asRecorded(path);
    if (bytes === null) continue;
    const opened = openAttestation(bytes, keys);
    if (!opened.ok) {
      findings.push(invalid(path, opened.problem));
      continue;
    }
    anchored(path, opened.statement.predicate.ledger);
    const attested = subjectsOf(opened.statement).find(({ name }) => name.endsWith('/results.json'));
    const resultsSha256 = attested?.sha256 ?? null;
    runs.push({ number, path, sha256: sha256(bytes), resultsSha256, statement: opened.statement });
    const kept = resultsSha256 === null ? null : await store.getIfIntact(resultsSha256);
    if (kept !== null) results = JSON.parse(kept.toString('utf8')) as Results;
  }

  const signatures: CheckedSignature[] = [];
  for (const path of [...vouchers.keys()].filter((name) => name.startsWith(`${SIGNATURE_FOLDER}/`))) {
    const bytes = await asRecorded(path);
    if (bytes === null) continue;
    const opened = openSignature(bytes, keys);
    if (opened.ok) {
      anchored(path, opened.record.ledger);
      signatures.push({ path, record: opened.record, valid: true });
    } else findings.push(invalid(path, opened.problem));
  }

  const started = numbersOf(entries, 'look-started', 'run');
  const unfinishedRuns = started.filter((number) => !finished.includes(number));
  return { keys, vouchers, locks, runs, unfinishedRuns, signatures, results, findings };
}

/** Distinct values of a numeric fact over the entries of one action, in order. */
export function numbersOf(entries: readonly RecordedEntry[], action: string, fact: string): number[] {
  const values = entries.flatMap(({ entry }) => {
    const value = entry.facts[fact];
    return entry.action === action && typeof value === 'number' ? value : [];
  });
  return [...new Set(values)];
}

/** Whether the ledger still begins with the entries that a signed record saw. */
export function matchesAnchor(entries: readonly LedgerFile[], anchor: LedgerAnchor): boolean {
  if (entries.length < anchor.size) return false;
  const then = headOf(entries.slice(0, anchor.size));
  return then.head === anchor.head && then.root === anchor.root;
}

function invalid(path: string, problem: string): Finding {
  return {
    code: 'SIGNATURE-INVALID',
    severity: 'error',
    path,
    message: problem,
    fix: 'nothing it covers is signed: find out who put it there',
    args: { file: path },
  };
}

function rewritten(path: string, anchor: LedgerAnchor): Finding {
  return {
    code: 'LEDGER-REWRITTEN',
    severity: 'error',
    path,
    message: `saw a ledger of ${anchor.size} entries that the present one does not begin with`,
    fix: 'the ledger was replaced, or this record belongs to another project: restore the evidence from a backup',
    args: { file: path, ledgerSize: anchor.size },
  };
}
